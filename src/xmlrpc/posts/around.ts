// xmlrpc/posts/around.ts: what the methods need of several posts beside their rows: a query each, however many posts.
import { usersByIds } from '../../accounts/queries.ts';
import type { User } from '../../accounts/user.ts';
import { general } from '../../base/settings/general.ts';
import { settings } from '../../base/settings/settings.ts';
import type { Blog } from '../../blog.ts';
import type { Media } from '../../media/media.ts';
import { mediaByIds } from '../../media/queries.ts';
import { permalinks } from '../../posts/addresses/permalink.ts';
import type { Post } from '../../posts/post.ts';
import { termsOf } from '../../terms/queries.ts';
import type { Term } from '../../terms/term.ts';

export interface Around {
  blog: Blog;
  zone: string;
  links: Map<number, string>;
  /** Categories and tags, by name. */
  terms: Map<number, Term[]>;
  authors: Map<number, User>;
  media: Map<number, Media>;
}

/** What stands around these posts. */
export async function aroundPosts(blog: Blog, posts: Post[]): Promise<Around> {
  const { timezone_string: zone } = await settings(blog.db, general);
  const ids = posts.map(({ id }) => id);
  const [paths, terms, authors, media] = await Promise.all([
    permalinks(blog, posts),
    termsOf(blog.db, ids),
    usersByIds(
      blog.db,
      posts.map(({ author_id }) => author_id),
    ),
    mediaByIds(
      blog.db,
      posts.flatMap(({ featured_media_id }) => featured_media_id ?? []),
    ),
  ]);
  return {
    blog,
    zone,
    links: new Map([...paths].map(([id, path]) => [id, blog.url + path])),
    terms: new Map([...terms].map(([id, all]) => [id, all.toSorted(byName)])),
    authors,
    media,
  };
}

const byName = (one: Term, other: Term): number => one.name.localeCompare(other.name, 'en');
