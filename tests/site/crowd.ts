// tests/site/crowd.ts: many who ask at once, each on a connection of their own.
import http from 'node:http';
import type { TestBlog } from '../blog.ts';

export interface Answer {
  status: number;
  headers: http.IncomingHttpHeaders;
  text: string;
}

/** One request on a connection of its own, as of one reader. */
export function ask(
  site: TestBlog,
  path: string,
  options: http.RequestOptions = {},
  body = '',
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = http.request(site.address + path, { agent: false, ...options }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (more: string) => (text += more));
      response.on('end', () => resolve({ status: response.statusCode!, headers: response.headers, text }));
    });
    request.on('error', reject).end(body);
  });
}

export const form = { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' } };

export function comment(site: TestBlog, post_id: number, number: number): Promise<Answer> {
  const words = {
    comment_post_ID: String(post_id),
    author: `Reader ${number}`,
    email: `reader${number}@example.com`,
    comment: `Words of reader ${number}`,
  };
  const headers = { ...form.headers, 'x-forwarded-for': `198.51.${number}.7` };
  return ask(site, '/wp-comments-post.php', { ...form, headers }, new URLSearchParams(words).toString());
}

export const statuses = (answers: Answer[]) =>
  [...new Set(answers.map(({ status }) => status))].toSorted((a, b) => a - b);

/** Holds back every query of a table until it is let go. */
export async function held(site: TestBlog, table: string) {
  const transaction = await site.blog.db.transaction();
  await transaction.raw('LOCK TABLE ?? IN ACCESS EXCLUSIVE MODE', [table]);
  return () => transaction.commit();
}

export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve));
}
