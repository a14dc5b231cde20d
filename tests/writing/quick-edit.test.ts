// tests/writing/quick-edit.test.ts: changing what a list shows of a post in its list, without script, by the write screen's rules.
import { beforeAll, expect, test } from 'vitest';
import type { Post } from '../../src/posts/post.ts';
import { sessionCookie, startBlog } from '../blog.ts';
import { startBrowser } from '../browser.ts';

const site = await startBlog();
const { db } = site.blog;
const editor = await site.hasUser({ role: 'editor', login: 'edda' });
const writer = await site.hasUser({ role: 'author', login: 'wim' });
const helper = await site.hasUser({ role: 'contributor', login: 'hel' });
let desk: Awaited<ReturnType<typeof site.signIn>>;

beforeAll(async () => {
  desk = await site.signIn(editor);
});

const stands = (id: number): Promise<Post> => db('posts').where({ id }).first();

/** What the open form of a post holds, as a browser would send it. */
async function formOf(id: number, { visitor = desk, list = 'posts', query = '' } = {}) {
  const { text } = await visitor.get(`/admin/${list}?${query}edit=${id}`);
  const form = /<form method="post" action="([^"]*quick-edit[^"]*)" class="quick".*?<\/form>/s.exec(text);
  if (!form) return undefined;
  const unescaped = (value: string) => value.replaceAll('&amp;', '&').replaceAll('&#39;', "'");
  const fields: Record<string, string | string[]> = {};
  for (const [input] of form[0].matchAll(/<input[^>]*>/g)) {
    const [name, value] = [/name="([^"]*)"/.exec(input)![1]!, unescaped(/value="([^"]*)"/.exec(input)![1]!)];
    if (/type="checkbox"/.test(input) && !/ checked/.test(input)) continue;
    fields[name] = name === 'categories' ? [...((fields[name] as string[]) ?? []), value] : value;
  }
  for (const [, name, options] of form[0].matchAll(/<select[^>]*name="([^"]*)">(.*?)<\/select>/gs)) {
    fields[name!] = /value="([^"]*)" selected/.exec(options!)?.[1] ?? '';
  }
  return { action: unescaped(form[1]!), fields, text };
}

async function send(id: number, changes: object, options: Parameters<typeof formOf>[1] = {}) {
  const form = (await formOf(id, options))!;
  return (options.visitor ?? desk)
    .post(form.action)
    .type('form')
    .send({ ...form.fields, ...changes });
}

const rich: Partial<Post> = {
  title: 'Rich',
  slug: 'rich',
  content: 'One.\r\n\r\n<!--more-->\r\nTwo.',
  excerpt: 'In short.\r\n',
  published_at: new Date('2026-07-01T10:20:30Z'),
  password: 'fish',
  format: 'quote',
  ping_status: 'closed',
  comment_status: 'open',
  to_ping: 'https://far.example/tb',
  source_name: 'The Paper',
  source_url: 'not an address',
  source_published_at: new Date('2026-06-01T00:00:00Z'),
  canonical: 'source',
  author_id: editor.id,
};

test('a form that is sent as it came changes nothing but the moment of the change', async () => {
  const before = await site.hasPost(rich);
  await db('post_terms').insert({ post_id: before.id, term_id: 1 });

  const answer = await send(before.id, {});

  expect(answer.status).toBe(303);
  const after = await stands(before.id);
  const made = { plain: 0, feed_html: 0, teaser_html: 0, teaser_more: 0, pages: 0, words: 0 };
  const { modified_at, html, html_version, ...same } = after as Post & Record<string, unknown>;
  const {
    modified_at: was,
    html: _html,
    html_version: _version,
    ...expected
  } = before as Post & Record<string, unknown>;
  expect(modified_at > was).toBe(true);
  expect(html).toContain('Two.');
  expect(html_version).toBeGreaterThan(0);
  expect({ ...same, ...made }).toEqual({ ...expected, ...made });
  expect(await db('post_terms').where({ post_id: before.id }).pluck('term_id')).toEqual([1]);
});

