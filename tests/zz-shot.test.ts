import { test } from 'vitest';
import { sessionCookie, startBlog } from './blog.ts';
import { startBrowser } from './browser.ts';
import { sampleBlog } from './site/sample.ts';
const site = await startBlog();
const browser = await startBrowser();
test('shots', { timeout: 120_000 }, async () => {
  await sampleBlog(site);
  const ada = await site.hasUser({ role: 'administrator', login: 'keeper', display_name: 'Keeper' });
  await site.hasPost({
    status: 'draft',
    slug: '',
    published_at: null,
    author_id: ada.id,
    title: 'A draft by the keeper',
  });
  await site.hasPost({ status: 'trash', former_status: 'publish', author_id: ada.id, title: 'Binned' });
  const top = await site.hasPost({
    type: 'page',
    title: 'About the harbour',
    slug: 'about',
    author_id: ada.id,
  });
  const sub = await site.hasPost({
    type: 'page',
    title: 'The people',
    slug: 'people',
    parent_id: top.id,
    author_id: ada.id,
  });
  await site.hasPost({
    type: 'page',
    title: 'The keeper herself',
    slug: 'keeper',
    parent_id: sub.id,
    author_id: ada.id,
  });
  await site.blog.db('terms').insert({ taxonomy: 'category', name: 'Waders', slug: 'waders', parent_id: 1 });
  const session = await sessionCookie(site.blog, ada);
  const [name, value] = session.split('=') as [string, string];
  const posts = await site.blog
    .db('posts')
    .where({ type: 'post', status: 'publish' })
    .orderBy('id')
    .select('id');
  for (const [width, height] of [
    [360, 780],
    [1280, 900],
  ] as const) {
    const context = await browser.newContext({ viewport: { width, height } });
    await context.addCookies([{ name, value, url: site.address }]);
    const page = await context.newPage();
    for (const [file, path] of Object.entries(
      JSON.parse(process.env.SHOTS ?? '{}') as Record<string, string>,
    )) {
      await page.goto(
        site.address +
          path
            .replace('POST', String(posts[0].id))
            .replace('POST2', String(posts[1].id))
            .replace('PAGE', String(top.id)),
      );
      await page.screenshot({
        path: `/tmp/lists-scratch/${file}-${width}.png`,
        fullPage: width > 400 ? false : true,
      });
    }
  }
});
