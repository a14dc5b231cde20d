// tests/dashboard/palette.test.ts: "Go to…" finds screens, posts and settings, and only what its user may open.
import { beforeAll, expect, test } from 'vitest';
import type { Role, User } from '../../src/accounts/user.ts';
import { features } from '../../src/features.ts';
import { startBlog } from '../blog.ts';

const site = await startBlog();
const people = {} as Record<Role, User>;

interface Place {
  kind: string;
  title: string;
  where: string;
  href: string;
}

beforeAll(async () => {
  for (const role of ['administrator', 'editor', 'author', 'contributor', 'subscriber'] as const)
    people[role] = await site.hasUser({ role });
  const by = (role: Role) => ({ author_id: people[role].id });
  await site.hasPost({ title: 'Fog over the harbour', ...by('author') });
  await site.hasPost({ title: 'The harbour at night', status: 'draft', ...by('author') });
  await site.hasPost({ title: 'Harbour of the editor', ...by('editor') });
  await site.hasPost({ title: 'Harbour in private', status: 'private', ...by('editor') });
  await site.hasPost({ title: 'Harbour in the bin', status: 'trash', ...by('author') });
  await site.hasPost({ title: 'Harbour page', type: 'page', ...by('editor') });
  await site.hasPost({ title: 'Harbour, handed in', status: 'pending', ...by('contributor') });
  await site.hasPost({ title: 'Harbour, came out', ...by('contributor') });
  await site.hasPost({ title: '100% <b>bold</b>', ...by('author') });
});

async function find(role: Role, words: string): Promise<Place[]> {
  const agent = await site.signIn(people[role]);
  const answer = await agent.get('/admin/palette').query({ q: words });
  expect(answer.headers['cache-control']).toBe('no-store');
  return (answer.body as { places: Place[] }).places;
}

const titles = (places: Place[], ...kinds: string[]) =>
  places.filter(({ kind }) => kinds.includes(kind)).map(({ title }) => title);

test('without words it lists the screens of the menu, each once, and they open', async () => {
  const agent = await site.signIn(people.administrator);

  const places = await find('administrator', '');
  const hrefs = places.map(({ href }) => href);
  const statuses = await Promise.all(hrefs.map(async (href) => (await agent.get(href)).status));

  expect(new Set(places.map(({ kind }) => kind))).toEqual(new Set(['Screen']));
  expect(places).toContainEqual({
    kind: 'Screen',
    title: 'Discussion',
    where: 'Settings',
    href: '/admin/settings/discussion',
  });
  expect(new Set(hrefs).size).toBe(hrefs.length);
  expect(new Set(statuses)).toEqual(new Set([200]));
});

test('everybody finds the posts they may change, and no others', async () => {
  const editor = await find('editor', 'harbour');
  const author = await find('author', 'HARBOUR');
  const contributor = await find('contributor', 'harbour');
  const subscriber = await find('subscriber', 'harbour');

  expect(titles(editor, 'Post', 'Page').toSorted()).toEqual([
    'Fog over the harbour',
    'Harbour in private',
    'Harbour of the editor',
    'Harbour page',
    'Harbour, came out',
    'Harbour, handed in',
    'The harbour at night',
  ]);
  expect(titles(editor, 'Post')[0]).toMatch(/^Harbour/);
  expect(titles(author, 'Post', 'Page').toSorted()).toEqual(['Fog over the harbour', 'The harbour at night']);
  expect(titles(contributor, 'Post', 'Page')).toEqual(['Harbour, handed in']);
  expect(subscriber).toEqual([]);
});

test('words stand for themselves, all of them, and in any order', async () => {
  const percent = await find('author', '%');
  const turned = await find('author', ' night  the ');
  const odd = await find('author', "'; DROP TABLE posts; --\0");
  const list = await (await site.signIn(people.author)).get('/admin/palette?q[]=x&q[]=y');

  expect(titles(percent, 'Post')).toEqual(['100% <b>bold</b>']);
  expect(titles(turned, 'Post')).toEqual(['The harbour at night']);
  expect(odd).toEqual([]);
  expect(list.status).toBe(200);
});

test('settings are found by what they are called and by their names, only by those who may change them', async () => {
  const label = await find('administrator', 'tagline');
  const name = await find('administrator', 'posts_per_rss');
  const editor = await find('editor', 'tagline');

  expect(label).toEqual([
    {
      kind: 'Setting',
      title: 'Tagline',
      where: 'Settings → General',
      href: '/admin/settings/general#blogdescription',
    },
  ]);
  expect(titles(name, 'Setting')).toEqual(['Posts in a feed']);
  expect(editor).toEqual([]);
});

test('each setting that is found stands where it is said to stand', async () => {
  const agent = await site.signIn(people.administrator);
  const screens = features.flatMap(({ admin }) => admin?.menu ?? []).filter(({ holds }) => holds);
  const missing: string[] = [];

  for (const { path, holds = [] } of screens) {
    const page = (await agent.get(path)).text;
    missing.push(...holds.filter(({ anchor }) => !page.includes(`id="${anchor}"`)).map(({ name }) => name));
  }

  expect(screens.length).toBeGreaterThan(3);
  expect(missing).toEqual([]);
});

test('without a script it is a page', async () => {
  const agent = await site.signIn(people.author);

  const first = await agent.get('/admin/go');
  const found = await agent.get('/admin/go').query({ q: '<b>' });
  const none = await agent.get('/admin/go?q=zzzz');

  expect(first.text).toContain('<a href="/admin/posts/new">New post</a>');
  expect(first.text).toMatch(/<a class="go" href="\/admin\/go" data-palette>.*Go to…<\/span><\/a>/);
  expect(found.text).toContain('100% &lt;b&gt;bold&lt;/b&gt;</a>');
  expect(none.text).toContain('No screen, post or setting is called so.');
});

test('nobody who is not signed in finds anything', async () => {
  const script = await site.request.get('/admin/palette?q=harbour').set('Accept', 'application/json');
  const page = await site.request.get('/admin/go?q=harbour').set('Accept', 'text/html');

  expect([script.status, script.body]).toEqual([401, { error: 'You are signed out. Please sign in again.' }]);
  expect([page.status, page.headers.location]).toEqual([
    302,
    '/login?redirect_to=%2Fadmin%2Fgo%3Fq%3Dharbour',
  ]);
});
