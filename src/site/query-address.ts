// site/query-address.ts: WordPress's query addresses: ?p=12, ?cat=3, ?m=202402 … Flat values, each read by hand.
import type { Request } from 'express';
import { queryOf } from '../base/http/query.ts';
import { settings } from '../base/settings/settings.ts';
import type { Blog } from '../blog.ts';
import { attachmentById, attachmentPath } from './attachment-address.ts';
import { archivePath, type Archive } from '../posts/archive.ts';
import { permalink } from '../posts/addresses/permalink.ts';
import { mayEdit } from '../posts/permissions.ts';
import { previewOf, previewPath } from '../writing/preview.ts';
import { findAuthorById, findAuthorBySlug } from '../posts/queries/authors.ts';
import { findPost, postsBySlug } from '../posts/queries/find.ts';
import { resolveAddress, type Resolved } from '../posts/addresses/resolve.ts';
import { permalinks } from '../posts/settings.ts';
import { sharedPath, sharedPost } from '../writing/preview-link.ts';
import { mayRead } from '../posts/visible.ts';
import { findTermAt, findTermByFormerId } from '../terms/former-queries.ts';
import { findTermById } from '../terms/queries.ts';
import { readId } from '../base/http/ids.ts';

export interface Asked {
  /** What the query names; undefined when there is no such thing, which is a 404. */
  resolved: Resolved | undefined;
  /** Where the file is that the query names as if it were a post. */
  address?: string;
  /** The rest of the query, to be kept on a redirect. */
  others: string;
  /** Drafts, previews and the plain structure are shown under their query address. */
  stays: boolean;
  /** Whether the query names a category or tag by what it was once called. */
  is_former: boolean;
}

const names = [
  'p',
  'page_id',
  'name',
  'pagename',
  'm',
  'year',
  'monthnum',
  'day',
  'cat',
  'category_name',
  'author',
  'author_name',
  'tag',
  'paged',
] as const;
/** Together they name a day. */
const dates = ['monthnum', 'day'];
const paging = ['paged', 'page', 'cpage', 'embed'];
// What is out is read at its address; a link from before says nothing more there.
const spent = 'preview_token';

