// bench/rows.ts: what is measured: each row is a request that both programs answer.
import { marked, paths } from './corpus.ts';
import type { Sent } from './load.ts';

export interface Row {
  name: string;
  request: (index: number) => Sent;
  /** The blog's answer; the bare server gives the same, or 303/201 to a POST. */
  status: number;
  bare_status: number;
  count: number;
  at_once: number;
  /** Bytes of a body, for a row of throughput. */
  bytes?: number;
}

const UPLOAD_BYTES = 28 * 2 ** 20;
let made = 0;

export const rows: Row[] = [
  ...page(`post page, ${marked.twenty} comments`, paths.twenty),
  ...page(`post page, ${marked.twoHundred} comments`, paths.twoHundred),
  ...page('post page, 5,000 comments', paths.fiveThousand),
  ...page('home page', '/'),
  ...page('feed', '/feed/'),
  {
    name: 'comment POST',
    request: comment,
    status: 303,
    bare_status: 303,
    count: 100,
    at_once: 4,
  },
  {
    name: '28 MB upload',
    request: upload,
    status: 201,
    bare_status: 201,
    count: 4,
    at_once: 1,
    bytes: UPLOAD_BYTES,
  },
];

/** The pages that the bare server must know. */
export const pagesOf = (all: Row[]): Sent[] =>
  all.filter(({ status }) => status === 200).map(({ request }) => request(0));

/** Made by the application, as for a reader whom the site knows; and as everybody gets it, from the page cache. */
function page(name: string, path: string): Row[] {
  const row = { status: 200, bare_status: 200, at_once: 4 };
  const known = { path, headers: { Cookie: 'comment_author_bench=1' } };
  return [
    { ...row, name, request: () => known, count: 100 },
    { ...row, name: `${name}, from memory`, request: () => ({ path }), count: 1000 },
  ];
}

/** Every comment is another reader's, from another address: the flood rules are not what is measured. */
function comment(): Sent {
  made += 1;
  const fields = {
    comment_post_ID: '100004',
    comment_parent: '0',
    author: `Reader ${made}`,
    email: `writer${made}@example.com`,
    url: '',
    comment: `Comment ${made} says a few words, *with* [a link](https://example.org/), and ends here.`,
  };
  return {
    path: '/wp-comments-post.php',
    method: 'POST',
    headers: { ...from(), 'Content-Type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(fields).toString(),
  };
}

/** A film that says so in its first bytes; the form's script sends it like this. */
function upload(): Sent {
  made += 1;
  const boundary = 'bench-boundary';
  const head = (name: string) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"`;
  const before = `${head('form_key')}\r\n\r\nbench-form-${made}\r\n${head('attachment')}; filename="film.mp4"\r\nContent-Type: video/mp4\r\n\r\n`;
  const body = Buffer.concat([Buffer.from(before), film, Buffer.from(`\r\n--${boundary}--\r\n`)]);
  return {
    path: '/attachments',
    method: 'POST',
    headers: {
      ...from(),
      'Content-Type': `multipart/form-data; boundary=${boundary}`,
      'Content-Length': String(body.length),
    },
    body,
  };
}

const film = Buffer.alloc(UPLOAD_BYTES, 'film');
film.writeUInt32BE(28, 0);
film.write('ftypisom\0\0\x02\0isomiso2mp41', 4, 'latin1');
film.writeUInt32BE(UPLOAD_BYTES - 28, 28);
film.write('mdat', 32, 'latin1');

const from = () => ({ 'X-Forwarded-For': `10.${(made >> 16) & 255}.${(made >> 8) & 255}.${made & 255}` });