test('all its fields are saved, and the old address leads to the new one', async () => {
  const { id } = await site.hasPost({ title: 'Old', slug: 'old-name', author_id: editor.id });
  const [{ id: news }] = await db('terms')
    .insert({ taxonomy: 'category', name: 'News', slug: 'news' })
    .returning('id');
  const back = '/admin/posts?s=Old&page=1';

  const answer = await send(
    id,
    {
      title: 'New',
      slug: 'new-name',
      published_at: '2026-07-30T08:00',
      categories: [String(news)],
      tags: 'tide, mud',
      is_sticky: '1',
      comment_status: '',
      back,
    },
    { query: 's=Old&' },
  );

  expect(answer.headers.location).toBe(`${back}#post-${id}`);
  expect(await stands(id)).toMatchObject({
    title: 'New',
    slug: 'new-name',
    published_at: new Date('2026-07-30T08:00:00Z'),
    is_sticky: true,
    comment_status: 'closed',
  });
  const names = await db('post_terms')
    .join('terms', 'terms.id', 'term_id')
    .where({ post_id: id })
    .orderByRaw('lower(name)')
    .pluck('name');
  expect(names).toEqual(['mud', 'News', 'tide']);
  expect((await site.request.get('/2026/08/01/old-name/')).headers.location).toContain(
    '/2026/07/30/new-name/',
  );
});

test.each([
  ['publish', { status: 'publish' }, { status: 'publish', slug: 'a-draft' }],
  ['schedule', { status: 'publish', published_at: '2026-09-01T10:00' }, { status: 'future' }],
  ['make private', { status: 'private' }, { status: 'private', password: '' }],
  ['hand in', { status: 'pending' }, { status: 'pending', slug: '' }],
])('a draft: %s', async (_, typed, expected) => {
  await db('posts').where({ title: 'A draft' }).delete();
  const { id } = await site.hasPost({
    title: 'A draft',
    slug: '',
    status: 'draft',
    published_at: null,
    author_id: editor.id,
  });

  const answer = await send(id, typed);

  expect(answer.status).toBe(303);
  expect(await stands(id)).toMatchObject(expected);
});

test('what is scheduled says so, and stays scheduled', async () => {
  const published_at = new Date('2026-10-01T10:00:00Z');
  const { id } = await site.hasPost({ status: 'future', published_at, author_id: editor.id });

  const form = await formOf(id);
  await send(id, { title: 'Still later' });

  expect(form!.text).toMatch(/<option value="publish" selected>Scheduled/);
  expect(await stands(id)).toMatchObject({ status: 'future', published_at, title: 'Still later' });
});

test('what was changed meanwhile is not overwritten: what was typed comes back, and the next save is meant', async () => {
  const { id } = await site.hasPost({ title: 'Two desks', author_id: editor.id });
  const form = (await formOf(id))!;
  await send(id, { title: 'From the other desk' });

  const refused = await desk
    .post(form.action)
    .type('form')
    .send({ ...form.fields, title: 'From this desk' });
  const seen_at = /name="seen_at" value="([^"]+)"/.exec(refused.text)![1];
  const between = await stands(id);
  const meant = await desk
    .post(form.action)
    .type('form')
    .send({ ...form.fields, title: 'From this desk', seen_at });

  expect(refused.status).toBe(409);
  expect(refused.text).toContain('value="From this desk"');
  expect(between.title).toBe('From the other desk');
  expect(meant.status).toBe(303);
  expect((await stands(id)).title).toBe('From this desk');
});

test('a wrong field comes back in its row, in the same list, with all that was typed', async () => {
  const { id } = await site.hasPost({ title: 'Heron watch', author_id: editor.id });
  await site.hasPost({ title: 'Elsewhere' });

  const answer = await send(
    id,
    { published_at: 'tomorrow', tags: 'kept, too', title: 'Changed', categories: [] },
    { query: 's=Heron&' },
  );

  expect(answer.status).toBe(422);
  expect(answer.text).toMatch(
    /id="published_at"[^>]*aria-invalid="true" aria-describedby="published_at-problem"/,
  );
  expect(answer.text).toContain('value="kept, too"');
  expect(answer.text).toContain('value="Changed"');
  expect(answer.text).not.toContain('Elsewhere');
  expect((await stands(id)).title).toBe('Heron watch');
});

