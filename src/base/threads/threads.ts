// base/threads/threads.ts: long work of the processor in worker threads, so that the event loop goes on meanwhile.
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { currentLanguage } from '../language/current.ts';
import { isBuilt, projectFolder } from '../project.ts';
import { errorOf, failureOf, type FromThread, type Lookups, type ToThread } from './messages.ts';
import { busy, tooLong, tooMuch, type Noun } from './refusals.ts';

/** Who waits in one line. Each line has one thread: what strangers send never stands before what authors save. */
export type LineName = 'strangers' | 'authors' | 'pictures' | 'strangers-documents' | 'authors-documents';

interface Line {
  /** What its jobs are about, in what is said when one is refused. */
  noun: Noun;
  /** The most that waits; a job that comes then is refused. */
  most: number;
  /** The memory of its thread, in MiB. */
  megabytes: number;
  waiting: number;
  last: Promise<unknown>;
  worker: Worker | undefined;
  idle: NodeJS.Timeout | undefined;
  /** Of the job in hand. */
  hears: (message: FromThread) => void;
  fails: (error: Error) => void;
}

const line = (noun: Noun, most: number, megabytes: number): Line => ({
  noun,
  most,
  megabytes,
  waiting: 0,
  last: Promise.resolve(),
  worker: undefined,
  idle: undefined,
  hears: () => {},
  fails: () => {},
});
const lines: Record<LineName, Line> = {
  strangers: line('text', 50, 192),
  authors: line('text', 50, 768),
  pictures: line('picture', 20, 192),
  'strangers-documents': line('document', 50, 192),
  'authors-documents': line('document', 50, 192),
};

/** A thread that has had nothing to do for so long ends, and gives its memory back. */
const idleFor = 60_000; // ms

export interface Job {
  /** One of those that src/thread.ts names. */
  job: string;
  line: LineName;
  /** The longest that it may work between two look-ups, in seconds. */
  seconds: number;
  input: unknown;
  lookups: Lookups;
}

/**
 * Does a job in the thread of its line, when those before it are done. Input, output and what is looked up are copied
 * (structured clone).
 * @throws HttpError 503 when too many wait; 422 for what takes too long or too much memory, whose thread is ended;
 *   what the job or a look-up throws
 */
export async function inThread<Out>(job: Job): Promise<Out> {
  const own = lines[job.line];
  if (own.waiting >= own.most) throw busy(own.noun);
  own.waiting += 1;
  const turn = own.last.then(() => run(own, job));
  own.last = turn.catch(() => {});
  try {
    return (await turn) as Out;
  } finally {
    own.waiting -= 1;
  }
}

async function run(own: Line, { job, input, lookups, seconds }: Job): Promise<unknown> {
  clearTimeout(own.idle);
  const worker = (own.worker ??= await started(own));
  worker.ref();
  const say = (message: ToThread) => worker.postMessage(message);
  let limit: NodeJS.Timeout | undefined;
  const works = () => {
    limit = setTimeout(() => {
      lose(own, worker, tooLong(own.noun));
      void worker.terminate();
    }, seconds * 1000);
  };
  try {
    return await new Promise((resolve, reject) => {
      own.fails = reject;
      own.hears = (message) => {
        clearTimeout(limit);
        if (message.type === 'done') resolve(message.value);
        else if (message.type === 'failed') reject(errorOf(message.error));
        else if (message.type === 'ask')
          void lookedUp(lookups, message).then((answer) => {
            works();
            say(answer);
          });
      };
      works();
      say({ type: 'job', job, input, lookups: Object.keys(lookups), locale: currentLanguage().locale });
    });
  } finally {
    clearTimeout(limit);
    own.fails = () => {};
    own.hears = () => {};
    worker.unref();
    own.idle = setTimeout(() => {
      lose(own, worker, new Error('idle'));
      void worker.terminate();
    }, idleFor).unref();
  }
}

async function lookedUp(
  lookups: Lookups,
  { lookup, args }: Extract<FromThread, { type: 'ask' }>,
): Promise<ToThread> {
  try {
    return { type: 'found', value: await lookups[lookup]!(...(args as never[])) };
  } catch (error) {
    return { type: 'not-found', error: failureOf(error) };
  }
}

async function started(own: Line): Promise<Worker> {
  // The flags of this process (of its test runner, of a profiler) are not the thread's.
  const worker = new Worker(await threadFile(), {
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: own.megabytes },
  });
  worker.on('error', (error) => lose(own, worker, isOutOfMemory(error) ? tooMuch(own.noun) : error));
  worker.on('exit', () => lose(own, worker, ended()));
  // Its program is loaded before the time of a job begins.
  await new Promise<void>((resolve, reject) => {
    worker.once('message', () => resolve());
    worker.once('error', reject);
    worker.once('exit', () => reject(ended()));
  });
  worker.on('message', (message: FromThread) => own.hears(message));
  return worker;
}

/** A thread that is gone, or is about to be, is replaced for the next job; the one in hand fails. */
function lose(own: Line, worker: Worker, error: Error): void {
  if (own.worker !== worker) return;
  own.worker = undefined;
  own.fails(error);
}

/** From source (in tests, while developing) the thread's bundle is made first, when it is older than its sources. */
async function threadFile(): Promise<string> {
  if (!isBuilt) {
    const builder = pathToFileURL(path.join(projectFolder, 'bin/build.mjs')).href;
    const { buildThreadIfStale } = (await import(builder)) as { buildThreadIfStale(): Promise<void> };
    await buildThreadIfStale();
  }
  return path.join(projectFolder, 'dist/thread/thread.js');
}

const ended = () => new Error('A thread ended before its job was done.');
const isOutOfMemory = (error: Error): boolean => 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
