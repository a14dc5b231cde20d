// base/database/embedded-supervise.ts: starts the embedded Postgres again when it ends although nobody stopped it.
import { setTimeout as pause } from 'node:timers/promises';
import type { EmbeddedPostgres } from './embedded-launch.ts';

/** So many new starts in so long a time; then something is wrong that a start does not mend. */
const most = 5;
const within = 10 * 60_000;

/**
 * The same server under the same socket, whatever process it is. Its `ended` resolves when it was stopped, or when it
 * was started again too often to be tried once more.
 * @param start starts it again; an error counts as one more end of it
 */
export function supervise(
  first: EmbeddedPostgres,
  start: () => Promise<EmbeddedPostgres>,
  tell: (sentence: string) => void,
): EmbeddedPostgres {
  let server: EmbeddedPostgres | undefined = first;
  let isStopping = false;
  let starts: number[] = [];
  const ended = watch();
  return {
    ...first,
    ended,
    async stop() {
      isStopping = true;
      await server?.stop();
      // When it is just being started again, that start is waited for and taken back.
      await ended;
    },
  };

  async function watch(): Promise<void> {
    for (;;) {
      await server?.ended;
      server = undefined;
      starts = starts.filter((time) => time > Date.now() - within);
      if (isStopping || starts.length >= most) return;
      starts.push(Date.now());
      tell(`The embedded database has ended and is started again (${starts.length} of ${most} times).`);
      await pause(250 * 2 ** starts.length);
      if (isStopping) return;
      server = await start().catch((error: unknown) => {
        tell((error as Error).message);
        return undefined;
      });
      if (isStopping) await server?.stop();
    }
  }
}