/** What the query of a request to `/` names; undefined when it names nothing, and the path counts. */
export async function resolveQuery(blog: Blog, req: Request): Promise<Asked | undefined> {
  if (!/^\/*(index\.php)?$/.test(req.path)) return undefined;
  const query = queryOf(req);
  const name = names.find((known) => query.has(known));
  if (!name) return undefined;
  const value = (query.get(name) ?? '').trim();
  const found = await find(blog, req, name, value);
  if (found === 'nothing') return undefined;
  const file = name === 'p' && !found ? readId(value) : undefined;
  const asked = file && (await attachmentById(blog, file));
  const address = asked && (asked.page ? attachmentPath(asked.page.media) : asked.address);
  const { permalink_structure: structure } = await settings(blog.db, permalinks);
  const rest = restOf(query);
  for (const known of [...names, ...paging, spent]) query.delete(known);
  return {
    resolved: found && { ...found, rest },
    ...(address && { address }),
    others: query.toString(),
    stays: structure === '' || found?.base.startsWith('/?') === true,
    is_former: ['cat', 'tag'].includes(name) && found !== undefined && !isNamedBy(found.base, name, value),
  };
}

/** Whether an address is a query that says just this; a path says it in its own way. */
const isNamedBy = (base: string, name: string, value: string): boolean =>
  !base.startsWith('/?') || new URLSearchParams(base.slice(2)).get(name) === value;

type Found = { base: string; is_preview?: boolean } & (
  { post: NonNullable<Resolved['post']> } | { archive: Archive }
);

/** 'nothing' when the value is not even a value; such a query is ignored, as WordPress ignores it. */
async function find(
  blog: Blog,
  req: Request,
  name: (typeof names)[number],
  value: string,
): Promise<Found | undefined | 'nothing'> {
  if (name === 'tag') return archiveOf(blog, await tagNamed(blog, value));
  const byName = await findByName(blog, req, name, value);
  if (byName !== 'no name') return byName;
  const id = readId(value);
  if (!id) return 'nothing';
  if (name === 'm') return archiveOf(blog, dateOf(value));
  if (name === 'cat') {
    const term = (await findTermById(blog.db, id)) ?? (await findTermByFormerId(blog.db, id));
    return archiveOf(blog, term?.taxonomy === 'category' ? { kind: 'term', term } : undefined);
  }
  if (name === 'author') {
    const author = await findAuthorById(blog.db, id);
    return archiveOf(blog, author && { kind: 'author', author });
  }
  const post = await findPost(blog.db, id);
  const token = queryOf(req).get('preview_token') ?? '';
  const shared = post && token ? await sharedPost(blog, post, token) : undefined;
  if (shared) return { post: shared, base: sharedPath(id, token), is_preview: true };
  if (!post || !mayRead(req.user, post)) return undefined;
  if (queryOf(req).get('preview') === 'true' && mayEdit(req.user, post)) {
    return { post: await previewOf(blog, req.user!, post), base: previewPath(id), is_preview: true };
  }
  return { post, base: await permalink(blog, post) };
}

/** What names say, and parts of a date: they mean what the path does that they stand for. */
async function findByName(
  blog: Blog,
  req: Request,
  name: (typeof names)[number],
  value: string,
): Promise<Found | undefined | 'nothing' | 'no name'> {
  if (name === 'paged') return /^\d{1,6}$/.test(value) ? { archive: { kind: 'home' }, base: '/' } : 'nothing';
  if (name === 'year') return archiveOf(blog, dateOf(dayOf(queryOf(req))));
  // A month without a year names none here.
  if (dates.includes(name)) return 'nothing';
  if (!['name', 'pagename', 'category_name', 'author_name'].includes(name)) return 'no name';
  if (!value || value.length > 500) return 'nothing';
  if (name === 'category_name') {
    const term = await findTermAt(blog.db, 'category', value.split('/').filter(Boolean).at(-1) ?? '');
    return archiveOf(blog, term && { kind: 'term', term });
  }
  if (name === 'author_name') {
    const author = await findAuthorBySlug(blog.db, value);
    return archiveOf(blog, author && { kind: 'author', author });
  }
  if (name === 'pagename') {
    const path = `/${value.split('/').filter(Boolean).map(encodeURIComponent).join('/')}/`;
    const found = await resolveAddress(blog, path, req.user);
    return found?.post?.type === 'page' && !found.rest.length ? found : undefined;
  }
  const post = (await postsBySlug(blog.db, 'post', value)).find((one) => mayRead(req.user, one));
  return post && { post, base: await permalink(blog, post) };
}

/** `2024`, `202403` or `20240305` of year, monthnum and day. */
function dayOf(query: URLSearchParams): string {
  const two = (name: string) =>
    /^\d{1,2}$/.test(query.get(name) ?? '') ? query.get(name)!.padStart(2, '0') : '';
  const month = two('monthnum');
  return (query.get('year') ?? '') + month + (month && two('day'));
}

async function archiveOf(blog: Blog, archive: Archive | undefined): Promise<Found | undefined> {
  return archive && { archive, base: await archivePath(blog, archive) };
}

async function tagNamed(blog: Blog, slug: string): Promise<Archive | undefined> {
  const term = await findTermAt(blog.db, 'post_tag', slug.slice(0, 200));
  return term && { kind: 'term', term };
}

function dateOf(digits: string): Archive | undefined {
  const [, year, month, day] = /^(\d{4})(\d\d)?(\d\d)?/.exec(digits) ?? [];
  if (!year || (month && (Number(month) > 12 || Number(month) < 1)) || Number(day ?? 1) > 31)
    return undefined;
  return {
    kind: 'date',
    year: Number(year),
    month: month ? Number(month) : undefined,
    day: day && Number(day) ? Number(day) : undefined,
  };
}

function restOf(query: URLSearchParams): string[] {
  const number = (name: string) => (/^\d{1,6}$/.test(query.get(name) ?? '') ? query.get(name)! : undefined);
  const page = number('page');
  const paged = number('paged');
  const comments = number('cpage');
  return [
    ...(page ? [page] : paged ? ['page', paged] : []),
    ...(comments ? [`comment-page-${comments}`] : []),
    ...(query.has('embed') ? ['embed'] : []),
  ];
}
