// import/wordpress-site/site-reader.ts: a blog straight from a running WordPress, by its REST API: only what is not here yet.
import { textOf, type Loose } from '../json.ts';
import { alreadyThere, leftOut, toldOf } from '../make.ts';
import type { Input, Reader } from '../reader.ts';
import { inThreads } from '../threads.ts';
import { unreadable } from '../unreadable.ts';
import type { FirstReading } from '../wxr/highest-ids.ts';
import { readId } from '../../base/http/ids.ts';
import { N_ } from '../../base/language/gettext.ts';
import type { WxrProgress } from '../wxr/read-wxr.ts';
import type { WxrRecord, WxrTold } from '../wxr/wxr.ts';
import { codeOf, openSite, type OldSite } from './ask.ts';
import { collectionsOf, type Collection } from './collections.ts';
import { contextOf, pages } from './pages.ts';
import {
  attachmentOf,
  authorOf,
  commentOf,
  filedAs,
  idsOf,
  isProtected,
  itemOf,
  termOf,
  type Names,
} from './records.ts';

/** How far it is, for the bar: of so many parts. */
export const wholeSite = 1000;

export const siteReader: Reader = {
  kind: 'wordpress-site',
  title: N_('a running WordPress'),
  where: N_(
    'No file: its address is enough. With a user and an application password also what is not public comes in.',
  ),
  knows: () => false,
  first,
  read,
};

/** A site that was opened, with what it holds. */
interface Opened {
  site: OldSite;
  collections: { collection: Collection; total: number }[];
  /** What the site did not list. */
  refusals: WxrTold[];
}

const opened = new WeakMap<Input, Opened>();

/** Asks for the last number of each kind, so that this blog counts on from there. */
async function first(input: Input): Promise<FirstReading> {
  const site = await openSite(input);
  if (site.is_signed) await signIn(site);
  const highest = { posts: 0, media: 0, comments: 0, terms: 0, users: 0 };
  const collections: Opened['collections'] = [];
  const refusals: WxrTold[] = [];
  for (const collection of collectionsOf(site.is_signed)) {
    const { route, query, table } = collection;
    const one = { per_page: '1', orderby: 'id', order: 'desc', _fields: 'id' };
    const answer = await site.ask(route, { ...contextOf(site), ...query, ...one });
    if (answer.status !== 200 && route === 'posts') throw refused(route, answer.status);
    if (answer.status !== 200 && !collection.is_hidden)
      refusals.push(toldOf(collection.what, `the old site does not list them (${answer.status})`));
    const id = readId(textOf(answer.rows[0] ?? {}, 'id')) ?? 0;
    if (id < 1_000_000_000) highest[table] = Math.max(highest[table], id);
    // Posts and files are counted together there.
    if (table === 'media') highest.posts = Math.max(highest.posts, highest.media);
    if (answer.status === 200) collections.push({ collection, total: answer.total });
  }
  opened.set(input, { site, collections, refusals });
  return { highest, shared_emails: new Set(), mends: false, error: undefined };
}

async function signIn(site: OldSite): Promise<void> {
  const me = await site.ask('users/me', { context: 'edit' });
  if (me.status !== 200)
    throw unreadable(
      `The old site refused the user or the application password (${codeOf(me) || me.status}). Nothing was brought over.`,
    );
}

const refused = (route: string, status: number) =>
  unreadable(`The old site refuses to list its ${route} (${status}). Nothing was brought over.`);

async function* read(input: Input): AsyncGenerator<WxrProgress> {
  const { site, collections, refusals } = opened.get(input)!;
  const home = textOf(site.index, 'home') || input.address;
  yield { record: siteOf(site, home), bytes: 0 };
  for (const record of refusals) yield { record, bytes: 0 };
  const names: Names = { logins: new Map(), terms: new Map() };
  const all = collections.reduce((sum, { total }) => sum + total, 0) || 1;
  let done = 0;
  for (const { collection } of collections)
    for await (const { records, count } of pagesOf(input, site, collection, names)) {
      done += count;
      const bytes = Math.floor((done / all) * wholeSite);
      for (const record of records) yield { record, bytes };
    }
  if (!site.is_signed)
    yield {
      record: toldOf('posts', 'without an application password only what is public comes in'),
      bytes: wholeSite,
    };
}

const siteOf = ({ index }: OldSite, home: string): WxrRecord => ({
  kind: 'site',
  title: textOf(index, 'name'),
  link: home,
  base_blog_url: home,
  version: '',
});

interface Page {
  records: WxrRecord[];
  /** Of how many things the site was asked. */
  count: number;
}

/** Ids first; then, of those that are not here, the things themselves. */
async function* pagesOf(
  input: Input,
  site: OldSite,
  collection: Collection,
  names: Names,
): AsyncGenerator<Page> {
  const { kind, what, batch } = collection;
  if (kind === undefined || kind === 'user') {
    const all: Loose[] = [];
    for await (const rows of pages(site, collection, {})) all.push(...rows);
    yield { records: listed(all, names), count: all.length };
    return;
  }
  for await (const rows of pages(site, collection, { _fields: 'id' })) {
    const ids = idsOf(rows);
    const known = await input.known(kind, ids);
    const fresh = ids.filter((id) => !known.has(id));
    yield { records: known.size ? [alreadyThere(what, known.size)] : [], count: ids.length - fresh.length };
    for (let at = 0; at < fresh.length; at += batch)
      yield* things(site, collection, fresh.slice(at, at + batch), names);
  }
}

/** Users and terms are few, and others name them: all of them are read each time. */
function listed(rows: Loose[], names: Names): WxrRecord[] {
  for (const row of rows)
    if (row.taxonomy) names.terms.set(textOf(row, 'id'), filedAs(row));
    else names.logins.set(textOf(row, 'id'), authorOf(row).login);
  return rows.map((row) => (row.taxonomy ? termOf(row, names.terms) : authorOf(row)));
}

/** What was asked for; too much at once is asked for in halves. */
async function* things(
  site: OldSite,
  collection: Collection,
  ids: string[],
  names: Names,
): AsyncGenerator<Page> {
  const asked = { include: ids.join(','), per_page: '100' };
  const answer = await site.ask(collection.route, { ...contextOf(site), ...collection.query, ...asked });
  if (answer.is_too_large && ids.length > 1) {
    const half = Math.ceil(ids.length / 2);
    yield* things(site, collection, ids.slice(0, half), names);
    yield* things(site, collection, ids.slice(half), names);
    return;
  }
  const reason = answer.is_too_large ? 'larger than 32 MB' : 'the old site did not give them';
  const missing = ids.length - answer.rows.length;
  const records = recordsOf(collection, answer.rows, names);
  yield {
    records: missing > 0 ? [...records, leftOut(collection.what, reason, missing)] : records,
    count: ids.length,
  };
}

function recordsOf({ route, what }: Collection, rows: Loose[], names: Names): WxrRecord[] {
  if (route === 'media') return rows.map((row) => attachmentOf(row, names));
  if (route === 'comments')
    return [
      ...inThreads(
        rows.map((row) => ({ post: textOf(row, 'post'), addresses: [], comment: commentOf(row) })),
      ),
    ];
  return rows.map((row) =>
    isProtected(row) ? leftOut(what, 'has a password: give an application password') : itemOf(row, names),
  );
}
