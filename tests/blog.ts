// tests/blog.ts: a blog to test against: a database of its own, a set clock, and a web that knows only given pages.
import crypto from 'node:crypto';
import fs from 'node:fs';
import http, { type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import supertest from 'supertest';
import { afterAll, inject } from 'vitest';
import { insertUser } from '../src/accounts/queries.ts';
import type { Role, User } from '../src/accounts/user.ts';
import { sessionCookie as nameOfCookie } from '../src/accounts/sessions/session.ts';
import { createApp, type AppOptions } from '../src/app.ts';
import { cacheBefore } from '../src/site/page-cache.ts';
import type { PageCache } from '../src/base/page-cache/page-cache.ts';
import { readConfig } from '../src/base/config.ts';
import { connectDatabase } from '../src/base/database/database.ts';
import { fetchError, type Fetched, type SafeFetch } from '../src/base/fetch/fetch.ts';
import { createSafeFetch } from '../src/base/fetch/safe-fetch.ts';
import { workUntilIdle } from '../src/base/jobs/worker.ts';
import { createLog } from '../src/base/log.ts';
import { openStorage } from '../src/base/storage/storage.ts';
import type { Blog } from '../src/blog.ts';
import type { Comment } from '../src/comments/comment.ts';
import { extensionsOf } from '../src/extensions.ts';
import { features } from '../src/features.ts';
import type { Post } from '../src/posts/post.ts';
import { insertComment } from '../src/comments/queries/write.ts';
import { insertPost } from '../src/posts/queries/write.ts';
import { workOf } from '../src/work.ts';

/** A page of the pretended web; `status` 200 and `text/html` unless said. */
export type WebPage = string | Buffer | Partial<Fetched>;

export interface TestBlog {
  blog: Blog;
  /** http://127.0.0.1:PORT, where the blog really listens. */
  address: string;
  /** A supertest client without cookies: `await site.request.get('/')`. */
  request: ReturnType<typeof supertest>;
  /** A supertest client that keeps cookies. */
  agent(): ReturnType<typeof supertest.agent>;
  /** A supertest client with a session of this user. */
  signIn(user: User): Promise<ReturnType<typeof supertest.agent>>;
  /** Does all background work that is due. */
  work(): Promise<void>;
  /** Moves the clock. */
  setTime(iso: string): void;
  /** Puts a page into the web that `blog.fetch` sees. */
  web(url: string, page: WebPage): void;
  /** Addresses that were fetched. */
  fetched: string[];
  /** Log lines, parsed. */
  logged: Record<string, unknown>[];
  hasUser(user?: Partial<User>): Promise<User>;
  hasPost(post?: Partial<Post>): Promise<Post>;
  hasComment(comment: Partial<Comment> & { post_id: number }): Promise<Comment>;
  /** The page cache, where PAGE_CACHE_MB opens one. */
  cache: PageCache | undefined;
  close(): Promise<void>;
}

let made = 0;

/** `TEST_PAGE_CACHE_MB=16 npm test` runs all tests with the page cache. */
const everywhere = process.env.TEST_PAGE_CACHE_MB;

/** Tests also change the database behind the back of the application: what they did is heard before a request. */
const behindAll =
  ({ handle, heard }: PageCache): RequestListener =>
  (req, res) =>
    everywhere ? void heard().then(() => handle(req, res)) : handle(req, res);

/**
 * Starts a blog and closes it after the file's last test.
 * @param env environment variables
 * @param more fields of the blog that differ, such as shorter times, and how many are served at once
 */
export async function startBlog(
  env: Record<string, string> = {},
  { limits, ...more }: Partial<Blog> & Pick<AppOptions, 'limits'> = {},
): Promise<TestBlog> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'quillback-blog-'));
  const connection = { ...inject('postgres'), database: await copyDatabase() };
  const db = connectDatabase(connection);
  const logged: Record<string, unknown>[] = [];
  const clock = { now: new Date('2026-08-01T09:00:00Z') };
  const pages = new Map<string, WebPage>();
  const fetched: string[] = [];
  const blog: Blog = {
    url: env.SITE_URL ?? 'http://blog.example',
    db,
    connection,
    storage: await openStorage(path.join(folder, 'uploads')),
    fetch: env.FETCH_ALLOW ? realWeb(env.FETCH_ALLOW, fetched) : pretendedWeb(pages, fetched),
    now: () => new Date(clock.now),
    log: createLog('info', { write: (line) => void logged.push(JSON.parse(line)) }),
    config: readConfig({
      SESSION_SECRET: 'only for the tests here',
      DATA_DIR: path.join(folder, 'data'),
      UPLOADS_DIR: path.join(folder, 'uploads'),
      PAGE_CACHE_MB: everywhere ?? '0',
      ...env,
    }),
    extensions: extensionsOf(features),
    ...more,
  };
  const app = createApp(blog, features, { limits, pages: () => cache?.count() });
  const cache: PageCache | undefined = cacheBefore(blog, app);
  await cache?.heard();
  const server = http.createServer(cache ? behindAll(cache) : app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    for (const feature of features) await feature.stop?.(blog);
    await cache?.close();
    await db.destroy();
    fs.rmSync(folder, { recursive: true, force: true });
  };
  afterAll(close);
  return {
    blog,
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    request: supertest(server),
    agent: () => supertest.agent(server),
    signIn: async (user) => {
      const agent = supertest.agent(server);
      agent.jar.setCookie(await sessionCookie(blog, user), '127.0.0.1', '/');
      return agent;
    },
    work: () => workUntilIdle(blog, connection, workOf(features)),
    setTime: (iso) => void (clock.now = new Date(iso)),
    web: (url, page) => void pages.set(url, page),
    fetched,
    logged,
    hasUser: (user) => hasUser(blog, user),
    hasPost: (post) => hasPost(blog, post),
    hasComment: (comment) => hasComment(blog, comment),
    cache,
    close,
  };
}

