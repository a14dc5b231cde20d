// tests/writing/submit-once.test.ts: a form that is sent twice saves once, and no two posts share an address.
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { importWxr } from '../../src/import/import-wxr.ts';
import type { Post } from '../../src/posts/post.ts';
import { sessionCookie, startBlog } from '../blog.ts';
import { startBrowser } from '../browser.ts';
import { fillText, publish, textOf, writesInCode } from './write-screen.ts';

const site = await startBlog();
const browser = await startBrowser();
const { db } = site.blog;
const mara = await site.hasUser({ role: 'administrator', display_name: 'Mara' });
const desk = await site.signIn(mara);

const posts = (title: string) => db<Post>('posts').where({ title }).orderBy('id');
const send = (words: object, path = '/admin/posts/save') => desk.post(path).type('form').send(words);
const fieldsOf = (html: string) => ({
  form_key: /name="form_key" value="([^"]+)"/.exec(html)![1]!,
  seen_at: /name="seen_at" value="([^"]*)"/.exec(html)![1]!,
});
const newForm = async () => fieldsOf((await desk.get('/admin/posts/new')).text);
const formOf = async ({ id }: Post) => fieldsOf((await desk.get(`/admin/posts/${id}`)).text);

async function openNewPost() {
  const context = await browser.newContext();
  const [name, value] = (await sessionCookie(site.blog, mara)).split(/=(.*)/s);
  await context.addCookies([{ name: name!, value: value!, url: site.address }]);
  await writesInCode(context);
  const page = await context.newPage();
  await page.goto(`${site.address}/admin/posts/new`);
  return { context, page };
}

test('the same form sent many times at once publishes one post, and tells of it once', async () => {
  const form = { ...(await newForm()), title: 'Once only', content: 'Words.', act: 'publish' };

  const answers = await Promise.all(Array.from({ length: 8 }, () => send(form)));
  const later = await send(form);

  const [made, ...more] = await posts('Once only');
  expect(more).toEqual([]);
  expect([...answers, later].map(({ status, headers }) => [status, headers.location])).toEqual(
    Array.from({ length: 9 }, () => [303, `/admin/posts/${made!.id}`]),
  );
  expect(await db('revisions').where({ post_id: made!.id })).toHaveLength(1);
});

test('a double click on Publish of a new post publishes one post', async () => {
  const { context, page } = await openNewPost();
  await page.getByLabel('Title', { exact: true }).fill('Clicked twice');
  await fillText(page, 'Words.');

  await page.getByRole('button', { name: 'Publish', exact: true }).dblclick();
  await page.getByRole('dialog').getByRole('button', { name: 'Publish', exact: true }).dblclick();
  await page.getByText('Post published').waitFor();
  await context.close();

  expect(await posts('Clicked twice')).toHaveLength(1);
});

test('Publish, Back and Publish again is one post', async () => {
  const { context, page } = await openNewPost();
  await page.getByLabel('Title', { exact: true }).fill('Gone back');
  await fillText(page, 'Words.');
  await publish(page);
  await page.getByText('Post published').waitFor();

  await page.goBack();
  await page.locator('form[data-editing]').waitFor();
  await page.getByLabel('Title', { exact: true }).fill('Gone back');
  await fillText(page, 'Other words.');
  await publish(page);
  await page.getByText('Post updated').waitFor();
  await context.close();

  expect((await posts('Gone back')).map(({ content }) => content)).toEqual(['Other words.']);
});

test('Update pressed twice is no conflict with oneself; other words sent after it are saved', async () => {
  const post = await site.hasPost({ title: 'Mine' });
  const form = { ...(await formOf(post)), title: 'Mine', content: 'First.', act: 'save' };
  const path = `/admin/posts/${post.id}/save`;

  const answers = [
    await send(form, path),
    await send(form, path),
    await send({ ...form, content: 'Second.' }, path),
  ];

  expect(answers.map(({ status }) => status)).toEqual([303, 303, 303]);
  expect((await posts('Mine'))[0]!.content).toBe('Second.');
});

