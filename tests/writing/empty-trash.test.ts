// tests/writing/empty-trash.test.ts: what has lain in the trash for 30 days goes by itself, with all that hung on it.
import fs from 'node:fs';
import path from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { saveSettings } from '../../src/base/settings/settings.ts';
import { trashRules } from '../../src/posts/settings.ts';
import type { Post } from '../../src/posts/post.ts';
import { startBlog } from '../blog.ts';

const site = await startBlog();
const { db, storage } = site.blog;
const ago = (days: number) => new Date(site.blog.now().getTime() - days * 86_400_000);
const binned = { status: 'trash', former_status: 'publish' } as const;

beforeEach(async () => {
  await db('posts').delete();
  await db('media').delete();
  await saveSettings(db, trashRules, { empty_trash_days: 30 });
});

async function tidy(): Promise<void> {
  await db.raw(`SELECT graphile_worker.add_job('posts.empty-trash')`);
  await db.raw(`SELECT graphile_worker.add_job('comments.tidy')`);
  await site.work();
}

const titles = () => db<Post>('posts').orderBy('id').pluck('title');

/** A file that came with a comment. */
async function hasFile(post: Post, name: string): Promise<{ id: number; file: string }> {
  const comment = await site.hasComment({ post_id: post.id });
  const file = `2026/08/${name}`;
  fs.mkdirSync(path.dirname(storage.path(file)), { recursive: true });
  fs.writeFileSync(storage.path(file), 'x');
  const row = { name, file, mime_type: 'text/plain', status: 'ready', source: 'comment', post_id: post.id };
  const [made] = (await db('media').insert(row).returning('id')) as { id: number }[];
  await db('attachments').insert({ comment_id: comment.id, media_id: made!.id });
  return { id: made!.id, file };
}

test('posts and pages go after 30 days in the trash, by the day they went there; what was taken out stays', async () => {
  await site.hasPost({ ...binned, title: 'Long gone', trashed_at: ago(31) });
  await site.hasPost({ ...binned, title: 'Page, long gone', type: 'page', trashed_at: ago(31) });
  await site.hasPost({ ...binned, title: 'Lately', trashed_at: ago(29), published_at: ago(900) });
  await site.hasPost({ title: 'Out again', trashed_at: ago(31) });

  await tidy();

  expect(await titles()).toEqual(['Lately', 'Out again']);
});

test('the settings say how long; 0 keeps all, comments too', async () => {
  const post = await site.hasPost({ title: 'Out' });
  await site.hasPost({ ...binned, title: 'Eight days', trashed_at: ago(8) });
  await site.hasComment({ post_id: post.id, status: 'trash', status_changed_at: ago(8) });
  const chief = await site.signIn(await site.hasUser({ role: 'administrator' }));
  const choose = (days: string) =>
    chief
      .post('/admin/settings/general')
      .type('form')
      .send({ blogname: 'Notes', default_category: '1', empty_trash_days: days });

  await choose('0');
  await tidy();
  const kept = [await titles(), await db('comments').pluck('status')];
  const wrong = await choose('-1');
  await choose('7');
  await tidy();

  expect(kept).toEqual([['Out', 'Eight days'], ['trash']]);
  expect(wrong.status).toBe(422);
  expect([await titles(), await db('comments')]).toEqual([['Out'], []]);
});

test('with a post go its comments and the files that came with them, by the calendar as by hand', async () => {
  const old = await site.hasPost({ ...binned, trashed_at: ago(40) });
  const young = await site.hasPost({ ...binned, trashed_at: ago(1) });
  const kept = await site.hasPost({ title: 'Kept' });
  const [first, second, third] = [
    await hasFile(old, 'first.txt'),
    await hasFile(young, 'second.txt'),
    await hasFile(kept, 'third.txt'),
  ];
  const editor = await site.signIn(await site.hasUser({ role: 'editor' }));

  await tidy();
  const byCalendar = await db('media').orderBy('id').pluck('id');
  await editor.post(`/admin/posts/${young.id}/delete`);
  await site.work();

  expect(byCalendar).toEqual([second.id, third.id]);
  expect(await db('media').pluck('id')).toEqual([third.id]);
  expect([first, second, third].map(({ file }) => fs.existsSync(storage.path(file)))).toEqual([
    false,
    false,
    true,
  ]);
});

test('who heard of a post’s links hears that it is gone', async () => {
  const post = await site.hasPost({ ...binned, trashed_at: ago(31) });
  const target = 'https://harbour.example/a';
  const source = `http://blog.example/2026/08/01/${post.slug}/`;
  await db('sent_linkbacks').insert({
    post_id: post.id,
    source,
    target,
    protocol: 'webmention',
    status: 'accepted',
  });

  await tidy();

  expect(site.fetched).toContain(target);
  expect((await site.request.get(`/2026/08/01/${post.slug}/`)).status).toBe(410);
});
