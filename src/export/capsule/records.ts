// export/capsule/records.ts: the records of a blog as lines of JSON (docs/capsule.md), a file for each kind.
import { portions } from '../../base/jobs/walk.ts';
import type { Blog } from '../../blog.ts';
import { filedAfter, recordsAfter, storedSettings, type RecordKind } from '../queries/records.ts';

/** So many rows are in memory at once; texts may be long. */
const sizes = { texts: 50, others: 500 };

export async function* linesOfKind({ db }: Blog, kind: RecordKind): AsyncGenerator<string> {
  const limit = ['posts', 'revisions'].includes(kind) ? sizes.texts : sizes.others;
  for await (const rows of portions(limit, (after) => recordsAfter(db, kind, after, limit)))
    yield rows.map(({ json }) => `${json}\n`).join('');
}

export async function* linesOfFiling({ db }: Blog): AsyncGenerator<string> {
  for (let after = { post_id: 0, term_id: 0 }; ;) {
    const rows = await filedAfter(db, after, sizes.others);
    yield rows.map((row) => `${JSON.stringify(row)}\n`).join('');
    if (rows.length < sizes.others) return;
    after = rows.at(-1)!;
  }
}

export async function settingsText({ db }: Blog): Promise<string> {
  const rows = await storedSettings(db);
  const secret = /secret|password|key|token/i;
  const shown = rows
    .filter(({ name }) => !secret.test(name))
    .map(({ name, value }) => [name, value] as const);
  return `${JSON.stringify(Object.fromEntries(shown), undefined, 1)}\n`;
}