test('Back to the form of a new post and other words change the post it made', async () => {
  const form = { ...(await newForm()), title: 'Begun', content: 'First.', act: 'draft' };
  await send(form);

  const again = await send({ ...form, content: 'More.', act: 'publish' });

  const [made, ...more] = await posts('Begun');
  expect(more).toEqual([]);
  expect(again.headers.location).toBe(`/admin/posts/${made!.id}`);
  expect(made).toMatchObject({ content: 'More.', status: 'publish' });
});

test('an old form never writes over what was saved since: it comes back with both texts, and can then be saved', async () => {
  const form = { ...(await newForm()), title: 'Twice open', content: 'First.', act: 'draft' };
  await send(form);
  const [made] = await posts('Twice open');
  await send(
    { ...(await formOf(made!)), title: 'Twice open', content: 'Newer.', act: 'draft' },
    `/admin/posts/${made!.id}/save`,
  );

  const refused = await send({ ...form, content: 'Older tab.' });
  const kept = await posts('Twice open');
  const meant = await send(
    { ...form, ...fieldsOf(refused.text), content: 'Older tab.' },
    `/admin/posts/${made!.id}/save`,
  );

  expect(refused.status).toBe(409);
  expect(refused.text).toContain('Older tab.');
  expect(refused.text).toContain('Newer.');
  expect(refused.text).toContain(`action="/admin/posts/${made!.id}/save"`);
  expect(kept.map(({ content }) => content)).toEqual(['Newer.']);
  expect(meant.status).toBe(303);
  expect((await posts('Twice open')).map(({ content }) => content)).toEqual(['Older tab.']);
});

test('the key of a form is worth nothing to another user, and without a key each sending counts', async () => {
  const form = { ...(await newForm()), title: 'Keyed', content: 'Words.', act: 'draft' };
  await send(form);
  const other = await site.signIn(await site.hasUser({ role: 'author' }));
  await other
    .post('/admin/posts/save')
    .type('form')
    .send({ ...form, content: 'Taken over.' });
  await send({ title: 'Keyless', content: 'Words.', act: 'draft' });
  await send({ title: 'Keyless', content: 'Words.', act: 'draft' });

  expect((await posts('Keyed')).map(({ content }) => content)).toEqual(['Words.', 'Taken over.']);
  expect(await posts('Keyless')).toHaveLength(2);
});

test('a quick draft and quick edit sent twice are kept once', async () => {
  const dashboard = await desk.get('/admin/');
  const draft = {
    ...fieldsOf(`name="seen_at" value="" ${dashboard.text}`),
    title: 'A thought',
    content: 'Words.',
  };
  for (const _time of [1, 2]) await send(draft, '/admin/quick-draft/save');
  const post = await site.hasPost({ title: 'In the list' });
  const list = await desk.get(`/admin/posts?edit=${post.id}`);
  const quick = { ...fieldsOf(list.text), title: 'Renamed in the list', slug: post.slug, status: 'publish' };
  const edits = [
    await send(quick, `/admin/posts/${post.id}/quick-edit`),
    await send(quick, `/admin/posts/${post.id}/quick-edit`),
  ];

  expect(await posts('A thought')).toHaveLength(1);
  expect(edits.map(({ status }) => status)).toEqual([303, 303]);
});

test.each(['post', 'page'])(
  'twenty %ss of one title that come out at one moment get twenty addresses',
  async (type) => {
    const title = `Same ${type}`;

    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        send({ title, content: 'Words.', act: 'publish', visibility: 'public' }, `/admin/${type}s/save`),
      ),
    );

    const made = await posts(title);
    const pages = await Promise.all(made.map(({ id }) => site.request.get(`/?p=${id}`)));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 303));
    expect(new Set(pages.map(({ headers }) => headers.location as string)).size).toBe(20);
  },
);

