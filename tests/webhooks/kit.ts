// tests/webhooks/kit.ts: a blog, and a server beside it that webhooks call.
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeEach, expect } from 'vitest';
import { startBlog } from '../blog.ts';

interface Call {
  path: string;
  headers: http.IncomingHttpHeaders;
  body: string;
}

/** What arrived. */
export const calls: Call[] = [];
interface Answer {
  status: number;
  headers: http.OutgoingHttpHeaders;
  body: string;
}

let answer: Answer;
/** What the server answers from now on. */
export const answers = (status: number, headers: Answer['headers'] = {}, body = '') =>
  void (answer = { status, headers, body });
const other = http.createServer((req, res) => {
  let body = '';
  req.setEncoding('utf8').on('data', (text: string) => void (body += text));
  req.on('end', () => {
    calls.push({ path: req.url!, headers: req.headers, body });
    if (req.url === '/elsewhere') res.end();
    else res.writeHead(answer.status, answer.headers).end(answer.body);
  });
});
await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
afterAll(() => new Promise((resolve) => other.close(resolve)));
export const elsewhere = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;

export const site = await startBlog({ FETCH_ALLOW: '127.0.0.1/32' });
export const { db } = site.blog;
export const owner = await site.signIn(await site.hasUser({ role: 'administrator' }));
const all = [
  'post.published',
  'post.updated',
  'post.removed',
  'comment.created',
  'comment.approved',
  'comment.updated',
  'comment.removed',
];

beforeEach(async () => {
  await site.work();
  await db('webhooks').delete();
  calls.length = 0;
  answers(200);
});

export const add = (fields: object = {}) =>
  owner
    .post('/admin/webhooks')
    .type('form')
    .send({ url: `${elsewhere}/hook`, format: 'standard', events: all, ...fields });
export const theOne = () => db('webhooks').orderBy('id', 'desc').first();
export const deliveries = () => db('webhook_deliveries').orderBy('id');
export const later = (ms: number) => site.setTime(new Date(site.blog.now().getTime() + ms).toISOString());
export const told = () =>
  calls.map(({ body }) => JSON.parse(body) as { type: string; data: Record<string, unknown> });
export const again = async () => {
  await db.raw('UPDATE graphile_worker._private_jobs SET run_at = now()');
  await site.work();
};
export async function save(fields: object, id?: number): Promise<number> {
  const words = { content_format: 'html', content: '<p>Some words</p>', act: 'publish', ...fields };
  const saved = await owner
    .post(`/admin/posts/${id ? `${id}/` : ''}save`)
    .type('form')
    .send(words);
  expect(saved.status).toBe(303);
  await site.work();
  return Number(/\d+/.exec(saved.headers.location!)![0]);
}
export const comment = (post_id: number, words: string) =>
  site.request.post('/wp-comments-post.php').type('form').send({
    comment_post_ID: post_id,
    author: 'Ann',
    email: 'ann@example.com',
    comment: words,
  });
