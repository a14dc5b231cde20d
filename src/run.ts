// run.ts: around every entry: one line for what the person can mend, an orderly end, and errors that nobody caught.
import type { Logger } from 'pino';
import { isDatabaseAway } from './base/database/connection-errors.ts';
import { isStartError } from './base/errors.ts';

/** Runs an entry; an error ends the process with exit code 1. */
export async function run(entry: () => Promise<void>): Promise<void> {
  try {
    await entry();
  } catch (error) {
    process.stderr.write(isStartError(error) ? `${error.message}\n` : `${traceOf(error)}\n`);
    process.exit(1);
  }
}

/** Calls `stop` once at Ctrl-C or SIGTERM and exits with 0; a second signal exits at once. */
export function onSignal(stop: (signal?: NodeJS.Signals) => Promise<void>): void {
  let isStopping = false;
  const end = (signal?: NodeJS.Signals) => {
    if (isStopping) process.exit(1);
    isStopping = true;
    stop(signal).then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`${traceOf(error)}\n`);
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
  if (process.env.npm_lifecycle_event) withParent(end);
}

/**
 * For errors and rejections that nobody caught. The loss of the database is none of ours: it is noted, and what may have
 * fallen with it is started again. Any other is a fault of the program, whose state nobody knows any more: it ends.
 */
export function onUncaught(log: Logger, restart: () => void): void {
  const hear = (error: unknown) => {
    // A log that nobody reads any more breaks with EPIPE, too, and writing of it would break it again.
    const isPipe = (error as NodeJS.ErrnoException | undefined)?.code === 'EPIPE';
    if (!isPipe && isDatabaseAway(error)) {
      log.error({ err: error }, 'the database went away in the middle of something: the worker starts again');
      return restart();
    }
    process.stderr.write(`Quillback ends because of an error that nobody caught: ${traceOf(error)}\n`);
    process.exit(1);
  };
  process.on('uncaughtException', hear);
  process.on('unhandledRejection', hear);
}

/** npm does not pass a SIGTERM on: when it has gone, this process ends as if it had been told to. */
function withParent(end: () => void): void {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    end();
  }, 500).unref();
}

const traceOf = (error: unknown) => (error instanceof Error ? error.stack : String(error));
