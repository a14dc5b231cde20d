// tests/comments/content/render-old.test.ts: comments of an older pipeline, or another look, are made again: each once, in one walk.
import { expect, test } from 'vitest';
import { addJob } from '../../../src/base/jobs/jobs.ts';
import { saveSettings } from '../../../src/base/settings/settings.ts';
import { rerenderForSettings, renderOld } from '../../../src/comments/content/rerender.ts';
import { htmlVersion } from '../../../src/comments/content/render.ts';
import { writingRules } from '../../../src/posts/settings.ts';
import { readByWork } from '../../base/rows-read.ts';
import { startBlog, type TestBlog } from '../../blog.ts';

/** A blog with so many comments that an older pipeline made. */
async function blogWith(count: number): Promise<TestBlog> {
  const site = await startBlog();
  const post = await site.hasPost();
  await site.blog.db.raw(
    `INSERT INTO comments (post_id, status, author_name, content, html, html_version, posted_at)
     SELECT :post, 'approve', 'Ada', CASE WHEN i % 100 = 0 THEN 'Well :-)' ELSE 'Words ' || i END, 'old', 1, now()
       FROM generate_series(1, :count) AS i`,
    { post: post.id, count },
  );
  await site.blog.db.raw('ANALYZE');
  return site;
}

/** Statements that change a comment, from now on. */
function changes({ blog }: TestBlog): string[] {
  const found: string[] = [];
  blog.db.on('query', ({ sql }: { sql: string }) => sql.startsWith('update "comments"') && found.push(sql));
  return found;
}

const old = async ({ blog }: TestBlog) =>
  (await blog.db('comments').where('html_version', '<', htmlVersion).count<{ count: number }[]>('*'))[0]!
    .count;

test('an upgrade reads each comment as often in a large blog as in a small one', async () => {
  const perComment: number[] = [];
  for (const count of [1000, 3000]) {
    const site = await blogWith(count);
    await addJob(site.blog, 'comments.render-old');
    const read = (await readByWork(site)).find(({ table }) => table === 'comments')!;
    perComment.push(read.rows / count);
    expect(await old(site)).toBe(0);
  }

  expect(perComment[1]! / perComment[0]!).toBeLessThan(1.2);
}, 60_000);

test('a walk goes on where it was left, several processes share it, and none does a comment twice', async () => {
  const site = await blogWith(1000);
  const changed = changes(site);

  await renderOld(site.blog);
  const first = changed.length;
  const left = await old(site);
  await Promise.all([site.work(), site.work(), ...Array.from({ length: 4 }, () => renderOld(site.blog))]);
  await site.work();

  expect(first).toBeGreaterThan(0);
  expect(first).toBeLessThan(500);
  expect(left).toBe(1000 - first);
  expect(await old(site)).toBe(0);
  expect(changed).toHaveLength(1000);
}, 60_000);

test('another look changes the comments that look different, and no others; a process of an older version begins nothing', async () => {
  const site = await blogWith(500);
  await addJob(site.blog, 'comments.render-old');
  await site.work();
  const changed = changes(site);

  await saveSettings(site.blog.db, writingRules, { use_smilies: false });
  await rerenderForSettings(site.blog, { names: ['use_smilies'] });
  await site.work();
  const afterLook = changed.length;
  await site.blog
    .db('walks')
    .where({ name: 'comments.html' })
    .update({ version: htmlVersion + 1 });
  await renderOld(site.blog);

  expect(afterLook).toBe(5);
  expect(changed).toHaveLength(5);
  expect((await site.blog.db('comments').whereLike('content', '%:-)').first())!.html).toContain(':-)');
  expect(await site.blog.db('walks').where({ name: 'comments.html' }).first()).toMatchObject({
    version: htmlVersion + 1,
    after: null,
  });
}, 60_000);
