// tests/writing/panel.test.ts: what stands beside the text: author, what searches show, custom fields, a category in place.
import { expect, test } from 'vitest';
import type { Post } from '../../src/posts/post.ts';
import type { Term } from '../../src/terms/term.ts';
import { unfold } from './write-screen.ts';
import { sessionCookie, startBlog } from '../blog.ts';
import { startBrowser } from '../browser.ts';

const site = await startBlog();
const { db } = site.blog;
const edda = await site.hasUser({ role: 'editor', login: 'edda', display_name: 'Edda' });
const ole = await site.hasUser({ role: 'author', display_name: 'Ole' });
const reader = await site.hasUser({ role: 'subscriber', display_name: 'Rita' });
const desk = await site.signIn(edda);
const writer = await site.signIn(ole);

const save = (fields: object, id?: number, visitor = desk, type = 'post') =>
  visitor
    .post(`/admin/${type}s/${id ? `${id}/` : ''}save`)
    .type('form')
    .send({ title: 'Low tide', content: 'Mud, and a heron.', act: 'publish', ...fields });

async function saved(fields: object, id?: number, visitor = desk): Promise<Post> {
  const answer = await save(fields, id, visitor);
  expect(answer.status, answer.text).toBe(303);
  return (await db<Post>('posts')
    .where({ id: Number(answer.headers.location!.split('/').at(-1)) })
    .first())!;
}

const headOf = async (path: string) => /<head>[^]*<\/head>/.exec((await site.request.get(path)).text)![0];

test('editors choose whose a post is; its author may go on with it, and the byline says so', async () => {
  const post = await saved({ title: 'Given away', author_id: ole.id });
  const form = await desk.get(`/admin/posts/${post.id}`);
  const again = await saved({ title: 'Given away, twice', slug: 'given-away' }, post.id, writer);
  const page = await site.request.get('/2026/08/01/given-away/');

  expect([post.author_id, again.author_id]).toEqual([ole.id, ole.id]);
  expect(form.text).toMatch(new RegExp(`<option value="${ole.id}" selected>Ole</option>`));
  expect(form.text).toContain('>Edda</option>');
  expect(form.text).not.toContain('>Rita</option>');
  expect(page.text).toMatch(/Ole<\/a>/);
});

test('nobody else gives posts away, and nobody gets what they may not write', async () => {
  const own = await saved({ title: 'Mine' }, undefined, writer);
  const [form, forged, toReader, page] = [
    await writer.get(`/admin/posts/${own.id}`),
    await save({ title: 'Mine', author_id: edda.id }, own.id, writer),
    await save({ title: 'For Rita', author_id: reader.id }),
    await save({ title: 'A page', author_id: ole.id }, undefined, desk, 'page'),
  ];

  expect(form.text).not.toContain('name="author_id"');
  expect([forged.status, toReader.status, page.status]).toEqual([403, 422, 422]);
  expect(toReader.text).toMatch(/id="author_id-problem">Please choose an author who may write posts/);
  expect((await db<Post>('posts').where({ id: own.id }).first())!.author_id).toBe(ole.id);
  expect(await db('posts').where({ title: 'For Rita' })).toEqual([]);
});

test('headline and description for searches stand in the head, and the usual ones where none is given', async () => {
  const words = { seo_title: 'Herons & “tides”', seo_description: 'When to come, and <where>.' };
  await saved({ title: 'Herons', ...words });
  await saved({ title: 'Plain' });
  const locked = { title: 'Locked', visibility: 'protected', password: 'x', seo_description: 'Hidden words' };
  await saved(locked);

  const [given, plain, closed] = [
    await headOf('/2026/08/01/herons/'),
    await headOf('/2026/08/01/plain/'),
    await headOf('/2026/08/01/locked/'),
  ];
  const page = await site.request.get('/2026/08/01/herons/');

  expect(given).toContain('<title>Herons &amp; “tides”</title>');
  expect(given).toContain('<meta name="description" content="When to come, and &lt;where&gt;.">');
  expect(given).toContain('<meta property="og:title" content="Herons &amp; “tides”">');
  expect(given).toContain('<meta property="og:description" content="When to come, and &lt;where&gt;.">');
  expect(page.text).toContain('<h1 class="p-name">Herons</h1>');
  expect(plain).toContain('<title>Plain – Quillback</title>');
  expect(plain).toContain('<meta name="description" content="Mud, and a heron.">');
  expect(closed).toContain('<title>Locked – Quillback</title>');
  expect(closed).not.toContain('Hidden words');
});

