// tests/terms/terms.test.ts: the screens of categories and tags, and where old addresses of theirs lead.
import { beforeEach, expect, test } from 'vitest';
import { saveSettings } from '../../src/base/settings/settings.ts';
import { permalinks } from '../../src/posts/settings.ts';
import { addTerms, countTerms } from '../../src/terms/queries.ts';
import type { Taxonomy, Term } from '../../src/terms/term.ts';
import { startBlog } from '../blog.ts';

const site = await startBlog();
const { db } = site.blog;
const desk = await site.signIn(await site.hasUser({ role: 'editor', login: 'edda' }));
let ids: Record<string, number>;

beforeEach(async () => {
  await db('posts').delete();
  await db('terms').whereNot({ id: 1 }).delete();
  await db('terms').update({ post_count: 0 });
  ids = { Uncategorized: 1 };
});

async function has(name: string, { parent = '', taxonomy = 'category' as Taxonomy, description = '' } = {}) {
  const row = { name, slug: name.toLowerCase(), taxonomy, parent_id: ids[parent] ?? null, description };
  const [made] = await db<Term>('terms').insert(row).returning('id');
  ids[name] = made!.id;
}

async function hasPostIn(...names: string[]) {
  const post = await site.hasPost();
  for (const taxonomy of ['category', 'post_tag'] as const)
    await addTerms(
      db,
      [post.id],
      taxonomy,
      names.map((name) => ids[name]!),
    );
  await countTerms(
    db,
    names.map((name) => ids[name]!),
  );
  return post;
}

const send = (path: string, fields: object) => desk.post(`/admin/${path}`).type('form').send(fields);

