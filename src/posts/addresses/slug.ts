// posts/addresses/slug.ts: the last part of a post's address: from the title, unique, and never mistaken for something else.
import { settings } from '../../base/settings/settings.ts';
import type { Blog } from '../../blog.ts';
import { slugOf } from '../../terms/term.ts';
import type { Post } from '../post.ts';
import { lockSlugs, takenSlugs, type TakenSlug } from '../queries/write.ts';
import { permalinks } from '../settings.ts';

const longest = 200;
const reserved = new Set([
  'feed',
  'rdf',
  'rss',
  'rss2',
  'atom',
  'embed',
  'trackback',
  'page',
  'admin',
  'login',
]);

/** A post that needs a slug; `id` is its own, when it has one. */
export type Unnamed = Pick<Post, 'type' | 'title' | 'parent_id'> & { id?: number };

/**
 * A slug that no other post has: as wished, else from the title, with -2, -3 … when it is taken or would be read as a
 * feed, a page number or a date. In a transaction it stays free for this post until the transaction ends: whoever
 * wants one like it waits.
 */
export async function uniqueSlug(blog: Blog, post: Unnamed, wish: string): Promise<string> {
  const [slug] = await uniqueSlugs(blog, [{ ...post, wish }]);
  return slug!;
}

/** As uniqueSlug, for several posts, in their order: none gets what another of them gets. */
export async function uniqueSlugs(blog: Blog, posts: (Unnamed & { wish: string })[]): Promise<string[]> {
  const { permalink_structure } = await settings(blog.db, permalinks);
  const bases = posts.map(({ wish, title, type }) => slugOf(wish || title) || type);
  // A long one is cut for its number.
  const beginnings = bases.map((base) =>
    base.length < longest - 6 ? `${base}-` : base.slice(0, longest - 6),
  );
  await lockSlugs(blog.db, bases);
  const taken = await takenSlugs(blog.db, bases, beginnings);
  return posts.map((post, index) => {
    const rivals = new Set(taken.filter((one) => isRival(post, one)).map(({ slug }) => slug));
    const isFree = (slug: string) => !rivals.has(slug) && !isMisread(slug, post.type, permalink_structure);
    const slug = numbered(bases[index]!, isFree);
    taken.push({ id: post.id ?? 0, type: post.type, parent_id: post.parent_id, slug });
    return slug;
  });
}

function numbered(base: string, isFree: (slug: string) => boolean): string {
  if (isFree(base)) return base;
  for (let number = 2; ; number += 1) {
    const slug = `${base.slice(0, longest - 1 - String(number).length)}-${number}`;
    if (isFree(slug)) return slug;
  }
}

/** Whether another post is of the same type, or stands at the same place in the addresses. */
function isRival(post: Unnamed, other: TakenSlug): boolean {
  if (post.id === other.id) return false;
  if (post.type === 'page')
    return other.type === 'post' || (other.type === 'page' && other.parent_id === post.parent_id);
  return other.type === post.type || (other.type === 'page' && other.parent_id === null);
}

/** Whether an address with this slug would be read as something else: a feed, a page number, a date. */
export function isMisread(slug: string, type: string, structure: string): boolean {
  if (reserved.has(slug) || /^comment-page-\d+$/.test(slug)) return true;
  if (type === 'page') return /^(page)?\d+$/.test(slug);
  if (!/^\d+$/.test(slug)) return false;
  const parts = structure.split('/').filter(Boolean);
  const before = parts[parts.indexOf('%postname%') - 1];
  if (parts[0] === '%postname%') return true;
  return (before === '%year%' && Number(slug) <= 12) || (before === '%monthnum%' && Number(slug) <= 31);
}
