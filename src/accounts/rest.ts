// accounts/rest.ts: /wp-json/wp/v2/users/me: a program asks who it is, with WordPress's fields.
import { z } from 'zod';
import { restRoute, type RestCall, type RestRoute } from '../base/rest/route.ts';
import type { Blog } from '../blog.ts';
import { capabilitiesOf, type User } from './user.ts';

const asked = z.object({
  context: z
    .enum(['view', 'embed', 'edit'])
    .default('view')
    .describe('Scope under which the request is made; determines fields present in response.'),
});

export const accountsRest: RestRoute<Blog>[] = [
  restRoute({ methods: ['GET'], path: '/wp/v2/users/me', permission: 'signed in', args: asked, answer: me }),
];

function me(blog: Blog, { args, asker }: RestCall<z.output<typeof asked>>): Record<string, unknown> {
  return userFields(blog, asker!.user, args.context === 'edit');
}

function userFields({ url }: Blog, user: User, isEdit: boolean): Record<string, unknown> {
  const { id, login, email, display_name: name, bio: description, slug, role, registered_at } = user;
  const link = `${url}/author/${encodeURIComponent(slug)}/`;
  const seen = { id, name, url: user.url, description, link, slug, avatar_urls: {}, meta: [] };
  if (!isEdit) return seen;
  const held = Object.fromEntries([...capabilitiesOf(role), role].map((capability) => [capability, true]));
  return {
    ...seen,
    username: login,
    first_name: '',
    last_name: '',
    email,
    locale: 'en_US',
    nickname: name,
    roles: [role],
    registered_date: registered_at.toISOString().replace(/\.\d+Z$/, '+00:00'),
    capabilities: held,
    extra_capabilities: { [role]: true },
  };
}
