// base/threads/serve.ts: the inner end of a worker thread: does one job after another, and asks the process back.
import { parentPort, type MessagePort } from 'node:worker_threads';
import { inLanguage } from '../language/current.ts';
import { errorOf, failureOf, type FromThread, type Lookups, type ToThread } from './messages.ts';

/** A piece of work; what goes in and out is copied between threads (structured clone). */
export type Work = (input: never, lookups: never) => unknown;

/** Serves the process that started this thread. */
export function serveJobs(jobs: Record<string, Work>): void {
  const port = parentPort!;
  port.on('message', (message: ToThread) => {
    if (message.type === 'job') void work(port, jobs, message);
  });
  port.postMessage({ type: 'ready' } satisfies FromThread);
}

async function work(
  port: MessagePort,
  jobs: Record<string, Work>,
  { job, input, lookups, locale }: Extract<ToThread, { type: 'job' }>,
): Promise<void> {
  const say = (message: FromThread) => port.postMessage(message);
  try {
    const known = Object.fromEntries(
      lookups.map((name) => [name, (...args: unknown[]) => ask(port, name, args)]),
    ) as Lookups;
    const value = await inLanguage(locale, () => jobs[job]!(input as never, known as never));
    say({ type: 'done', value });
  } catch (error) {
    say({ type: 'failed', error: failureOf(error) });
  }
}

/** One question at a time: a job waits for each answer. */
function ask(port: MessagePort, lookup: string, args: unknown[]): Promise<unknown> {
  return new Promise((resolve, reject) => {
    port.once('message', (answer: ToThread) => {
      if (answer.type === 'found') resolve(answer.value);
      else if (answer.type === 'not-found') reject(errorOf(answer.error));
    });
    port.postMessage({ type: 'ask', lookup, args } satisfies FromThread);
  });
}
