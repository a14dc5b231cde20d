// site/lost-address.ts: where an address that means nothing may lead all the same: old names, typing and mailing slips.
import { spanOf } from '../base/time/dates.ts';
import { general } from '../base/settings/general.ts';
import { settings } from '../base/settings/settings.ts';
import type { Blog } from '../blog.ts';
import { attachmentBySlug } from './attachment-address.ts';
import { readAddress } from '../posts/addresses/address.ts';
import { below } from '../posts/addresses/navigation.ts';
import { permalink } from '../posts/addresses/permalink.ts';
import { findByFormerSlug, findBySlugPrefix } from '../posts/queries/find.ts';
import { resolveAddress, resolveFormer, segmentsOf } from '../posts/addresses/resolve.ts';
import { permalinks } from '../posts/settings.ts';

/** A site-relative address of our own to send the reader to, or undefined: the page is not found. */
export async function lostAddress(blog: Blog, path: string): Promise<string | undefined> {
  const segments = segmentsOf(path);
  if (!segments?.length) return undefined;
  return (
    (await withoutPunctuation(blog, segments)) ??
    (await formerStructure(blog, path)) ??
    (await formerName(blog, segments)) ??
    (await attachmentBySlug(blog, segments.at(-1)!)) ??
    (await beginning(blog, segments))
  );
}

// Programs that make links of addresses in mails take the full stop or the bracket after them along.
const trailing = new Set(' .,:;!?)]}>"\'’”»…*_');

async function withoutPunctuation(blog: Blog, segments: string[]): Promise<string | undefined> {
  const [last, ...before] = segments.toReversed();
  let end = last!.length;
  while (end > 0 && trailing.has(last![end - 1]!)) end -= 1;
  if (end === last!.length) return undefined;
  const cut = [...before.toReversed(), last!.slice(0, end)].filter(Boolean);
  const found = await resolveAddress(blog, `/${cut.map(encodeURIComponent).join('/')}`);
  if (!found) return undefined;
  const { permalink_structure: structure } = await settings(blog.db, permalinks);
  return below(structure, found.base, found.rest);
}

async function formerStructure(blog: Blog, path: string): Promise<string | undefined> {
  const found = await resolveFormer(blog, path);
  if (!found) return undefined;
  const { permalink_structure: structure } = await settings(blog.db, permalinks);
  return below(structure, found.base, found.rest);
}

async function formerName(blog: Blog, segments: string[]): Promise<string | undefined> {
  for (const slug of namesIn(segments)) {
    const post = await findByFormerSlug(blog.db, slug);
    if (post) return permalink(blog, post);
  }
  return undefined;
}

// A name may be followed by a page number or a suffix that matters no more.
function namesIn(segments: string[]): string[] {
  const names = segments.filter(
    (segment) => !/^\d+$|^(feed|atom|rss2?|rdf|page|trackback|embed|comment-page-\d+)$/.test(segment),
  );
  return names.slice(-1).filter((name) => name.length <= 200);
}

async function beginning(blog: Blog, segments: string[]): Promise<string | undefined> {
  const [name] = namesIn(segments);
  if (!name || name !== segments.at(-1) || name.length < 3) return undefined;
  const { permalink_structure: structure } = await settings(blog.db, permalinks);
  const parts = readAddress(structure, segments);
  const { timezone_string } = await settings(blog.db, general);
  const year = parts?.year ? Number(parts.year) : undefined;
  const month = parts?.monthnum ? Number(parts.monthnum) : undefined;
  const span = year ? spanOf(timezone_string, year, month) : undefined;
  const post =
    (span && (await findBySlugPrefix(blog.db, name, span))) ?? (await findBySlugPrefix(blog.db, name));
  return post && permalink(blog, post);
}