test('the write screen shows how a search may show it, and the whole address', async () => {
  const draft = await saved({ act: 'save', title: 'Low water', seo_description: 'Come at six.' });

  const { text } = await desk.get(`/admin/posts/${draft.id}`);

  expect(text).toContain('<p class="snippet-title">Low water – Quillback</p>');
  expect(text).toContain('<p class="snippet-description">Come at six.</p>');
  expect(text).toContain(
    'once it is out: <span class="address">http://blog.example/2026/08/01/low-water/</span>',
  );
});

test('a custom field may be called as what every object has', async () => {
  const post = await saved({ meta_was: '', meta_name: 'constructor', meta_value: 'Eiffel' });
  const other = await saved({ meta_was: 'toString', meta_name: 'toString', meta_value: 'words' });
  const again = await saved(
    { meta_was: 'constructor', meta_name: 'constructor', meta_value: 'Koechlin' },
    post.id,
  );

  expect(post.meta).toEqual({ constructor: ['Eiffel'] });
  expect(again.meta).toEqual({ constructor: ['Koechlin'] });
  expect(other.meta).toEqual({ toString: ['words'] });
});

test('custom fields are kept by name, several a name; programs’ own stay hidden and as they are', async () => {
  const post = await site.hasPost({
    meta: { _secret: ['kept'], mood: ['calm', 'grey'], old: ['away'] },
    author_id: edda.id,
  });
  const form = await desk.get(`/admin/posts/${post.id}`);

  const changed = await saved(
    {
      meta_was: ['mood', 'mood', 'old', ''],
      meta_name: ['mood', 'Weather', '', 'sea'],
      meta_value: ['merry', 'rain\r\nand fog', 'away', ''],
    },
    post.id,
  );
  const untouched = await saved({}, post.id);

  expect(form.text).toMatch(/name="meta_name" value="mood"[^]*name="meta_name" value="mood"[^]*value="old"/);
  expect(form.text).not.toContain('_secret');
  const kept = { _secret: ['kept'], mood: ['merry'], Weather: ['rain\nand fog'], sea: [''] };
  expect([changed.meta, untouched.meta]).toEqual([kept, kept]);
});

test('a field for programs, or one without a name, comes back as it was typed', async () => {
  const lines = { meta_was: '', meta_name: '_price', meta_value: '12' };

  const [own, nameless, torn] = [
    await save(lines),
    await save({ ...lines, meta_name: ' ' }),
    await save({ meta_name: ['a', 'b'], meta_value: 'x' }),
  ];
  const forged = await site.hasPost({ meta: { _secret: ['kept'] }, author_id: edda.id });
  await saved({ meta_was: '_secret', meta_name: '', meta_value: '' }, forged.id);

  expect([own, nameless, torn].map(({ status }) => status)).toEqual([422, 422, 422]);
  expect(own.text).toContain('names that begin with _ belong to programs');
  expect(own.text).toMatch(/name="meta_name" value="_price"/);
  expect(nameless.text).toContain('A field has a value and no name');
  expect((await db<Post>('posts').where({ id: forged.id }).first())!.meta).toEqual({ _secret: ['kept'] });
});

test('a new category is made under the chosen one, by those who may', async () => {
  const [sea] = await db<Term>('terms')
    .insert({ taxonomy: 'category', name: 'Sea', slug: 'sea' })
    .returning('*');
  const words = { new_category: 'Birds', new_category_parent: sea!.id };

  const post = await saved({ title: 'Filed', ...words });
  const form = await desk.get(`/admin/posts/${post.id}`);
  await saved({ title: 'Not filed', new_category: 'Boats' }, undefined, writer);

  expect(await db<Term>('terms').where({ name: 'Birds' }).first()).toMatchObject({ parent_id: sea!.id });
  expect(form.text).toMatch(/class="check depth-1"><input[^>]* checked><label[^>]*>Birds</);
  expect(await db('terms').where({ name: 'Boats' })).toEqual([]);
});

