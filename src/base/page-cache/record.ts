// base/page-cache/record.ts: takes an answer of the application whole, instead of sending it.
import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';

export interface Recorded {
  status: number;
  headers: OutgoingHttpHeaders;
  body: Buffer;
}

/**
 * Waits for the whole answer, which the caller then sends. An answer that comes in pieces is not for memory: it goes to
 * the client as it is written.
 * @returns undefined for an answer that is sent already, or whose client has left
 */
export function recordAnswer(res: ServerResponse): Promise<Recorded | undefined> {
  const { write, end, writeHead, flushHeaders } = res;
  let isDone = false;
  return new Promise((resolve) => {
    const letGo = () => {
      if (isDone) return;
      isDone = true;
      resolve(undefined);
    };
    // What wraps these later calls the ones that it found: they let through once the answer is not recorded any more.
    res.writeHead = ((...given: Parameters<typeof writeHead>) => {
      if (isDone) return writeHead.apply(res, given);
      const [status, ...more] = given as [number, ...unknown[]];
      res.statusCode = status;
      const headers = more.find((one) => one && typeof one === 'object') as OutgoingHttpHeaders | undefined;
      for (const [name, value] of Object.entries(headers ?? {})) if (value) res.setHeader(name, value);
      return res;
    }) as typeof writeHead;
    res.flushHeaders = () => {
      letGo();
      flushHeaders.call(res);
    };
    res.write = ((...given: Parameters<typeof write>) => {
      letGo();
      return write.apply(res, given);
    }) as typeof write;
    res.end = ((...given: unknown[]) => {
      if (isDone) return end.apply(res, given as Parameters<typeof end>);
      // What waits for the head of an answer sets its last fields now (on-headers).
      (res as ServerResponse & { _implicitHeader(): void })._implicitHeader();
      isDone = true;
      countsAsSent(res);
      const [chunk, encoding] = given;
      const body = bytesOf(chunk, encoding);
      const headers = { ...res.getHeaders() };
      Object.assign(res, { writeHead, flushHeaders, write, end });
      resolve({ status: res.statusCode, headers, body });
      return res;
    }) as typeof end;
    res.once('close', letGo);
  });
}

/** The application has answered, and is not to answer again, though nothing is under way yet. */
export const countsAsSent = (res: ServerResponse): void =>
  void Object.defineProperty(res, 'headersSent', { value: true, configurable: true });

function bytesOf(chunk: unknown, encoding: unknown): Buffer {
  if (chunk instanceof Uint8Array) return Buffer.from(chunk);
  if (typeof chunk !== 'string') return Buffer.alloc(0);
  return Buffer.from(chunk, typeof encoding === 'string' ? (encoding as BufferEncoding) : 'utf8');
}
