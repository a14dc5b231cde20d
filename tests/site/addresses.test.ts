// tests/site/addresses.test.ts: sloppy, old and lost addresses lead on, never away from the site.
import { beforeAll, expect, test } from 'vitest';
import { saveSettings } from '../../src/base/settings/settings.ts';
import { permalinks, reading } from '../../src/posts/settings.ts';
import { ensureTerm, setTerms } from '../../src/terms/queries.ts';
import { startBlog } from '../blog.ts';
import { processorTime } from '../processor-time.ts';

const site = await startBlog();
const right = '/2024/02/01/classic-text-post/';
const ids: Record<string, number> = {};

beforeAll(async () => {
  const ada = await site.hasUser({ login: 'secret-login', slug: 'ada', display_name: 'Ada' });
  const silent = await site.hasUser({ login: 'nobody', slug: 'nobody' });
  const published_at = new Date('2024-02-01T10:00:00Z');
  const post = await site.hasPost({ slug: 'classic-text-post', author_id: ada.id, published_at });
  const parts = await site.hasPost({
    slug: 'parts',
    html: '<p>1</p><!--nextpage--><p>2</p>',
    published_at,
  });
  await site.hasPost({ slug: 'über', published_at });
  const page = await site.hasPost({ type: 'page', slug: 'about', published_at });
  const draft = await site.hasPost({
    slug: 'secret-draft',
    status: 'draft',
    author_id: ada.id,
    published_at,
  });
  const hidden = await site.hasPost({ slug: 'secret-private', status: 'private', published_at });
  const news = await ensureTerm(site.blog.db, { taxonomy: 'category', name: 'News' });
  await setTerms(site.blog.db, post.id, 'category', [news.id]);
  await site.blog.db('former_addresses').insert({ post_id: post.id, slug: 'former-name' });
  const [media] = await site.blog
    .db('media')
    .insert({
      name: 'p.png',
      slug: 'a-picture',
      file: '2024/02/x.png',
      mime_type: 'image/png',
      post_id: post.id,
      status: 'ready',
    })
    .returning('id');
  Object.assign(ids, { post: post.id, parts: parts.id, page: page.id, draft: draft.id, hidden: hidden.id });
  Object.assign(ids, { news: news.id, ada: ada.id, silent: silent.id, media: media.id });
});

test.each([
  ['/?p=:post', right],
  ['/?p=:post&utm_source=x', `${right}?utm_source=x`],
  ['/index.php?p=:post', right],
  ['/?p=:parts&page=2', '/2024/02/01/parts/2/'],
  ['/?page_id=:page', '/about/'],
  ['/?attachment_id=:media', right],
  ['/?cat=:news', '/category/news/'],
  ['/?author=:ada', '/author/ada/'],
  ['/?m=202402', '/2024/02/'],
  ['/?m=20240201', '/2024/02/01/'],
  ['/classic-text/', right],
  ['/2024/02/01/classic-tex', right],
  ['/2024/02/01/classic-text-post', right],
  ['/2024/02/01/Classic-Text-Post/', right],
  ['/2023/05/06/classic-text-post/', right],
  ['/2024/2/1/classic-text-post/', right],
  ['/index.php/2024/02/01/classic-text-post/', right],
  ['//2024//02/01/classic-text-post/', right],
  [`${right}).`, right],
  ['/2024/02/01/classic-text-post,', right],
  ['/2024/02/01/classic-text-post%E2%80%9D', right],
  ['/2024/02/01/former-name/', right],
  [`${right}a-picture/`, right],
  [`${right}page/1/`, right],
  [`${right}comment-page-99/`, right],
  ['/2024/02/01/parts/99/', '/2024/02/01/parts/'],
  ['/2024/02/01/parts/1/', '/2024/02/01/parts/'],
  ['/2024/02/01/%C3%BCber/', '/2024/02/01/%c3%bcber/'],
  ['/page/1/', '/'],
  ['/index.php', '/'],
  ['/2024/2', '/2024/02/'],
  ['/Category/news', undefined],
  ['/category/news', '/category/news/'],
  ['/about', '/about/'],
])('%s leads to %s', async (address, target) => {
  const path = address.replace(/:(\w+)/, (_whole, name: string) => String(ids[name]));

  const answer = await site.request.get(path);

  expect([answer.status, answer.headers.location]).toEqual(target ? [301, target] : [404, undefined]);
});

test.each([
  right,
  '/2024/02/01/%c3%bcber/',
  '/2024/02/01/parts/2/',
  '/2024/',
  '/2024/02/01/',
  '/about/',
  '/',
])('the right address %s stays', async (address) => {
  expect((await site.request.get(address)).status).toBe(200);
  expect((await site.request.head(address)).status).toBe(200);
});

