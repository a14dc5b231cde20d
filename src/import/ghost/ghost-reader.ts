// import/ghost/ghost-reader.ts: exports of Ghost (Settings → Advanced → Export): JSON of its tables, of every version since 0.5.
import { N_ } from '../../base/language/gettext.ts';
import { loose, readJson, records, textOf, type Loose } from '../json.ts';
import { leftOut, toldOf } from '../make.ts';
import { nothingFirst, type Input, type Reader } from '../reader.ts';
import { unreadable } from '../unreadable.ts';
import type { WxrProgress } from '../wxr/read-wxr.ts';
import type { WxrRecord } from '../wxr/wxr.ts';
import { ghostComments } from './comments.ts';
import { picturesOf } from './pictures.ts';
import { postsOf } from './posts.ts';
import { byId, type GhostTables } from './tables.ts';
import { isInternal } from './tags.ts';

export const ghostReader: Reader = {
  kind: 'ghost',
  title: 'Ghost',
  where: N_('Settings → Import/Export → Export. A JSON file.'),
  knows: (start) =>
    /^\{\s*"(?:db|meta|data)"/.test(start) && /"(?:exported_on|posts|tags|users|version)"/.test(start),
  first: nothingFirst,
  read,
};

async function* read({ open, address }: Input): AsyncGenerator<WxrProgress> {
  const tables = tablesOf(await readJson(open()));
  yield* numbered(allOf(tables, address));
}

/** The whole file is read when the first record comes. */
function* numbered(all: Iterable<WxrRecord>): Generator<WxrProgress> {
  for (const record of all) yield { record, bytes: 0 };
}

/** @throws Unreadable when there are no tables in it */
function tablesOf(json: unknown): GhostTables {
  const whole = loose(json);
  const [first] = records(whole.db);
  const data = loose((first ?? whole).data);
  if (!Array.isArray(data.posts))
    throw unreadable(
      'There is no list of posts in this file, as the exports of Ghost have. Nothing came in.',
    );
  return {
    data,
    posts_meta: new Map(records(data.posts_meta).map((row) => [textOf(row, 'post_id'), row])),
    users: byId(data.users),
    tags: byId(data.tags),
  };
}

function* allOf(tables: GhostTables, address: string): Generator<WxrRecord> {
  const { data } = tables;
  const settings = new Map(records(data.settings).map((row) => [textOf(row, 'key'), textOf(row, 'value')]));
  const title = settings.get('title') ?? '';
  yield {
    kind: 'site',
    title,
    link: address,
    base_blog_url: address,
    version: '',
    // The address may be told or not: the blog is the same.
    key: `ghost ${settings.get('db_hash') || title || 'blog'}`,
  };
  for (const user of tables.users.values()) yield author(user);
  for (const row of tables.tags.values()) if (!isInternal(row)) yield term(row);
  yield* picturesOf(tables, address);
  yield* postsOf(tables, address);
  yield* ghostComments(data);
  const members = records(data.members).length;
  if (members) yield leftOut('members', 'subscribers of a newsletter are no users of a blog', members);
  if (settings.get('codeinjection_head') || settings.get('codeinjection_foot'))
    yield toldOf('posts', 'code that Ghost put into all pages is not taken over');
}

const author = (user: Loose): WxrRecord => ({
  kind: 'author',
  id: `ghost-${textOf(user, 'id')}`,
  login: textOf(user, 'slug') || textOf(user, 'name'),
  email: textOf(user, 'email'),
  display_name: textOf(user, 'name'),
  role: '',
});

const term = (row: Loose): WxrRecord => ({
  kind: 'term',
  id: `ghost-${textOf(row, 'id')}`,
  taxonomy: 'post_tag',
  slug: textOf(row, 'slug'),
  parent: '',
  name: textOf(row, 'name'),
  description: textOf(row, 'description'),
  meta: [],
});
