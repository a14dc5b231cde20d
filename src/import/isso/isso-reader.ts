// import/isso/isso-reader.ts: comments of Isso, as the JSON that its own import reads, or made of its database by one line of SQL.
import { N_ } from '../../base/language/gettext.ts';
import { momentOf, readJson, records, textOf, type Loose } from '../json.ts';
import { comment, leftOut } from '../make.ts';
import { nothingFirst, type Input, type Reader } from '../reader.ts';
import { inThreads, type Placed } from '../threads.ts';
import { unreadable } from '../unreadable.ts';
import type { WxrProgress } from '../wxr/read-wxr.ts';
import type { WxrRecord } from '../wxr/wxr.ts';

export const issoReader: Reader = {
  kind: 'isso',
  title: 'Isso',
  where: N_('A JSON file made of comments.db: docs/import.md has the line for it.'),
  knows: (start) => /^\[\s*\{/.test(start) && /"comments"\s*:\s*\[/.test(start) && /"id"\s*:/.test(start),
  first: nothingFirst,
  read,
};

async function* read({ open }: Input): AsyncGenerator<WxrProgress> {
  const json = await readJson(open());
  if (!Array.isArray(json)) throw unreadable('There is no list of threads in this file. Nothing came in.');
  yield { record: siteOf(), bytes: 0 };
  let empty = 0;
  const placed: Placed[] = [];
  for (const thread of records(json))
    for (const row of records(thread.comments)) {
      const isEmpty = !textOf(row, 'text').trim();
      if (isEmpty) empty += 1;
      else placed.push(placedAt(textOf(thread, 'id'), row));
    }
  for (const record of inThreads(placed)) yield { record, bytes: 0 };
  if (empty) yield { record: leftOut('comments', 'nothing is in them', empty), bytes: 0 };
}

const siteOf = (): WxrRecord => ({
  kind: 'site',
  title: '',
  link: '',
  base_blog_url: '',
  version: '',
  key: 'isso',
});

/** The number of a comment may be that of another one under another thread. */
function placedAt(uri: string, row: Loose): Placed {
  const named = (id: string) => (id && id !== '0' ? `isso-${id} ${uri}` : '');
  return {
    post: '',
    addresses: [uri],
    comment: comment({
      id: named(textOf(row, 'id')),
      parent: named(textOf(row, 'parent')),
      author: textOf(row, 'author') || 'Anonymous',
      author_email: textOf(row, 'email'),
      author_url: textOf(row, 'website'),
      author_IP: textOf(row, 'remote_addr'),
      date_gmt: createdAt(row),
      approved: states[textOf(row, 'mode')] ?? '1',
      content: textOf(row, 'text'),
      // Isso keeps what was typed.
      content_format: 'markdown',
    }),
  };
}

/** Isso's modes: accepted, waiting, deleted with replies left. */
const states: Record<string, string> = { '1': '1', '2': '0', '4': 'trash' };

/** Its import reads dates; its database has seconds. */
const createdAt = ({ created }: Loose): string =>
  typeof created === 'number' ? momentOf({ at: created * 1000 }, 'at') : textOf({ created }, 'created');
