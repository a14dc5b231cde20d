// tests/base/idle.test.ts: work at regular times reads no whole table when there is nothing to do.
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { addJob } from '../../src/base/jobs/jobs.ts';
import { htmlVersion as commentVersion } from '../../src/comments/content/render.ts';
import { features } from '../../src/features.ts';
import { htmlVersion as postVersion } from '../../src/posts/content/render.ts';
import { startBlog } from '../blog.ts';
import { readByWork } from './rows-read.ts';

const site = await startBlog();
const { db } = site.blog;
const schedules = features.flatMap(({ schedules: all = [] }) => all);
const count = 4000;
/** The most that one task may read of one table: what it looks at in one portion of a round. */
const portion = 1000;

test('what runs at regular times reads no large table when there is nothing to do', async () => {
  // Given: a blog of some age in which all is done, looked at by the planner; the first round of each task is over.
  await fill();
  const large = await largeTables();
  for (const { task } of schedules) await addJob(site.blog, task);
  await readByWork(site);
  await db.raw('ANALYZE');

  const read: string[] = [];
  for (const { task } of schedules) {
    await addJob(site.blog, task);
    for (const { table, rows, scans } of await readByWork(site))
      if (large.has(table) && (rows > portion || scans > 0))
        read.push(`${task} read ${rows} rows of ${table}, ${scans} times from end to end`);
  }

  expect(schedules.length).toBeGreaterThan(10);
  expect(large.size).toBeGreaterThan(10);
  expect(read).toEqual([]);
  expect(site.logged.filter((line) => Number(line.level) >= 40)).toEqual([]);
}, 180_000);

async function largeTables(): Promise<Set<string>> {
  const { rows } = await db.raw<{ rows: { relname: string }[] }>(
    `SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND reltuples >= :count
      ORDER BY relname`,
    { count },
  );
  return new Set(rows.map(({ relname }) => relname));
}

/** Tables of several thousand rows each, which no task has anything to do with now (2026-08-01). */
async function fill(): Promise<void> {
  const now = site.blog.now().toISOString();
  const [folder] = ['2020/01', '2026/06', '2026/07'].map((month) =>
    path.join(site.blog.storage.folder, month),
  );
  for (const month of ['2020/01', '2026/06', '2026/07'])
    fs.mkdirSync(path.join(site.blog.storage.folder, month), { recursive: true });
  const file = (number: number) =>
    `${String(number).padStart(4, '0').replaceAll(/[01]/g, 'a')}${number}x.pdf`;
  for (let number = 1; number <= count; number++) fs.writeFileSync(path.join(folder!, file(number)), '');
  const user = await site.hasUser();
  await db('media').insert({
    name: 'one.pdf',
    mime_type: 'application/pdf',
    remote_url: 'https://x.example/',
  });
  const n = { n: count, now, user: user.id, posts: postVersion, comments: commentVersion };
  const run = (sql: string) => db.raw(sql, n);
  await run(`INSERT INTO posts (id, title, slug, status, published_at, content, html, html_version, embed_urls, author_id)
    SELECT i, 'Post ' || i, 'post-' || i, 'publish', :now::timestamptz - i * interval '1 hour', 'Words', '<p>Words</p>',
           :posts, ARRAY['https://held.example/' || i], :user FROM generate_series(1, :n) AS i`);
  await run(`INSERT INTO comments (post_id, status, author_name, author_email, content, html, html_version, posted_at, author_ip)
    SELECT i % 100 + 1, 'approve', 'Ada', 'ada@example.com', 'Words', '<p>Words</p>', :comments,
           :now::timestamptz - i * interval '1 hour', CASE WHEN i < 200 THEN '192.0.2.1' ELSE '' END
      FROM generate_series(1, 2 * :n) AS i`);
  await run(`INSERT INTO comments (post_id, type, status, author_name, content, html, html_version, posted_at, status_changed_at, meta)
    SELECT i % 100 + 1, CASE WHEN i % 2 = 0 THEN 'comment' ELSE 'webmention' END,
           (ARRAY['spam', 'trash', 'approve', 'approve'])[i % 4 + 1], 'Ada', 'Words', '<p>Words</p>', :comments,
           :now::timestamptz - interval '1 day', :now::timestamptz - interval '1 day', '{}'
      FROM generate_series(1, :n) AS i`);
  await run(`INSERT INTO revisions (post_id, kind, title, content, content_format, excerpt, created_at)
    SELECT i % 100 + 1, 'revision', 'Old', 'Words', 'html', '', :now FROM generate_series(1, :n) AS i`);
  await run(`INSERT INTO embeds (url, status, kind, provider, asked_at, fetched_at, due_at)
    SELECT 'https://held.example/' || i, 'ready', 'link', 'x', :now::timestamptz - interval '90 days',
           :now::timestamptz - interval '9 days', :now::timestamptz + interval '9 days' FROM generate_series(1, :n) AS i`);
  await run(`INSERT INTO linkbacks (kind, post_id, comment_id, source, target, status, reason, received_at, checked_at, checks)
    SELECT 'webmention', i % 100 + 1, i, 'https://other.example/' || i, 'http://blog.example/post-1/',
           CASE WHEN i % 2 = 0 THEN 'verified' ELSE 'refused' END,
           'the source was not fetched', :now::timestamptz - interval '200 days', :now::timestamptz - interval '5 days', 3
      FROM generate_series(1, :n) AS i`);
  await run(`INSERT INTO sent_linkbacks (post_id, source, target, status, sent_at)
    SELECT i % 100 + 1, 'http://blog.example/post-1/', 'https://other.example/' || i, 'accepted',
           :now::timestamptz - interval '200 days' FROM generate_series(1, :n) AS i`);
  await run(`INSERT INTO sessions (sid, sess, expire)
    SELECT 'sid' || i, '{}', now() + interval '1 day' FROM generate_series(1, :n) AS i`);
  await run(`INSERT INTO rate_limits (key, points, expire)
    SELECT 'key' || i, 1, extract(epoch FROM now() + interval '1 day')::bigint * 1000 FROM generate_series(1, :n) AS i`);
  await run(`INSERT INTO hits (post_id, day, count) SELECT i, :now, 3 FROM generate_series(1, :n) AS i`);
  await run(`INSERT INTO letters (key, message_id, to_address, subject, body, status)
    SELECT 'key' || i, i || '@blog.example', 'ada@example.com', 'Words', 'Words', 'sent' FROM generate_series(1, :n) AS i`);
  await db.raw(
    `INSERT INTO media (name, mime_type, file, status, uploaded_at)
     SELECT 'file.pdf', 'application/pdf', '2020/01/' || name, 'ready', :now FROM unnest(:names::text[]) AS name`,
    { now, names: Array.from({ length: count }, (_, index) => file(index + 1)) },
  );
  await db.raw('ANALYZE');
}