test.each([
  '/no/such/thing/',
  '/page/99/',
  '/?p=:draft',
  '/?p=:hidden',
  '/?p=999999',
  '/2024/02/01/secret-draft/',
  '/2024/02/01/secret-private/',
  '/secret-pri/',
  '/2025/',
  '/2024/13/',
  '/category/none/',
  '/author/secret-login/',
  '/%E0%A4%A/',
  '/a%00b/',
  '/a%2Fb/',
])('%s is not found, and offers a search', async (address) => {
  const path = address.replace(/:(\w+)/, (_whole, name: string) => String(ids[name]));

  const answer = await site.request.get(path);

  expect(answer.status).toBe(404);
  expect(answer.headers['cache-control']).toBe('no-store');
  expect(answer.text).toContain('role="search"');
});

test('authors are known by their public name, and only those with public posts (D5)', async () => {
  const answers = [];

  for (const path of [
    `/?author=${ids.silent}`,
    '/author/nobody/',
    '/author/secret-login/',
    '/?author=9999',
  ]) {
    answers.push((await site.request.get(path)).status);
  }
  const page = await site.request.get('/author/ada/');
  const single = await site.request.get(right);

  expect(answers).toEqual([404, 404, 404, 404]);
  expect(page.status).toBe(200);
  expect(page.text + single.text).not.toMatch(/secret-login|@example/);
});

test.each([
  '//evil.example/',
  '//evil.example/%2e%2e',
  '/\\evil.example/',
  '/index.php//evil.example',
  '/%5cevil.example/',
  '//evil.example/2024/02/01/classic-text-post',
  '/?p=:post&redirect_to=//evil.example',
])('%s never leads to another site (D11)', async (address) => {
  const answer = await site.request.get(address.replace(':post', String(ids.post)));

  expect(answer.headers.location ?? '/').toMatch(/^\/(?![/\\])/);
});

test('long and odd addresses are answered at once (D16)', async () => {
  const paths = [`/${'-a'.repeat(3000)}`, `/${'a/'.repeat(3000)}`, `/2024/02/01/${'%41'.repeat(2000)}`];

  const { spent } = await processorTime(async () => {
    for (const path of paths) expect((await site.request.get(path)).status).toBe(404);
  });

  expect(spent).toBeLessThan(1000);
});

test('template options and prototypes in a query change nothing (A16, D15)', async () => {
  const plain = await site.request.get(right);

  const odd = await site.request.get(
    `${right}?settings[view options][client]=1&__proto__[x]=1&constructor.prototype.y=1&cache=0&_locals[a]=1`,
  );

  expect(odd.status).toBe(200);
  const settled = (text: string) =>
    text.replaceAll(/name="form_key" value="[^"]*"|data-form-key="[^"]*"/g, '');
  expect(settled(odd.text)).toBe(settled(plain.text));
  expect(({} as { x?: string }).x).toBeUndefined();
});

test('nothing of the request’s headers is printed (E2)', async () => {
  const names = ['Host', 'X-Forwarded-Host', 'X-Forwarded-Proto', 'X-Original-URL', 'Origin', 'Forwarded'];

  const answer = await site.request
    .get(right)
    .set(Object.fromEntries(names.map((name) => [name, 'evil.example'])));

  expect(answer.status).toBe(200);
  expect(answer.text).not.toContain('evil.example');
  expect(JSON.stringify(answer.headers)).not.toContain('evil.example');
});

test('with the plain structure posts and lists live in queries', async () => {
  await saveSettings(site.blog.db, permalinks, { permalink_structure: '' });

  const post = await site.request.get(`/?p=${ids.post}`);
  const list = await site.request.get(`/?cat=${ids.news}`);
  const home = await site.request.get('/');
  await saveSettings(site.blog.db, permalinks, {
    permalink_structure: '/%year%/%monthnum%/%day%/%postname%/',
  });

  expect([post.status, list.status]).toEqual([200, 200]);
  expect(home.text).toContain(`href="/?p=${ids.post}"`);
});

test('a page may be the front, and another hold the posts', async () => {
  const front = await site.hasPost({ type: 'page', slug: 'welcome', title: 'Welcome aboard' });
  const blog = await site.hasPost({ type: 'page', slug: 'journal', title: 'The journal' });
  await saveSettings(site.blog.db, reading, {
    show_on_front: 'page',
    page_on_front: front.id,
    page_for_posts: blog.id,
    posts_per_page: 2,
  });

  const home = await site.request.get('/');
  const own = await site.request.get('/welcome/');
  const list = await site.request.get('/journal/');
  const second = await site.request.get('/journal/page/2/');
  await saveSettings(site.blog.db, reading, { show_on_front: 'posts', posts_per_page: 10 });

  expect(home.text).toContain('<h1 class="p-name">Welcome aboard</h1>');
  expect([own.status, own.headers.location]).toEqual([301, '/']);
  expect(list.text).toContain('The journal</h1>');
  expect([list.status, second.status]).toEqual([200, 200]);
});
