// cli-jobs.ts: `jobs`: what waits in the queue, what failed, and what to do with it.
import { countJobs, type Job, listJobs, removeJobs, retryJobs } from './base/jobs/queries.ts';
import type { Blog } from './blog.ts';
import type { Command } from './feature.ts';

const MOST = 100;

export const jobsCommand: Command = {
  usage: '[failed|waiting] | retry ID…|failed | remove ID…|failed',
  async run(blog, [word = 'all', ...names]) {
    if (word === 'all' || word === 'failed' || word === 'waiting') return list(blog, word);
    if (!['retry', 'remove'].includes(word) || !names.length) return refuse(`Say: jobs ${jobsCommand.usage}`);
    const ids = await idsOf(blog, names);
    if (!ids) return refuse('A job is named by its number; `jobs` lists them.');
    const done = word === 'retry' ? await retryJobs(blog.db, ids) : await removeJobs(blog.db, ids);
    console.log(`${done} of ${ids.length} jobs ${word === 'retry' ? 'will be tried again' : 'removed'}.`);
    return done === ids.length ? 0 : 1;
  },
};

async function list(blog: Blog, word: 'all' | 'failed' | 'waiting'): Promise<number> {
  const state = word === 'all' ? undefined : word;
  for (const job of await listJobs(blog.db, { state, limit: MOST })) console.log(lineOf(job));
  const { due, later, failed } = await countJobs(blog.db);
  console.log(`${due} due, ${later} later, ${failed} failed`);
  return 0;
}

function lineOf({ id, task, attempts, max_attempts, run_at, locked_at, last_error }: Job): string {
  const state = locked_at ? 'in hand' : attempts >= max_attempts ? 'failed' : `due ${run_at.toISOString()}`;
  const error = last_error ? `: ${last_error.split('\n')[0]}` : '';
  return `${id}  ${task}  ${state}  tried ${attempts} of ${max_attempts}${error}`;
}

async function idsOf({ db }: Blog, names: string[]): Promise<number[] | undefined> {
  if (names.length === 1 && names[0] === 'failed')
    return (await listJobs(db, { state: 'failed', limit: 10_000 })).map(({ id }) => id);
  return names.every((name) => /^\d{1,15}$/.test(name)) ? names.map(Number) : undefined;
}

function refuse(sentence: string): number {
  console.error(sentence);
  return 1;
}
