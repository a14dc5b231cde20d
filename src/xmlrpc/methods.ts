// xmlrpc/methods.ts: all methods, by name.
import { optionMethods } from './blog/options.ts';
import { typeMethods } from './blog/types.ts';
import { commentMethods } from './comments/methods.ts';
import { mediaMethods } from './media/methods.ts';
import type { Method } from './method.ts';
import { pingbackMethods } from './pingbacks.ts';
import { bloggerPosts } from './posts/blogger.ts';
import { metaWeblogPosts } from './posts/metaweblog.ts';
import { pageMethods } from './posts/pages.ts';
import { wordpressPosts } from './posts/wordpress.ts';
import { listingMethods, systemMethods } from './system.ts';
import { termMethods } from './terms/methods.ts';
import { userMethods } from './users/methods.ts';

const declared: Method[] = [
  ...wordpressPosts,
  ...pageMethods,
  ...termMethods,
  ...typeMethods,
  ...commentMethods,
  ...mediaMethods,
  ...userMethods,
  ...optionMethods,
  ...metaWeblogPosts,
  ...bloggerPosts,
  ...pingbackMethods,
  ...systemMethods,
];

const all = [...declared, ...listingMethods(declared.map(({ name }) => name))];

export const methods: ReadonlyMap<string, Method> = new Map(all.map((method) => [method.name, method]));
