// site/query-address.ts: WordPress's query addresses: ?p=12, ?cat=3, ?m=202402 … Flat values, each read by hand.
import type { Request } from 'express';
import { queryOf } from '../base/http/query.ts';
import { settings } from '../base/settings/settings.ts';
import type { Blog } from '../blog.ts';
import { archivePath, type Archive } from '../posts/archive.ts';
import { permalink } from '../posts/addresses/permalink.ts';
import { mayEdit } from '../posts/permissions.ts';
import { previewOf, previewPath } from '../writing/preview.ts';
import { findAuthorById } from '../posts/queries/authors.ts';
import { findPost } from '../posts/queries/find.ts';
import type { Resolved } from '../posts/addresses/resolve.ts';
import { permalinks } from '../posts/settings.ts';
import { sharedPath, sharedPost } from '../writing/preview-link.ts';
import { mayRead } from '../posts/visible.ts';
import { findTermAt, findTermByFormerId } from '../terms/former-queries.ts';
import { findTermById } from '../terms/queries.ts';
import { readId } from '../base/http/ids.ts';

export interface Asked {
  /** What the query names; undefined when there is no such thing, which is a 404. */
  resolved: Resolved | undefined;
  /** The rest of the query, to be kept on a redirect. */
  others: string;
  /** Drafts, previews and the plain structure are shown under their query address. */
  stays: boolean;
  /** Whether the query names a category or tag by what it was once called. */
  is_former: boolean;
}

const names = ['p', 'page_id', 'm', 'cat', 'author', 'tag'] as const;
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
  const { permalink_structure: structure } = await settings(blog.db, permalinks);
  const rest = restOf(query);
  for (const known of [...names, ...paging, spent]) query.delete(known);
  return {
    resolved: found && { ...found, rest },
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
