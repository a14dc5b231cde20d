// tests/comments/live/follow.ts: reads a stream of events as a browser does.
import http from 'node:http';
import { vi } from 'vitest';

export interface Followed {
  status: number;
  headers: http.IncomingHttpHeaders;
  /** All that came, as it came. */
  text(): string;
  /** The data of the events of one kind. */
  events<Data>(kind: string): Data[];
  /** What the last of them says a browser should come back with; '' for nothing. */
  last_id(): string;
  isEnded(): boolean;
  /** Ended by the server in order, not broken off. */
  isWhole(): boolean;
  close(): void;
}

/** Opens a stream; resolves when its head is here. */
export function follow(address: string, headers: Record<string, string> = {}): Promise<Followed> {
  return new Promise((resolve, reject) => {
    const asking = http.get(address, { headers, agent: false }, (answer) => {
      let text = '';
      let isEnded = false;
      answer.setEncoding('utf8');
      answer.on('data', (piece: string) => (text += piece));
      answer.on('error', () => {});
      answer.on('close', () => (isEnded = true));
      const fieldsOf = (name: string) =>
        text
          .split('\n')
          .flatMap((line) => (line.startsWith(`${name}: `) ? [line.slice(name.length + 2)] : []));
      resolve({
        status: answer.statusCode!,
        headers: answer.headers,
        text: () => text,
        events: <Data>(kind: string) =>
          text
            .split('\n\n')
            .filter((event) => event.includes(`event: ${kind}\n`))
            .map((event) => JSON.parse(event.slice(event.indexOf('data: ') + 6)) as Data),
        last_id: () => fieldsOf('id').at(-1) ?? '',
        isEnded: () => isEnded,
        isWhole: () => answer.complete,
        close: () => asking.destroy(),
      });
    });
    asking.on('error', reject);
  });
}

/** Waits for a condition; a busy machine has its time. */
export const until = (isSo: () => boolean): Promise<void> =>
  vi.waitFor(
    () => {
      if (!isSo()) throw new Error('not yet');
    },
    { timeout: 20_000, interval: 20 },
  );