test('an import and an author who want one address at one moment get two', async () => {
  const item = (
    id: number,
  ) => `<item><title>Twin</title><wp:post_id>${id}</wp:post_id><wp:post_name>twin</wp:post_name>
    <wp:post_date_gmt>2025-03-04 10:00:00</wp:post_date_gmt><wp:status>publish</wp:status><wp:post_type>post</wp:post_type></item>`;
  const file = `<?xml version="1.0"?><rss xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>Old</title>
    <wp:wxr_version>1.2</wp:wxr_version>${Array.from({ length: 10 }, (_, at) => item(5001 + at)).join('')}</channel></rss>`;

  const [{ rows }] = await Promise.all([
    importWxr(site.blog, { open: () => Readable.from([Buffer.from(file)]) }),
    ...Array.from({ length: 10 }, () => send({ title: 'Twin', content: 'Words.', act: 'publish' })),
  ]);

  const twins = await posts('Twin');
  expect(rows.find(({ kind }) => kind === 'posts')).toMatchObject({ came_in: 10 });
  expect([twins.length, new Set(twins.map(({ slug }) => slug)).size]).toEqual([20, 20]);
});

test('the database itself keeps two public posts from one address', async () => {
  const post = await site.hasPost({ slug: 'one-only' });
  const below = await site.hasPost({ type: 'page', slug: 'below' });

  await expect(site.hasPost({ slug: 'one-only' })).rejects.toMatchObject({ code: '23505' });
  await expect(site.hasPost({ type: 'page', slug: 'below' })).rejects.toMatchObject({ code: '23505' });
  await expect(site.hasPost({ type: 'page', slug: 'below', parent_id: below.id })).resolves.toBeDefined();
  await expect(site.hasPost({ slug: '', status: 'draft' })).resolves.toBeDefined();
  await expect(site.hasPost({ slug: '', status: 'draft' })).resolves.toBeDefined();
  expect(post.slug).toBe('one-only');
});

test('pages whose parent is deleted move up, each to an address of its own, and old links lead there', async () => {
  const parent = await site.hasPost({ type: 'page', slug: 'harbour' });
  const rival = await site.hasPost({ type: 'page', slug: 'prices' });
  const child = await site.hasPost({ type: 'page', slug: 'prices', parent_id: parent.id });
  for (const deed of ['trash', 'delete']) await send({}, `/admin/pages/${parent.id}/${deed}`).expect(303);

  const [kept, moved] = await Promise.all(
    [rival, child].map(({ id }) => site.request.get(`/?page_id=${id}`)),
  );

  expect(await db<Post>('posts').where({ id: parent.id }).first()).toBeUndefined();
  expect([kept!.headers.location, moved!.headers.location]).toEqual(['/prices/', '/prices-2/']);
});

test(
  'Ctrl+S saves in place: the address, the text, going back a step; then the next save is of the same post',
  { timeout: 60_000 },
  async () => {
    const { context, page } = await openNewPost();
    await page.getByLabel('Title', { exact: true }).fill('Kept in place');
    await fillText(page, 'One.');
    const text = page.getByRole('textbox', { name: 'Text', exact: true });
    await text.press('Control+End');
    await page.keyboard.type(' Two.');
    await page.keyboard.press('Control+s');
    await page.getByText(/Draft saved at/).waitFor();
    const [post] = await posts('Kept in place');
    const address = new URL(page.url()).pathname;
    await page.keyboard.type(' Three.');
    await page.keyboard.press('Control+z');
    const back = await textOf(page);
    await page.getByRole('button', { name: 'Save draft' }).click();
    await expect.poll(async () => (await posts('Kept in place'))[0]!.content).toBe(back);

    expect(post!.content).toBe('One. Two.');
    expect(address).toBe(`/admin/posts/${post!.id}`);
    expect(back).not.toContain('Three');
    expect(await posts('Kept in place')).toHaveLength(1);

    // What cannot be saved as it is leads to the page that says why, with all that was typed.
    await page.getByLabel('Visibility').selectOption('protected');
    await page.keyboard.press('Control+s');
    await page.getByText('Type the password that opens this post').first().waitFor();
    expect(await textOf(page)).toBe(back);
    await context.close();
  },
);

test('a title is one line', async () => {
  await send({ title: 'Two\r\nlines', content: 'x', act: 'save' });

  expect(await posts('Two lines')).toHaveLength(1);
});
