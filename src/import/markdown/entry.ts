// import/markdown/entry.ts: one file of Markdown as far as its place and its fields tell: kind, dates, slug, address. Pure.
import type { Loose } from '../json.ts';
import { wordOf, wordsOf } from './front-matter.ts';
import type { Site } from './site.ts';

export interface Entry {
  /** Its path in the folder. */
  name: string;
  front: Loose;
  is_page: boolean;
  is_draft: boolean;
  slug: string;
  /** As WordPress's exports write them: with an offset, or as the clocks of the site showed it; '' for none. */
  date: { gmt: string; local: string };
  /** The path of its address, from the site's own. */
  path: string;
}

const roots = /^(?:src\/content|src\/pages|src\/posts(?=\/)|content|source|src|pages(?=\/)|_pages)\//;
const ofPosts = /(?:^|\/)(?:_posts|_drafts|posts?|blog|articles?|news|notes)\//i;

/** What a file is; what stands in its fields counts before what its place tells. */
export function entryOf(site: Site, name: string, front: Loose): Entry {
  const below = name.replace(roots, '').replace(/\.(?:md|markdown|mdown|html)$/i, '');
  const parts = below.split('/');
  // A page bundle bears the name of its folder; a language stands behind the name.
  const isBundle = /^index(?:\.[a-z]{2}(?:-\w+)?)?$/.test(parts.at(-1)!) && parts.length > 1;
  const base = (isBundle ? parts.at(-2)! : parts.at(-1)!).replace(/\.[a-z]{2}(?:-\w{2,4})?$/, '');
  const [, day = '', rest = base] = /^(\d{4}-\d\d?-\d\d?)-(.+)$/.exec(base) ?? [];
  const date = momentIn(
    wordOf(front, 'date', 'pubdate', 'publishdate', 'publisheddate', 'published_at', 'created') || day,
  );
  const has = (field: string) => Object.hasOwn(front, field);
  const type = wordOf(front, 'type', 'layout');
  const isDated = date.gmt !== '' || date.local !== '';
  const entry: Entry = {
    name,
    front,
    is_page: type === 'page' || /(?:^|\/)_pages\//.test(name) || !(ofPosts.test(name) || isDated),
    is_draft:
      front.draft === true ||
      (has('published') && front.published === false) ||
      /(?:^|\/)_drafts\//.test(name),
    slug: wordOf(front, 'slug') || lastOf(wordOf(front, 'permalink', 'url')) || rest,
    date,
    path: '',
  };
  const folders = parts.slice(0, isBundle ? -2 : -1);
  return { ...entry, path: addressOf(site, entry, { folders, base: rest }) };
}

/** The last part of an address that stands whole above the text; '' for a pattern. */
const lastOf = (address: string): string =>
  address.includes(':') || address.includes('{{')
    ? ''
    : (/([^/]+?)(?:\.html?)?\/*$/.exec(address)?.[1] ?? '');

interface Around {
  folders: string[];
  base: string;
}

function addressOf(site: Site, entry: Entry, { folders, base }: Around): string {
  const { front, slug } = entry;
  const given = wordOf(front, 'permalink', 'url');
  const section = folders[0] ?? '';
  const pattern =
    given ||
    (entry.is_page && site.made_by !== 'hugo'
      ? ''
      : site.permalinks[site.made_by === 'hugo' ? section : 'posts']);
  if (pattern && /^[/:\w.-]/.test(pattern) && !pattern.includes('{{'))
    return clean(filled(pattern, entry, { folders, base }));
  if (base === 'index') return '/';
  return clean(`/${[...folders.filter((one) => !one.startsWith('_')), slug].join('/')}/`);
}

/** Fills the names that Jekyll, Hugo and Hexo know. */
function filled(pattern: string, { front, slug, date }: Entry, { folders, base }: Around): string {
  const [, year = '', month = '', day = ''] = /^(\d{4})-(\d\d)-(\d\d)/.exec(date.local || date.gmt) ?? [];
  const categories = wordsOf(front, 'categories', /\s+/).map((one) =>
    one.toLowerCase().replaceAll(/\s+/g, '-'),
  );
  const values: Record<string, string> = {
    year,
    month,
    day,
    i_month: String(Number(month)),
    i_day: String(Number(day)),
    short_year: year.slice(2),
    title: slug,
    slug,
    name: base,
    filename: base,
    contentbasename: base,
    slugorfilename: slug,
    slugorcontentbasename: slug,
    section: folders[0] ?? '',
    sections: folders.join('/'),
    categories: categories.join('/'),
    category: categories.join('/'),
    output_ext: '.html',
  };
  return pattern.replaceAll(/:([a-z_]+)/g, (all, name: string) =>
    Object.hasOwn(values, name) ? values[name]! : all,
  );
}

const clean = (path: string): string => `/${path}`.replaceAll(/\/{2,}/g, '/').replace(/\/index\.html?$/, '/');

/**
 * A date as it is written above texts. A local one gets a fraction of a second, so that it is no part of what the post is
 * known by: its date may be mended between two runs.
 */
export function momentIn(given: string): Entry['date'] {
  const [, year, month = '', day = '', hour = '0', minute = '00', second = '00', offset = ''] =
    /^(\d{4})-(\d\d?)-(\d\d?)(?:[ T]+(\d\d?):(\d\d)(?::(\d\d))?(?:\.\d+)?\s*(Z|[+-]\d\d:?\d\d)?)?/i.exec(
      given,
    ) ?? [];
  const two = (text: string) => text.padStart(2, '0');
  if (year) {
    const local = `${year}-${two(month)}-${two(day)} ${two(hour)}:${minute}:${second}.0`;
    return offset ? { gmt: `${local}${offset.toUpperCase()}`, local: '' } : { gmt: '', local };
  }
  const said = given && /\d{4}/.test(given) ? new Date(`${given} UTC`) : undefined;
  const isDate = said && !Number.isNaN(said.getTime());
  return { gmt: isDate ? said.toISOString() : '', local: '' };
}
