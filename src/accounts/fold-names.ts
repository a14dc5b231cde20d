// accounts/fold-names.ts: makes the words of names of before there were any, in the background.
import { addJob } from '../base/jobs/jobs.ts';
import type { Blog } from '../blog.ts';
import { makeWords } from './words-queries.ts';

const portion = 500;

export const wantNames = (blog: Blog) => addJob(blog, 'accounts.names', {}, { key: 'accounts.names' });

/** Task: some users, and comes back for the rest. */
export async function foldNames(blog: Blog): Promise<void> {
  if ((await makeWords(blog.db, portion)) === portion) await wantNames(blog);
}
