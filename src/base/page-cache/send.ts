// base/page-cache/send.ts: sends a page: in the encoding that was asked for, or 304 to who has it already.
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import zlib from 'node:zlib';
import type { Encoding, Page, Sent } from './pages.ts';
import type { Recorded } from './record.ts';

/** What a request asked for. */
export interface Asked {
  encodings: string;
  tags: string | undefined;
  isHead: boolean;
}

export const askedOf = ({ headers, method }: IncomingMessage): Asked => ({
  encodings: String(headers['accept-encoding'] ?? ''),
  tags: headers['if-none-match'],
  isHead: method === 'HEAD',
});

/** The same, and hides it from the application, which is to make the whole page as it is; cookies of others are nothing to it. */
export function takeAsked(req: IncomingMessage): Asked {
  const asked = askedOf(req);
  for (const name of ['accept-encoding', 'if-none-match', 'if-modified-since', 'cookie'] as const)
    delete req.headers[name];
  return asked;
}

/** Sends a kept page. @param grow told how many bytes an encoding took that was made for this request */
export async function sendKept(
  res: ServerResponse,
  page: Page,
  asked: Asked,
  grow: (bytes: number) => void,
): Promise<void> {
  const encoding = encodingFor(page.body, asked);
  const known = page.encoded.get(encoding);
  if (known && !(known instanceof Promise)) return answer(res, page, asked, known);
  const made = known ?? encode(page, encoding);
  page.encoded.set(encoding, made);
  const sent = await made;
  if (!known) {
    page.encoded.set(encoding, sent);
    if (encoding !== 'identity') grow(sent.body.length);
  }
  if (!res.destroyed) answer(res, page, asked, sent);
}

const texts = /^(?:text\/|application\/(?:[\w.-]+\+)?(?:xml|json|javascript)\b|image\/svg)/;

/** Sends once what is not kept. */
export async function sendOnce(
  res: ServerResponse,
  { status, headers, body }: Recorded,
  asked: Asked,
): Promise<void> {
  const { 'content-length': _length, ...more } = headers;
  const { etag } = headers;
  if (status === 200 && typeof etag === 'string' && has(asked.tags, etag)) {
    const { 'content-type': _type, ...same } = more;
    res.writeHead(304, same);
    res.end();
    return;
  }
  const isText = texts.test(String(headers['content-type'])) && !headers['content-encoding'];
  const encoding = isText ? encodingFor(body, asked) : 'identity';
  const packed = await packedAs(body, encoding);
  if (res.destroyed) return;
  const isEmpty = status === 204 || status === 304;
  res.writeHead(status, {
    ...more,
    ...(encoding !== 'identity' && { 'content-encoding': encoding }),
    ...(!isEmpty && { 'content-length': packed.length }),
  });
  res.end(packed);
}

/** Shorter bodies are sent as they are. */
const leastPacked = 1000;

/** Brotli where it is taken, then gzip (RFC 9110, 12.5.3); a weight of 0 refuses. */
function encodingFor({ length }: Buffer, { encodings }: Asked): Encoding {
  if (length < leastPacked || !encodings) return 'identity';
  const taken = new Set(
    encodings
      .toLowerCase()
      .split(',')
      .filter((one) => !/;\s*q=0(?:\.0*)?\s*$/.test(one))
      .map((one) => one.split(';', 1)[0]!.trim()),
  );
  return taken.has('br') ? 'br' : taken.has('gzip') ? 'gzip' : 'identity';
}

const gzip = promisify(zlib.gzip);
const brotli = promisify(zlib.brotliCompress);
/** Of Brotli: what it saves beyond this costs many times as much. */
const quality = { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 5 } };

async function packedAs(body: Buffer, encoding: Encoding): Promise<Buffer> {
  if (encoding === 'identity') return body;
  return encoding === 'br' ? brotli(body, quality) : gzip(body);
}

/** Each encoding has an entity tag of its own (RFC 9110, 8.8.3.3). */
async function encode(page: Page, encoding: Encoding): Promise<Sent> {
  const body = await packedAs(page.body, encoding);
  const isPlain = encoding === 'identity';
  const etag = isPlain ? `"${page.digest}"` : `"${page.digest}-${encoding}"`;
  const { 'cache-control': control, vary, 'last-modified': modified } = page.headers;
  return {
    head: flat({
      ...page.headers,
      ...(!isPlain && { 'content-encoding': encoding }),
      'content-length': body.length,
      etag,
    }),
    same: flat({ 'cache-control': control, vary, 'last-modified': modified, etag }),
    body,
  };
}

/** As `writeHead` takes them quickest. Fields of a list may stand in one line (RFC 9110, 5.3); Set-Cookie, which may not, is never kept. */
const flat = (headers: OutgoingHttpHeaders): string[] =>
  Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [name, Array.isArray(value) ? value.join(', ') : String(value)],
  );

function answer(res: ServerResponse, page: Page, asked: Asked, { head, same, body }: Sent): void {
  if (isKnown(page, asked)) {
    res.writeHead(304, same);
    res.end();
    return;
  }
  res.writeHead(200, head);
  res.end(asked.isHead ? undefined : body);
}

/** By whatever encoding the reader has it. */
const isKnown = ({ digest }: Page, { tags }: Asked): boolean =>
  tags !== undefined && (tags.trim() === '*' || tags.includes(`"${digest}"`) || tags.includes(`"${digest}-`));

/** Whether If-None-Match names this entity tag; weak ones are compared by what they say (RFC 9110, 8.8.3.2). */
function has(tags: string | undefined, etag: string): boolean {
  if (tags === undefined) return false;
  const bare = (tag: string) => tag.trim().replace(/^W\//, '');
  return tags.trim() === '*' || tags.split(',').some((tag) => bare(tag) === bare(etag));
}