async function copyDatabase(): Promise<string> {
  const name = `test_${crypto.randomBytes(6).toString('hex')}`;
  const client = new pg.Client({ ...inject('postgres'), database: 'postgres' });
  await client.connect();
  // Two copies at once collide on the template; a lock lines them up.
  await client.query('SELECT pg_advisory_lock(1)');
  await client.query(`CREATE DATABASE ${name} TEMPLATE template`);
  await client.end();
  return name;
}

/** With FETCH_ALLOW the blog fetches for real, from servers of the test's own. */
function realWeb(allow: string, fetched: string[]): SafeFetch {
  const fetchPage = createSafeFetch({
    allow: allow.split(','),
    user_agent: 'Quillback (+http://blog.example)',
  });
  return (url, request) => {
    fetched.push(url);
    return fetchPage(url, request);
  };
}

function pretendedWeb(pages: Map<string, WebPage>, fetched: string[]): SafeFetch {
  return (url, { to_file }) => {
    fetched.push(url);
    const page = pages.get(url);
    if (page === undefined)
      return Promise.reject(fetchError('unreachable', `no such page in this test: ${url}`));
    const known = typeof page === 'string' || Buffer.isBuffer(page) ? { body: Buffer.from(page) } : page;
    if (to_file) fs.writeFileSync(to_file, known.body ?? '');
    return Promise.resolve({
      status: 200,
      url,
      content_type: 'text/html; charset=utf-8',
      headers: {},
      body: Buffer.alloc(0),
      ...known,
    });
  };
}

/** A session as signing in makes it, and its cookie, `name=value`, signed as express-session does. */
export async function sessionCookie({ db, config, url }: Blog, user: User): Promise<string> {
  const sid = crypto.randomBytes(24).toString('base64url');
  const expire = new Date(Date.now() + 3_600_000);
  const cookie = { originalMaxAge: 3_600_000, expires: expire, httpOnly: true, path: '/', sameSite: 'lax' };
  await db('sessions').insert({ sid, expire, sess: JSON.stringify({ cookie, user_id: user.id }) });
  const mac = crypto.createHmac('sha256', config.SESSION_SECRET!).update(sid).digest('base64');
  const name = nameOfCookie({ url } as Blog);
  return `${name}=${encodeURIComponent(`s:${sid}.${mac.replace(/=+$/, '')}`)}`;
}

function hasUser({ db }: Blog, user: Partial<User> = {}): Promise<User> {
  made += 1;
  const login = user.login ?? `user${made}`;
  const role: Role = 'author';
  const known = { slug: `${login}-public`, email: `${login}@example.com`, display_name: login };
  return insertUser(db, { login, role, password_hash: null, ...known, ...user });
}

function hasPost({ db, now }: Blog, post: Partial<Post> = {}): Promise<Post> {
  made += 1;
  const html = '<p>Some words of the post.</p>';
  return insertPost(db, {
    title: `Post ${made}`,
    slug: `post-${made}`,
    status: 'publish',
    published_at: now(),
    content: html,
    html,
    ...post,
  });
}

async function hasComment(
  { db, now }: Blog,
  comment: Partial<Comment> & { post_id: number },
): Promise<Comment> {
  const content = comment.content ?? 'Some words of a reader.';
  const row = await insertComment(db, {
    status: 'approve',
    author_name: 'Ada',
    author_email: 'ada@example.com',
    content,
    html: `<p>${content}</p>`,
    posted_at: now(),
    ...comment,
  });
  if (row.status === 'approve') await db<Post>('posts').where({ id: row.post_id }).increment('comment_count');
  return row;
}
