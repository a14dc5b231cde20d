// bench/load.ts: sends requests, a few at a time, over connections that stay open.
import http from 'node:http';

export interface Answer {
  status: number;
  headers: http.IncomingHttpHeaders;
  body: Buffer;
}

export interface Sent {
  path: string;
  method?: string;
  headers?: Record<string, string>;
  body?: Buffer | string;
}

const agent = new http.Agent({ keepAlive: true, maxSockets: 32 });

/** Sends one request and reads the whole answer. */
export function send(address: string, { path, method = 'GET', headers = {}, body }: Sent): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = http.request(`${address}${path}`, { method, agent, headers }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(parts) }),
      );
      answer.on('error', reject);
    });
    request.on('error', reject);
    request.end(body);
  });
}

/**
 * Sends `count` requests, `at_once` at a time.
 * @returns milliseconds a request, by the clock
 * @throws Error when an answer has another status than wanted
 */
export async function drive(
  address: string,
  requestFor: (index: number) => Sent,
  { count, at_once, status }: { count: number; at_once: number; status: number },
): Promise<number> {
  let next = 0;
  const one = async () => {
    for (let index = next++; index < count; index = next++) {
      const answer = await send(address, requestFor(index));
      if (answer.status !== status)
        throw new Error(
          `${answer.status} for ${requestFor(index).path}: ${String(answer.body).slice(0, 600)}`,
        );
    }
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: at_once }, one));
  return (performance.now() - began) / count;
}