test(
  'with scripts: tags are completed by keyboard, a category is added at once, a field more, and the look of it',
  { timeout: 60_000 },
  async () => {
    const tags = ['Heron', 'Herring gull', 'Mud'].map((name, count) => ({
      taxonomy: 'post_tag',
      name,
      slug: name.toLowerCase().replace(' ', '-'),
      post_count: count,
    }));
    await db('terms').insert(tags);
    const browser = await startBrowser();
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    const [name, value] = (await sessionCookie(site.blog, edda)).split('=') as [string, string];
    await context.addCookies([{ name, value, url: site.address }]);
    const page = await context.newPage();
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    await page.goto(`${site.address}/admin/posts/new`);

    await page.getByLabel('Title', { exact: true }).fill('At the quay');
    await page.locator('#fold-tags summary').click();
    const field = page.getByRole('combobox', { name: 'Tags' });
    await field.fill('Mud, her');
    await page.getByRole('option', { name: 'Herring gull' }).waitFor();
    const offered = await page.locator('.completions li').allInnerTexts();
    await field.press('ArrowDown');
    await field.press('Enter');
    const typed = await field.inputValue();

    await page.getByLabel('Add new category').fill('Quays');
    await page.getByLabel('Parent category').selectOption({ label: 'Sea' });
    await page.getByRole('button', { name: 'Add category' }).click();
    await page.getByText('Quays is added and selected.').waitFor();
    const isTicked = await page.getByLabel('Quays', { exact: true }).isChecked();

    await page.getByText('Search engines and shared links').click();
    const shown = await page.locator('.snippet-title').innerText();
    await page.getByLabel('SEO title').fill('Quays of the north');
    const changed = await page.locator('.snippet-title').innerText();

    await page.getByText('Custom fields').click();
    await page.getByLabel('Name of field 1').fill('one');
    await page.getByRole('button', { name: 'Another field' }).click();
    await page.getByLabel('Name of field 2').fill('two');
    await page.getByLabel('Value of field 2').fill('2');
    await page.getByRole('button', { name: 'Save draft' }).click();
    await page.getByText('Draft saved').waitFor();

    expect(offered).toEqual(['Herring gull', 'Heron']);
    expect(typed).toBe('Mud, Herring gull, ');
    expect(isTicked).toBe(true);
    expect([shown, changed]).toEqual(['At the quay – Quillback', 'Quays of the north']);
    const post = (await db<Post>('posts').where({ title: 'At the quay' }).first())!;
    expect(post.meta).toEqual({ one: [''], two: ['2'] });
    const filed = await db('post_terms')
      .join('terms', 'terms.id', 'term_id')
      .where({ post_id: post.id })
      .orderBy('name')
      .pluck('name');
    expect(filed).toEqual(['Herring gull', 'Mud', 'Quays']);
    expect(errors).toEqual([]);
    await context.close();
  },
);

test(
  'custom fields come back from the browser’s copy, each into its own line',
  { timeout: 60_000 },
  async () => {
    const post = await site.hasPost({
      status: 'draft',
      meta: { sea: ['calm'], sky: ['grey'] },
      author_id: edda.id,
    });
    const browser = await startBrowser();
    const context = await browser.newContext();
    const [name, value] = (await sessionCookie(site.blog, edda)).split('=') as [string, string];
    await context.addCookies([{ name, value, url: site.address }]);
    const page = await context.newPage();
    await page.goto(`${site.address}/admin/posts/${post.id}`);
    await unfold(page);
    await page.getByLabel('Value of field 2').fill('blue');
    await page.getByLabel('Name of field 3').fill('wind');
    await page.getByRole('button', { name: 'Another field' }).click();
    await page.getByLabel('Name of field 4').fill('moon');
    page.on('dialog', (dialog) => void dialog.accept());

    await page.goto(`${site.address}/admin/posts/${post.id}`);
    await page.getByRole('button', { name: 'Restore' }).click();
    await page.getByRole('button', { name: 'Save draft' }).click();
    await page.getByText('Draft saved').waitFor();

    const { meta } = (await db<Post>('posts').where({ id: post.id }).first())!;
    expect(meta).toEqual({ sea: ['calm'], sky: ['blue'], wind: [''], moon: [''] });
    await context.close();
  },
);

test('tags are offered to writers only', async () => {
  const [known, nothing, stranger] = [
    await writer.get('/admin/posts/tags?q=her'),
    await writer.get('/admin/posts/tags?q=%25'),
    await site.request.get('/admin/posts/tags?q=her'),
  ];

  expect(known.body).toEqual(['Heron', 'Herring gull']);
  expect(nothing.body).toEqual([]);
  expect(stranger.status).toBe(302);
});
