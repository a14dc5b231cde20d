// tests/writing/preview.test.ts: looking at a change before readers see it.
import { expect, test } from 'vitest';
import type { Post } from '../../src/posts/post.ts';
import { savePost } from '../../src/writing/save.ts';
import { postForm } from '../../src/writing/form.ts';
import { sessionCookie, startBlog } from '../blog.ts';
import { startBrowser } from '../browser.ts';
import { fillText, textOf, writesInCode } from './write-screen.ts';

const site = await startBlog();
const { db } = site.blog;
const mara = await site.hasUser({ role: 'editor', display_name: 'Mara' });
const desk = await site.signIn(mara);
const ben = await site.signIn(await site.hasUser({ role: 'editor' }));
const changed = {
  title: 'High tide',
  content: 'Water, and a gull.\n\n<!--nextpage-->\n\nAnd more.',
  excerpt: '',
};

const preview = (post: Post, given: object = {}) =>
  desk
    .post(`/admin/${post.type}s/${post.id}/save`)
    .type('form')
    .send({ ...changed, act: 'preview', ...given });

const now = async ({ id }: Post) => (await db<Post>('posts').where({ id }).first())!;

test.each([
  ['publish', 'post'],
  ['publish', 'page'],
  ['private', 'post'],
  ['future', 'post'],
] as const)('looking at a change of a %s %s shows it and changes nothing', async (status, type) => {
  const published_at = new Date(status === 'future' ? '2026-09-01T09:00:00Z' : '2026-07-01T09:00:00Z');
  const post = await site.hasPost({ status, type, published_at, author_id: mara.id });
  const jobs = await db('graphile_worker._private_jobs').count();

  // A slug, a password and a date that are typed or forged change nothing either.
  const answer = await preview(post, { slug: 'elsewhere', password: 'x', published_at: '2030-01-01T00:00' });
  const shown = await desk.get(answer.headers.location!);
  const second = await desk.get(`${answer.headers.location}&page=2`);

  expect(answer.status).toBe(303);
  expect(answer.headers.location).toBe(`/?p=${post.id}&preview=true`);
  expect(shown.status).toBe(200);
  expect(shown.headers['cache-control']).toBe('private, no-store');
  expect(shown.text).toContain('<h1 class="p-name">High tide</h1>');
  expect(shown.text).toContain('Water, and a gull.');
  expect(shown.text).toContain(`/?p=${post.id}&amp;preview=true&amp;page=2`);
  expect(second.text).toContain('And more.');
  expect(await now(post)).toEqual(post);
  expect(await db('graphile_worker._private_jobs').count()).toEqual(jobs);
  const revisions = await db('revisions').where({ post_id: post.id });
  expect(revisions.map(({ kind, author_id }) => [kind, author_id])).toEqual([['autosave', mara.id]]);
});

test('strangers and other editors see the post as it stands, at every address', async () => {
  const post = await site.hasPost({ author_id: mara.id });
  const { headers } = await preview(post);

  const stranger = await site.request.get(headers.location!).redirects(1);
  const other = await ben.get(headers.location!);
  const usual = await desk.get(`/2026/08/01/${post.slug}/`);
  const feed = await site.request.get('/feed/');
  const redirect = await site.request.get(headers.location!);

  for (const { text } of [stranger, other, usual]) {
    expect(text).toContain('Some words of the post.');
    expect(text).not.toContain('Water, and a gull.');
  }
  expect(feed.text).not.toContain('Water, and a gull.');
  // No browser remembers this redirect: its user may have signed in by the next time.
  expect(redirect.status).toBe(302);
});

test('what is typed is clean in the preview too', async () => {
  const post = await site.hasPost({ author_id: mara.id });

  const { headers } = await preview(post, {
    content: 'Fine.<script>alert(1)</script><img src=x onerror=alert(1)>',
  });
  const { text } = await desk.get(headers.location!);

  expect(text).toContain('Fine.');
  expect(text).not.toContain('alert(1)');
});

test('a draft that came out meanwhile is not changed by a late look at it', async () => {
  const post = await site.hasPost({ author_id: mara.id });
  const form = postForm({ ...changed, act: 'preview' });

  const late = 'words' in form && savePost(site.blog, mara, { ...form.words, id: post.id, type: 'post' });

  await expect(late).rejects.toMatchObject({ status: 409 });
  expect(await now(post)).toEqual(post);
});

test('a text that cannot be kept comes back as it was typed', async () => {
  const post = await site.hasPost({ author_id: mara.id });

  const answer = await preview(post, { title: 'x'.repeat(1001) });

  expect(answer.status).toBe(422);
  expect(answer.text).toContain('Water, and a gull.');
});

test(
  'Preview opens beside the write screen, which stays and warns before it goes',
  { timeout: 60_000 },
  async () => {
    const post = await site.hasPost({
      title: 'Plovers',
      content: 'Two.',
      html: '<p>Two.</p>',
      author_id: mara.id,
    });
    const browser = await startBrowser();
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    const [name, value] = (await sessionCookie(site.blog, mara)).split('=') as [string, string];
    await context.addCookies([{ name, value, url: site.address }]);
    await writesInCode(context);
    const page = await context.newPage();
    await page.goto(`${site.address}/admin/posts/${post.id}`);
    await fillText(page, 'Two, or three.');

    const [tab] = await Promise.all([
      context.waitForEvent('page'),
      page.getByRole('button', { name: 'Preview' }).click(),
    ]);
    await tab.getByText('Two, or three.').waitFor();
    const asked = new Promise<string>((resolve) =>
      page.once('dialog', (dialog) => {
        resolve(dialog.type());
        void dialog.dismiss();
      }),
    );
    await page.goto(`${site.address}/admin/`).catch(() => {});

    expect(await asked).toBe('beforeunload');
    expect(await textOf(page)).toBe('Two, or three.');
    expect(await now(post)).toEqual(post);
    await context.close();
  },
);
