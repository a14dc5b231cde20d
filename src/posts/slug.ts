// posts/slug.ts: the last part of a post's address: from the title, unique, and never mistaken for something else.
import { settings } from '../base/settings/settings.ts';
import type { Blog } from '../blog.ts';
import { slugOf } from '../terms/term.ts';
import type { Post } from './post.ts';
import { takenSlugs } from './queries/write.ts';
import { permalinks } from './settings.ts';

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

/**
 * A slug that no other post has: as wished, else from the title, with -2, -3 … when it is taken or would be read as a
 * feed, a page number or a date.
 */
export async function uniqueSlug(
  blog: Blog,
  post: Pick<Post, 'type' | 'title' | 'parent_id'> & { id?: number },
  wish: string,
): Promise<string> {
  const base = slugOf(wish || post.title) || post.type;
  const { permalink_structure } = await settings(blog.db, permalinks);
  const taken = await takenSlugs(blog.db, base.slice(0, longest - 6), post);
  const isFree = (slug: string) => !taken.has(slug) && !isMisread(slug, post.type, permalink_structure);
  if (isFree(base)) return base;
  for (let number = 2; ; number += 1) {
    const slug = `${base.slice(0, longest - 1 - String(number).length)}-${number}`;
    if (isFree(slug)) return slug;
  }
}

function isMisread(slug: string, type: string, structure: string): boolean {
  if (reserved.has(slug)) return true;
  if (type === 'page') return /^(page)?\d+$/.test(slug);
  if (!/^\d+$/.test(slug)) return false;
  const parts = structure.split('/').filter(Boolean);
  const before = parts[parts.indexOf('%postname%') - 1];
  if (parts[0] === '%postname%') return true;
  return (before === '%year%' && Number(slug) <= 12) || (before === '%monthnum%' && Number(slug) <= 31);
}