/** The lines of a list, indented, with their counts. */
async function lines(path: string): Promise<string[]> {
  const { text } = await desk.get(`/admin/${path}`);
  return [
    ...text.matchAll(/class="depth-(\d)">\s*<a class="title"[^>]*>([^<]*)[^]*?Posts of [^"]*: (\d+)"/g),
  ].map(([, depth, name, count]) => `${'. '.repeat(Number(depth))}${name} ${count}`);
}

const termsOf = async ({ id }: { id: number }) =>
  (await db('post_terms')
    .join('terms', 'terms.id', 'term_id')
    .where({ post_id: id })
    .orderBy('name')
    .pluck('name')) as string[];

test('categories stand as a tree with the number of their posts; a search finds them by any of their words', async () => {
  await has('Sea', { description: 'Salt water' });
  await has('Birds', { parent: 'Sea' });
  await has('Waders', { parent: 'Birds' });
  await has('Air');
  await hasPostIn('Birds');

  const tree = await lines('categories');
  const found = [
    await lines('categories?s=wad'),
    await lines('categories?s=salt'),
    await lines('categories?s=100%25'),
  ];
  const used = await lines('categories?orderby=post_count&order=desc');

  expect(tree).toEqual(['Air 0', 'Sea 0', '. Birds 1', '. . Waders 0', 'Uncategorized 0']);
  expect(found).toEqual([['Waders 0'], ['Sea 0'], []]);
  expect(used[0]).toBe('Birds 1');
});

test('a large list is cut into pages, a tree too', async () => {
  await has('Sea');
  for (let number = 10; number < 40; number += 1) {
    await has(`Log${number}`, { parent: 'Sea' });
    await has(`tag${number}`, { taxonomy: 'post_tag' });
  }

  const [first, second, beyond] = [
    await lines('categories'),
    await lines('categories?page=2'),
    await lines('categories?page=900'),
  ];
  const tags = [await lines('tags'), await lines('tags?page=2')];

  expect([first.length, second.length]).toEqual([20, 12]);
  expect(second[0]).toBe('. Log29 0');
  expect(beyond).toEqual(second);
  expect(tags.map(({ length }) => length)).toEqual([20, 10]);
});

test('name and address are changed in the list; the old address leads to the new one, with all that follows it', async () => {
  await has('Birds');
  await has('gulls', { taxonomy: 'post_tag' });
  await hasPostIn('Birds', 'gulls');
  const opened = await desk.get(`/admin/categories?s=bir&edit=${ids.Birds}`);

  const answer = await send(`categories/${ids.Birds}/quick-edit?s=bir`, {
    name: 'Waders',
    slug: 'waders',
    back: '/admin/categories?s=bir',
  });
  await send(`tags/${ids.gulls}/quick-edit`, { name: 'Terns', slug: '' });
  const places = [
    '/category/birds/',
    '/category/birds/feed/',
    '/tag/gulls/',
    '/?tag=gulls',
    '/tag/gulls/feed/atom/',
  ];
  const found = await Promise.all(places.map((place) => site.request.get(place)));

  expect(opened.text).toMatch(/id="quick-name" name="name" value="Birds"/);
  expect(answer.headers.location).toBe('/admin/categories?s=bir');
  expect(found.map(({ status, headers }) => `${status} ${headers.location}`)).toEqual([
    '301 /category/waders/',
    '301 /category/waders/feed/',
    '301 /tag/terns/',
    '301 /tag/terns/',
    '301 /tag/terns/feed/atom/',
  ]);
  expect((await site.request.get('/category/waders/')).text).toContain('Waders');
});

test('an address that is taken comes back in the open line, with what was typed', async () => {
  await has('Birds');
  await has('Boats');

  const answer = await send(`categories/${ids.Boats}/quick-edit`, { name: 'My boats', slug: 'birds' });

  expect(answer.status).toBe(409);
  expect(answer.text).toContain('There is one with the address “birds” already.');
  expect(answer.text).toMatch(/id="quick-name" name="name" value="My boats"/);
  expect(await db('terms').where({ id: ids.Boats }).first()).toMatchObject({ name: 'Boats', slug: 'boats' });
});

test('several are deleted at once: posts keep a category, what stood below moves up, the default stays', async () => {
  await has('Sea');
  await has('Birds', { parent: 'Sea' });
  await has('Waders', { parent: 'Birds' });
  await has('Air');
  const lonely = await hasPostIn('Birds');
  const both = await hasPostIn('Birds', 'Air');

  const answer = await send('categories/bulk', {
    deed: 'delete',
    ids: [ids.Birds, 1],
    back: '/admin/categories',
  });
  const after = await desk.get('/admin/categories');

  expect(answer.status).toBe(303);
  expect(after.text).toMatch(
    /Deleted\. Its posts stay\. Left as they were: 1\. Posts without a category get this one/,
  );
  expect(await lines('categories')).toEqual(['Air 1', 'Sea 0', '. Waders 0', 'Uncategorized 1']);
  expect([await termsOf(lonely), await termsOf(both)]).toEqual([['Uncategorized'], ['Air']]);
});

test('the default cannot be ticked or deleted, also while its setting names none that there is', async () => {
  await has('Air');
  const { text } = await desk.get('/admin/categories');
  await db('settings').insert({ name: 'default_category', value: '77' });

  await db('terms').where({ id: 1 }).update({ name: 'Rest' });
  const [one] = [
    await send('categories/bulk', { deed: 'delete', ids: [1, ids.Air], back: '/admin/categories' }),
  ];
  const told = await desk.get('/admin/categories');
  await db('settings').where({ name: 'default_category' }).delete();

  expect(text).toMatch(/Uncategorized<\/a>\s*<span class="badge">Default/);
  expect(text).not.toContain('aria-label="Select Uncategorized"');
  expect(text).toContain('aria-label="Select Air"');
  expect(one!.status).toBe(303);
  expect(told.text).toContain('One category has to stay.');
  expect(await lines('categories')).toHaveLength(2);
  await db('terms').where({ id: 1 }).update({ name: 'Uncategorized' });
});

test('categories become one: posts, what stands below and addresses go over, and no circle is made', async () => {
  await has('Sea');
  await has('Coast', { parent: 'Sea' });
  await has('Shore', { parent: 'Coast' });
  await has('Boats', { parent: 'Sea' });
  await hasPostIn('Sea', 'Boats');
  await hasPostIn('Shore');
  await send(`categories/${ids.Sea}/quick-edit`, { name: 'Sea', slug: 'ocean' });
  const form = await desk.get(`/admin/categories/merge?ids=${ids.Sea}.${ids.Shore}`);

  // The one that stays stands below one that goes.
  const answer = await send('categories/merge', {
    ids: [ids.Sea, ids.Shore],
    into: ids.Shore,
    back: '/admin/categories',
  });

  expect(form.text).toMatch(/type="checkbox" value="\d+" checked><label[^>]*>Sea /);
  expect(answer.headers.location).toBe('/admin/categories');
  expect(await lines('categories')).toEqual(['Coast 0', '. Shore 2', '. . Boats 1', 'Uncategorized 0']);
  for (const old of ['/category/sea/', '/category/ocean/', '/?cat=' + ids.Sea]) {
    const found = await site.request.get(old);
    expect(`${found.status} ${found.headers.location}`).toBe('301 /category/coast/shore/');
  }
});

test('tags become one by its name; a name that is none comes back, and the default is merged into nothing', async () => {
  await has('gull', { taxonomy: 'post_tag' });
  await has('Gulls', { taxonomy: 'post_tag' });
  await has('Air');
  const post = await hasPostIn('gull', 'Gulls');

  const none = await send('tags/merge', { ids: [ids.gull], into: 'Herons' });
  const self = await send('tags/merge', { ids: [ids.gull], into: 'gull' });
  const done = await send('tags/merge', { ids: [ids.gull], into: 'gulls' });
  const kept = await send('categories/merge', { ids: [1], into: ids.Air });
  const alien = await send('categories/merge', { ids: [ids.Air], into: ids.Gulls });

  expect([none, self, done, kept, alien].map(({ status }) => status)).toEqual([422, 422, 303, 409, 404]);
  expect(none.text).toContain('There is no tag “Herons”.');
  expect(none.text).toMatch(/id="into"[^>]*value="Herons"/);
  expect(await termsOf(post)).toEqual(['Gulls']);
  expect(await lines('tags')).toEqual(['Gulls 1']);
});

test('moves against each other at the same moment close no circle', async () => {
  await has('Sea');
  await has('Air');
  const under = (name: string, parent: string) =>
    send(`categories/${ids[name]}/save`, { name, slug: '', parent_id: ids[parent] });

  const answers = await Promise.all([under('Sea', 'Air'), under('Air', 'Sea')]);

  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([303, 409]);
  const rows = await db<Term>('terms').whereIn('id', [ids.Sea!, ids.Air!]);
  expect(rows.filter(({ parent_id }) => parent_id === null)).toHaveLength(1);
});

test('without permalinks the number of a merged category leads on', async () => {
  await has('Sea');
  await has('Ocean');
  await send('categories/merge', { ids: [ids.Sea], into: ids.Ocean });
  await saveSettings(db, permalinks, { permalink_structure: '' });

  const answer = await site.request.get(`/?cat=${ids.Sea}`);
  await db('settings').delete();

  expect(answer.headers.location).toBe(`/?cat=${ids.Ocean}`);
});

test('only those who may manage categories do', async () => {
  await has('Air');
  const writer = await site.signIn(await site.hasUser({ role: 'author' }));
  const paths = [`${ids.Air}/quick-edit`, 'bulk', 'merge', `${ids.Air}/delete`, 'add'];

  const answers = await Promise.all(
    paths.map((path) =>
      writer.post(`/admin/categories/${path}`).type('form').send({ name: 'x', ids: ids.Air }),
    ),
  );

  expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403]);
  expect(await db('terms').where({ name: 'Air' })).toHaveLength(1);
});