test('nothing is opened or saved that is not this person’s, and no role gains by a forged field', async () => {
  const [own, small] = [await site.signIn(writer), await site.signIn(helper)];
  const foreign = await site.hasPost({ author_id: editor.id });
  const his = await site.hasPost({ author_id: writer.id });
  const hers = await site.hasPost({ author_id: helper.id, status: 'draft', slug: '', published_at: null });
  const binned = await site.hasPost({ author_id: writer.id, status: 'trash', former_status: 'publish' });
  const forge = (id: number, fields: object, visitor = own) =>
    visitor
      .post(`/admin/posts/${id}/quick-edit`)
      .type('form')
      .send({ title: 'Taken', ...fields });

  const forms = [await formOf(foreign.id, { visitor: own }), await formOf(binned.id, { visitor: own })];
  const answers = [await forge(foreign.id, {}), await forge(binned.id, {}), await forge(99_999_999, {})];
  await forge(his.id, { status: 'publish', is_sticky: '1' });
  const form = await formOf(hers.id, { visitor: small });
  await forge(hers.id, { status: 'publish' }, small);

  expect(forms).toEqual([undefined, undefined]);
  expect(answers.map(({ status }) => status)).toEqual([403, 409, 404]);
  expect((await stands(foreign.id)).title).not.toBe('Taken');
  expect(await stands(his.id)).toMatchObject({ title: 'Taken', is_sticky: false });
  expect(form!.text).not.toContain('<option value="publish"');
  expect(await stands(hers.id)).toMatchObject({ status: 'pending' });
});

test('an unsaved text of the write screen is still offered afterwards', async () => {
  const { id } = await site.hasPost({ title: 'With a draft beside', author_id: editor.id });
  await desk
    .post(`/admin/posts/${id}/autosave`)
    .type('form')
    .send({ title: 'Typed, not saved', content: 'x' });

  await send(id, { slug: 'another-slug' });

  expect((await desk.get(`/admin/posts/${id}`)).text).toContain('Restore the autosave');
});

test('pages have their place instead of terms', async () => {
  const top = await site.hasPost({ type: 'page', title: 'Top', slug: 'top', author_id: editor.id });
  const { id } = await site.hasPost({ type: 'page', title: 'Low', slug: 'low', author_id: editor.id });

  const form = await formOf(id, { list: 'pages' });
  await send(id, { parent_id: String(top.id), menu_order: '3' }, { list: 'pages' });

  expect(form!.fields).not.toHaveProperty('tags');
  expect(await stands(id)).toMatchObject({ parent_id: top.id, menu_order: 3 });
  expect((await site.request.get('/top/low/')).status).toBe(200);
});

test('in a browser without script, by the keyboard alone', { timeout: 60_000 }, async () => {
  const { id } = await site.hasPost({ title: 'By keyboard', author_id: editor.id });
  const browser = await startBrowser();
  const context = await browser.newContext({ javaScriptEnabled: false });
  const [name, value] = (await sessionCookie(site.blog, editor)).split('=') as [string, string];
  await context.addCookies([{ name, value, url: site.address }]);
  const page = await context.newPage();

  await page.goto(`${site.address}/admin/posts?s=By+keyboard`);
  await page.getByRole('link', { name: 'Quick Edit By keyboard' }).focus();
  await page.keyboard.press('Enter');
  await page.locator('#title:focus').waitFor();
  await page.keyboard.press('End');
  await page.keyboard.type(', changed');
  await page.keyboard.press('Enter');
  await page.getByText('Updated: By keyboard, changed.').waitFor();

  expect((await stands(id)).title).toBe('By keyboard, changed');
  expect(page.url()).toContain(`/admin/posts?s=By+keyboard`);
  await context.close();
});
