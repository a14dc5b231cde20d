// tests/base/raw-request.ts: a POST that need not send what it announces; its answer is what comes first.
import net from 'node:net';

export interface RawRequest {
  path: string;
  type: string;
  headers?: Record<string, string>;
  /** What is announced as Content-Length; undefined sends in chunks (RFC 9112, section 7.1). */
  announced?: number;
  body: string;
}

export interface RawAnswer {
  /** 0 when the line was closed without an answer. */
  status: number;
  head: string;
  text: string;
}

/** Sends the body, then nothing more, and waits for an answer. */
export function rawPost(address: string, request: RawRequest): Promise<RawAnswer> {
  const { path, type, headers = {}, announced, body } = request;
  const given = {
    Host: new URL(address).host,
    'Content-Type': type,
    ...(announced === undefined
      ? { 'Transfer-Encoding': 'chunked' }
      : { 'Content-Length': String(announced) }),
    ...headers,
  };
  const lines = Object.entries(given).map(([name, value]) => `${name}: ${value}\r\n`);
  const piece = announced === undefined ? `${Buffer.byteLength(body).toString(16)}\r\n${body}\r\n` : body;
  return new Promise((resolve) => {
    let heard = '';
    const socket = net.connect(Number(new URL(address).port), '127.0.0.1');
    const done = () => {
      socket.destroy();
      const [head = '', ...rest] = heard.split('\r\n\r\n');
      const status = Number(/^HTTP\/1\.1 (\d+)/.exec(head)?.[1] ?? 0);
      resolve({ status, head, text: rest.join('\r\n\r\n') });
    };
    socket.on('data', (more) => {
      heard += String(more);
      if (isWhole(heard)) done();
    });
    socket.on('error', () => {});
    socket.on('close', done);
    socket.write(`POST ${path} HTTP/1.1\r\n${lines.join('')}\r\n`);
    socket.write(piece);
  });
}

function isWhole(heard: string): boolean {
  const end = heard.indexOf('\r\n\r\n');
  if (end < 0) return false;
  const length = /^content-length: (\d+)/im.exec(heard.slice(0, end))?.[1];
  if (length === undefined) return heard.endsWith('0\r\n\r\n');
  return Buffer.byteLength(heard.slice(end + 4)) >= Number(length);
}
