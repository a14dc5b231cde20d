// tests/linkbacks/trackback-kit.ts: another site with its pages, and how it pings.
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll } from 'vitest';
import type { Comment } from '../../src/comments/comment.ts';
import type { Linkback } from '../../src/linkbacks/linkback.ts';
import { permalink } from '../../src/posts/addresses/permalink.ts';
import type { Post } from '../../src/posts/post.ts';
import { startBlog } from '../blog.ts';

// The other blog: a real server on this machine that the blog was told it may reach.
export const pages = new Map<string, string>();
export let visits = 0;
const other = http.createServer((req, res) => {
  visits += 1;
  const page = pages.get(req.url!);
  if (page?.startsWith('http')) return void res.writeHead(302, { location: page }).end();
  res
    .writeHead(page === undefined ? 404 : 200, { 'content-type': 'text/html; charset=utf-8' })
    .end(page ?? '');
});

await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
afterAll(() => new Promise((resolve) => other.close(resolve)));
export const port = (other.address() as AddressInfo).port;
export const elsewhere = `http://127.0.0.1:${port}`;

export const site = await startBlog({ FETCH_ALLOW: `127.0.0.1:${port}` });
export const ok = '<?xml version="1.0" encoding="utf-8"?>\n<response>\n<error>0</error>\n</response>';

let minute = 0;

export function goTwoDaysOn(): void {
  minute = 3000;
}

export async function ping(path: string, fields: Record<string, string> | string, type = '') {
  // The clock moves on, so that the limit on haste stays out of the way.
  minute += 1;
  site.setTime(new Date(Date.UTC(2026, 7, 1, 9, minute)).toISOString());
  const body = typeof fields === 'string' ? fields : new URLSearchParams(fields).toString();
  return site.request.post(path).set('Content-Type', `application/x-www-form-urlencoded${type}`).send(body);
}

export const place = async (post: Post) => `${await permalink(site.blog, post)}trackback/`;
export const commentsOf = (post: Post) =>
  site.blog.db<Comment>('comments').where({ post_id: post.id }).orderBy('id');
export const linkbackOf = async (source: string) =>
  (await site.blog.db<Linkback>('linkbacks').where({ source }).first())!;
export const words = { title: 'Their title', excerpt: 'Their excerpt is here', blog_name: 'Third blog' };
