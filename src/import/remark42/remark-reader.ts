// import/remark42/remark-reader.ts: backups of Remark42: a line about users and pages, then a comment on each line.
import { N_ } from '../../base/language/gettext.ts';
import { loose, records, textOf, type Loose } from '../json.ts';
import { linesOf } from '../lines.ts';
import { comment, leftOut } from '../make.ts';
import { nothingFirst, type Input, type Reader } from '../reader.ts';
import { gathering, type Placed } from '../threads.ts';
import { unreadable } from '../unreadable.ts';
import type { WxrProgress } from '../wxr/read-wxr.ts';
import type { WxrRecord, WxrTold } from '../wxr/wxr.ts';

export const remarkReader: Reader = {
  kind: 'remark42',
  title: 'Remark42',
  where: N_('The newest file of its backup folder, unpacked. A line of JSON for each comment.'),
  knows: (start) =>
    /^\{"version":\s*\d+,\s*"users":/.test(start) ||
    (start.startsWith('{"id":') && /"locator":\s*\{/.test(start) && /"pid":/.test(start)),
  first: nothingFirst,
  read,
};

/** Of one line: a comment has at most some thousand letters; the first line names all pages. */
const longestLine = 64 * 1024 ** 2;

async function* read({ open }: Input): AsyncGenerator<WxrProgress> {
  const gathered = gathering();
  let site = '';
  let last = 0;
  let problem: unknown;
  try {
    for await (const { line, number, bytes } of linesOf(open(), longestLine)) {
      last = bytes;
      const row = line.trim() ? rowOf(line, number) : {};
      if (!row.locator) continue;
      const found = foundIn(row);
      if (!site) yield { record: siteOf((site = siteKeyOf(row))), bytes };
      if ('kind' in found) yield { record: found, bytes };
      else for (const record of gathered.add(found)) yield { record, bytes };
    }
  } catch (error) {
    problem = error;
  }
  for (const record of gathered.end()) yield { record, bytes: last };
  if (problem) throw problem;
}

const siteKeyOf = (row: Loose): string => `remark42 ${textOf(loose(row.locator), 'site') || 'remark'}`;

function foundIn(row: Loose): Placed | WxrTold {
  if (textOf(row, 'text'))
    return { post: '', addresses: [textOf(loose(row.locator), 'url')], comment: commentOf(row) };
  const words = row.delete === true ? 'deleted there, and nothing is left of them' : 'nothing is in them';
  return leftOut('comments', words);
}

/** @throws Unreadable with the line */
function rowOf(line: string, number: number): Loose {
  try {
    return loose(JSON.parse(line));
  } catch {
    throw unreadable(
      `Line ${number} is no JSON: the file is damaged, or was cut short. Everything before it came in.`,
    );
  }
}

const siteOf = (key: string): WxrRecord => ({
  kind: 'site',
  title: '',
  link: '',
  base_blog_url: '',
  version: '',
  key,
});

function commentOf(row: Loose) {
  const user = loose(row.user);
  const parent = textOf(row, 'pid');
  return comment({
    id: `remark-${textOf(row, 'id')}`,
    parent: parent ? `remark-${parent}` : '',
    author: textOf(user, 'name') || 'Anonymous',
    author_email: emailOf(user),
    date_gmt: textOf(row, 'time'),
    approved: row.delete === true ? 'trash' : '1',
    content: textOf(row, 'text'),
  });
}

/** Whoever signed in by email has a hash for an id; some backups name the address beside it. */
const emailOf = (user: Loose): string =>
  textOf(user, 'email') || textOf(records(user.emails)[0] ?? {}, 'value');
