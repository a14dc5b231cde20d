// posts/addresses/resolve-archive.ts: which list path segments name: a category, a tag, an author, a day, a format.
import { spanOf } from '../../base/time/dates.ts';
import type { Blog } from '../../blog.ts';
import { findTermAt } from '../../terms/former-queries.ts';
import type { Archive } from '../archive.ts';
import { postFormats, type PostFormat } from '../post.ts';
import { findAuthorBySlug } from '../queries/authors.ts';
import type { Permalinks } from '../settings.ts';

/**
 * @param segments decoded, without page numbers and suffixes
 * @param address the structure and bases they are made by
 */
export async function findArchive(
  blog: Blog,
  segments: string[],
  address: Permalinks,
): Promise<Archive | undefined> {
  const rest = withoutFront(address.permalink_structure, segments);
  const below = (base: string) => {
    const words = base.split('/');
    return words.every((word, index) => rest[index] === word) ? rest.slice(words.length) : [];
  };
  const [first, second] = rest;
  const category = below(address.category_base);
  const tag = below(address.tag_base);
  if (category.length) return termArchive(blog, 'category', category.at(-1)!);
  if (tag.length === 1) return termArchive(blog, 'post_tag', tag[0]!);
  if (first === 'author' && second && rest.length === 2) return authorArchive(blog, second);
  if (first === 'type' && second && rest.length === 2) return formatArchive(second);
  return dateArchive(first === 'date' ? rest.slice(1) : rest, address.permalink_structure);
}

// WordPress puts the structure's fixed beginning before other bases too: /archives/category/news/.
function withoutFront(structure: string, segments: string[]): string[] {
  const fixed = structure.slice(0, structure.indexOf('%')).split('/').filter(Boolean);
  const isThere = fixed.length > 0 && fixed.every((word, index) => segments[index] === word);
  const known = ['category', 'tag', 'author', 'type', 'date'];
  return isThere && known.includes(segments[fixed.length] ?? '') ? segments.slice(fixed.length) : segments;
}

async function termArchive(
  blog: Blog,
  taxonomy: 'category' | 'post_tag',
  slug: string,
): Promise<Archive | undefined> {
  const term = await findTermAt(blog.db, taxonomy, slug);
  return term && { kind: 'term', term };
}

async function authorArchive(blog: Blog, slug: string): Promise<Archive | undefined> {
  const author = await findAuthorBySlug(blog.db, slug);
  return author && { kind: 'author', author };
}

// A standard post has no format, and so no list.
const formats: readonly string[] = postFormats.filter((format) => format !== 'standard');

function formatArchive(word: string): Archive | undefined {
  return formats.includes(word) ? { kind: 'format', format: word as PostFormat } : undefined;
}

function dateArchive(segments: string[], structure: string): Archive | undefined {
  if (structure.startsWith('/%post_id%') || segments.length > 3) return undefined;
  const [year, month, day] = segments;
  if (!/^\d{4}$/.test(year ?? '') || ![month, day].every((part) => /^\d{1,2}$/.test(part ?? '1')))
    return undefined;
  const date = {
    year: Number(year),
    month: month ? Number(month) : undefined,
    day: day ? Number(day) : undefined,
  };
  return spanOf('UTC', date.year, date.month, date.day) ? { kind: 'date', ...date } : undefined;
}
