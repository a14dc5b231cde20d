// media/words/fold-words.ts: makes the words of files of before there were any, in the background.
import { addJob } from '../../base/jobs/jobs.ts';
import type { Blog } from '../../blog.ts';
import { makeWords } from './queries.ts';

const portion = 500;

export const wantWords = (blog: Blog) => addJob(blog, 'media.words', {}, { key: 'media.words' });

/** Task: some files, and comes back for the rest. */
export async function foldWords(blog: Blog): Promise<void> {
  if ((await makeWords(blog.db, portion)) === portion) await wantWords(blog);
}
