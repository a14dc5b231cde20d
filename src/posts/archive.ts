// posts/archive.ts: the lists that have addresses: categories, tags, authors, days, formats; and those addresses.
import { N_, __, translate } from '../base/language/gettext.ts';
import { general } from '../base/settings/general.ts';
import { settings } from '../base/settings/settings.ts';
import { formatDate, spanOf } from '../base/time/dates.ts';
import type { Blog } from '../blog.ts';
import { withAncestors, withDescendants } from '../terms/queries.ts';
import type { Term } from '../terms/term.ts';
import type { User } from '../accounts/user.ts';
import { encodeSlug } from './addresses/address.ts';
import { slashed, termPath } from './addresses/permalink.ts';
import type { PostFormat } from './post.ts';
import type { PostFilter } from './queries/archive.ts';
import { permalinks } from './settings.ts';

export type Archive =
  | { kind: 'home' }
  | { kind: 'term'; term: Term }
  | { kind: 'author'; author: Pick<User, 'id' | 'slug' | 'display_name' | 'bio' | 'url'> }
  | { kind: 'date'; year: number; month?: number; day?: number }
  | { kind: 'format'; format: PostFormat };

const two = (value: number) => String(value).padStart(2, '0');

/** The site-relative address of an archive's first page. */
export async function archivePath(blog: Blog, archive: Archive): Promise<string> {
  if (archive.kind === 'home') return '/';
  if (archive.kind === 'term') return (await termPaths(blog, [archive.term])).get(archive.term.id)!;
  const { permalink_structure: structure } = await settings(blog.db, permalinks);
  if (archive.kind === 'author') return authorPath(structure, archive.author);
  if (archive.kind === 'format') return slashed(structure, `/type/${archive.format}/`);
  const parts = [archive.month, archive.day].flatMap((part) => (part ? [two(part)] : []));
  const year = String(archive.year).padStart(4, '0');
  if (structure === '') return `/?m=${year}${parts.join('')}`;
  return slashed(structure, `/${[year, ...parts].join('/')}/`);
}

/** Site-relative addresses of categories and tags by id: at most one query. */
export async function termPaths(blog: Blog, terms: Term[]): Promise<Map<number, string>> {
  const address = await settings(blog.db, permalinks);
  const hasParents = terms.some(({ parent_id }) => parent_id);
  const known = hasParents
    ? await withAncestors(
        blog.db,
        terms.map(({ id }) => id),
      )
    : new Map<number, Term>();
  return new Map(terms.map((term) => [term.id, pathOf(term, known, address)]));
}

function pathOf(
  term: Term,
  known: Map<number, Term>,
  address: { permalink_structure: string; category_base: string; tag_base: string },
): string {
  const isTag = term.taxonomy === 'post_tag';
  const { permalink_structure: structure } = address;
  if (structure === '') return isTag ? `/?tag=${encodeSlug(term.slug)}` : `/?cat=${term.id}`;
  const base = isTag ? address.tag_base : address.category_base;
  const encodedBase = base.split('/').map(encodeSlug).join('/');
  return slashed(structure, `/${encodedBase}/${isTag ? encodeSlug(term.slug) : termPath(term, known)}/`);
}

/** The site-relative address of an author's posts, by the public slug. */
export function authorPath(structure: string, author: Pick<User, 'id' | 'slug'>): string {
  if (structure === '') return `/?author=${author.id}`;
  return slashed(structure, `/author/${encodeSlug(author.slug)}/`);
}

/** What to ask the database for an archive's posts; a category brings those of its children. */
export async function archiveFilter(blog: Blog, archive: Archive): Promise<PostFilter> {
  if (archive.kind === 'home') return {};
  if (archive.kind === 'author') return { author_id: archive.author.id };
  if (archive.kind === 'format') return { format: archive.format };
  if (archive.kind === 'term') return { term_ids: await withDescendants(blog.db, archive.term.id) };
  const { timezone_string } = await settings(blog.db, general);
  const span = spanOf(timezone_string, archive.year, archive.month, archive.day);
  return span ? { span } : { term_ids: [] };
}

const formatNames: Record<PostFormat, string> = {
  standard: N_('Posts'),
  aside: N_('Asides'),
  chat: N_('Chats'),
  gallery: N_('Galleries'),
  link: N_('Links'),
  image: N_('Images'),
  quote: N_('Quotes'),
  status: N_('Status updates'),
  video: N_('Videos'),
  audio: N_('Audio'),
};

/** What kind of list it is and what it holds: { kind: 'Category', name: 'News' }. */
export async function archiveTitle(blog: Blog, archive: Archive): Promise<{ kind: string; name: string }> {
  if (archive.kind === 'home') return { kind: '', name: '' };
  if (archive.kind === 'term')
    return {
      kind: archive.term.taxonomy === 'post_tag' ? __('Tag') : __('Category'),
      name: archive.term.name,
    };
  if (archive.kind === 'author') return { kind: __('Author'), name: archive.author.display_name };
  if (archive.kind === 'format') return { kind: '', name: translate(formatNames[archive.format]) };
  const { timezone_string: zone, WPLANG: locale, date_format } = await settings(blog.db, general);
  const span = spanOf(zone, archive.year, archive.month, archive.day);
  const kind = archive.day ? __('Day') : archive.month ? __('Month') : __('Year');
  const format = archive.day ? date_format : archive.month ? 'F Y' : 'Y';
  return { kind, name: span ? formatDate(span.from, format, { zone, locale }) : '' };
}
