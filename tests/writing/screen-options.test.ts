// tests/writing/screen-options.test.ts: everybody chooses the columns and lines of the lists for themselves.
import { expect, test } from 'vitest';
import { sessionCookie, startBlog } from '../blog.ts';
import { startBrowser } from '../browser.ts';

const site = await startBlog();
const { db } = site.blog;
const edda = await site.hasUser({ role: 'editor', login: 'edda', meta: { kept: ['as it is'] } });
const [desk, other] = [await site.signIn(edda), await site.signIn(await site.hasUser({ role: 'editor' }))];
for (let number = 10; number < 15; number += 1) {
  await site.hasPost({ title: `Log ${number}` });
  await site.hasPost({ type: 'page', title: `Page ${number}` });
  await db('terms').insert({ taxonomy: 'post_tag', name: `tag${number}`, slug: `tag${number}` });
}

const choose = (list: string, fields: object, visitor = desk) =>
  visitor.post(`/admin/${list}/screen-options/save`).type('form').send(fields);

const look = async (path: string, visitor = desk) => {
  const { text } = await visitor.get(`/admin/${path}`);
  const [head = ''] = /<thead>[^]*<\/thead>/.exec(text) ?? [];
  return {
    heads: [...head.matchAll(/<th [^>]*>(?:<a [^>]*>)?([^<]+)/g)].map(([, title]) => title),
    lines: text.split(/<tr[ >]/).length - 2,
    cells: new Set([...text.matchAll(/<td data-title="([^"]+)"/g)].map(([, title]) => title)),
  };
};

test.each([
  [
    'posts',
    ['Title', 'Tags', 'Date'],
    ['tags', 'date'],
    ['Title', 'Author', 'Categories', 'Tags', 'Comments', 'Date'],
  ],
  ['pages', ['Title', 'Order'], ['order'], ['Title', 'Author', 'Order', 'Comments', 'Date']],
  ['tags', ['Name', 'Posts'], ['posts'], ['Name', 'Description', 'Slug', 'Posts']],
])('%s show the chosen columns and lines, to whoever chose', async (list, heads, columns, all) => {
  const before = await look(list);
  const back = `/admin/${list}?order=asc`;

  const answer = await choose(list, { columns, per_page: 3, back });
  const [after, second, theirs] = [await look(list), await look(`${list}?page=2`), await look(list, other)];

  expect(answer.headers.location).toBe(back);
  expect([before.heads, before.lines]).toEqual([all, 5]);
  expect([after.heads, after.lines, second.lines]).toEqual([heads, 3, 2]);
  expect([...after.cells]).toEqual(heads.slice(1));
  expect(theirs).toEqual(before);
});

test('the choice for one list leaves the others, and all else that is kept of a user', async () => {
  await choose('posts', { columns: 'author', per_page: 4 });

  const { meta } = await db('users').where({ id: edda.id }).first();

  expect(meta.kept).toEqual(['as it is']);
  expect((await look('posts')).lines).toBe(4);
  expect((await look('pages')).lines).toBe(3);
});

test.each(['0', '-1', '201', 'many', '', '1.5'])('%j lines are no choice', async (per_page) => {
  const answer = await choose('posts', { per_page }, other);

  expect(answer.status).toBe(400);
  expect((await look('posts', other)).lines).toBe(5);
});

test('the list of media drops columns; the grid has a number of its own', async () => {
  for (let number = 1; number < 6; number += 1) {
    await db('media').insert({
      name: `log-${number}.txt`,
      title: `Log ${number}`,
      mime_type: 'text/plain',
      file: `2026/08/log-${number}.txt`,
      status: 'ready',
      uploaded_by: edda.id,
    });
  }
  const tiles = async () => (await desk.get('/admin/media')).text.split('class="tile"').length - 1;
  const back = '/admin/media?mode=list&page=2';

  const before = await look('media?mode=list');
  const answer = await choose('media/list', { columns: ['alt', 'date'], per_page: 2, back });
  const after = await look('media?mode=list');
  const whole = await tiles();
  await choose('media/grid', { per_page: 3 });

  expect(answer.headers.location).toBe(back);
  expect(before.heads).toEqual(['File', 'Alternative text', 'Where it is used', 'Size', 'Date']);
  expect([after.heads, after.lines]).toEqual([['File', 'Alternative text', 'Date'], 2]);
  expect([...after.cells]).toEqual(['Alternative text', 'Date']);
  expect([before.lines, whole, await tiles()]).toEqual([5, 5, 3]);
  expect(await look('media?mode=list')).toEqual(after);
});

test('the list of comments', async () => {
  const post = await site.hasPost({ title: 'Said here' });
  for (const name of ['Bea', 'Carl', 'Dora'])
    await site.hasComment({ post_id: post.id, author_name: name, author_email: `${name}@shore.example` });
  const page = async () => {
    const list = listIn((await desk.get('/admin/comments')).text);
    return [
      list.split('<li class="moderation-row').length - 1,
      list.includes('Bea'),
      list.includes('@shore'),
    ];
  };
  // Beside it stands one comment with all that is known of it.
  const listIn = (text: string) =>
    text.slice(
      text.indexOf('<ul class="moderation"'),
      text.indexOf('</ul>', text.indexOf('<ul class="moderation"')),
    );

  const before = await page();
  const answer = await choose('comments', {
    columns: ['response'],
    per_page: 3,
    back: '/admin/comments?s=a',
  });
  const { text } = await desk.get('/admin/comments');
  const after = await page();
  await choose('comments', { columns: ['author'], per_page: 2 });
  const other = await desk.get('/admin/comments');

  expect(answer.headers.location).toBe('/admin/comments?s=a');
  expect([before, after]).toEqual([
    [3, true, true],
    [3, true, false],
  ]);
  expect(listIn(text)).toContain('>Said here</a>');
  expect(listIn(other.text)).not.toContain('>Said here</a>');
  expect(other.text).toContain('rel="next">Older</a>');
});

test('the list of users', async () => {
  const chief = await site.signIn(await site.hasUser({ role: 'administrator', login: 'chief' }));
  const before = await look('users', chief);
  await choose('users', { columns: ['role'], per_page: 2 }, chief);
  const after = await look('users', chief);
  const beyond = await look('users?page=50', chief);
  const refused = await choose('users', { columns: ['role'], per_page: 2 }, desk);

  expect([before.heads, before.lines]).toEqual([['Name', 'User name', 'Email', 'Role'], 3]);
  expect([after.heads, after.lines]).toEqual([['Name', 'Role'], 2]);
  expect([...after.cells]).toEqual(['Role']);
  expect(beyond.lines).toBe(1);
  expect(refused.status).toBe(403);
});

test('quick edit fills the whole line, however many columns there are', async () => {
  const { id } = (await db('posts').where({ title: 'Log 14' }).first()) as { id: number };
  await choose('posts', { columns: 'date', per_page: 20 });

  const { text } = await desk.get(`/admin/posts?edit=${id}`);

  expect(text).toContain('<td colspan="3">');
});

test('without script, by the keyboard', { timeout: 60_000 }, async () => {
  const browser = await startBrowser();
  const context = await browser.newContext({
    javaScriptEnabled: false,
    viewport: { width: 360, height: 780 },
  });
  const [name, value] = (await sessionCookie(site.blog, edda)).split('=') as [string, string];
  await context.addCookies([{ name, value, url: site.address }]);
  const page = await context.newPage();
  await page.goto(`${site.address}/admin/posts`);

  await page.locator('summary', { hasText: 'Screen options' }).press('Enter');
  await page.getByLabel('Number of items per page').fill('2');
  await page.getByLabel('Number of items per page').press('Enter');
  await page.getByText('page 1 of 3').waitFor();

  expect(await page.locator('tbody tr').count()).toBe(2);
  await context.close();
});
