// tests/links/links.test.ts: links of posts are looked at now and then, and those that no longer answer are listed.
import { beforeEach, expect, test } from 'vitest';
import { checkLinks } from '../../src/links/check.ts';
import { linksIn } from '../../src/links/links-in.ts';
import { announce } from '../../src/announcements.ts';
import type { Post } from '../../src/posts/post.ts';
import { startBlog } from '../blog.ts';

const site = await startBlog();
const { db } = site.blog;
const owner = await site.signIn(await site.hasUser({ role: 'administrator' }));
const author = await site.signIn(await site.hasUser({ role: 'author' }));

beforeEach(async () => {
  await db('links').delete();
  await db('posts').delete();
  site.setTime('2026-08-01T09:00:00Z');
  site.fetched.length = 0;
  await switchTo(true);
});

/** Saves Settings → Writing as a browser does: every field as it stands, with this one ticked or not. */
const switchTo = async (isOn: boolean) => {
  const answer = await owner
    .post('/admin/settings/writing')
    .type('form')
    .send({ ...(await fieldsShown()), ...(isOn ? { check_links: '1' } : { check_links: undefined }) });
  expect(answer.status).toBe(303);
  await site.work();
};
const fieldsShown = async (): Promise<Record<string, string>> => {
  const { text } = await owner.get('/admin/settings/writing');
  const chosen = [...text.matchAll(/<select[^>]* name="([^"]+)"[^]*?<\/select>/g)].map(([all, name]) => [
    name!,
    /value="([^"]*)" selected/.exec(all)?.[1] ?? '',
  ]);
  return Object.fromEntries(chosen);
};
const links = (...urls: string[]) => urls.map((url) => `<p><a href="${url}">there</a></p>`).join('');
const has = async (html: string, post: Partial<Post> = {}) => {
  const kept = await site.hasPost({ html, content: html, ...post });
  await announce(site.blog, 'post.saved', { post_id: kept.id });
  await site.work();
  // Other sites were told of the links, too.
  site.fetched.length = 0;
  return kept;
};
const onDay = async (day: number) => {
  site.setTime(`2026-08-${String(day).padStart(2, '0')}T10:00:00Z`);
  await checkLinks(site.blog);
};
const listed = async () => (await owner.get('/admin/broken-links')).text;

test('a page that is missing on two days is listed with its posts, and no sooner', async () => {
  site.web('https://one.example/gone', { status: 404 });
  site.web('https://two.example/here', 'A page.');
  const { id } = await has(links('https://one.example/gone#part', 'https://two.example/here'), {
    title: 'With links',
  });

  await onDay(1);
  expect(await listed()).toContain('No broken link was found');
  await onDay(2);

  const shown = await listed();
  expect(shown).toContain('https://one.example/gone</a>');
  expect(shown).toContain('The site answers 404 Not Found.');
  expect(shown).toContain(`<a href="/admin/posts/${id}">With links</a>`);
  expect(shown).not.toContain('two.example');
  // What works was asked for once, what was missing by HEAD and GET on both days.
  expect(site.fetched.filter((url) => url.includes('two'))).toHaveLength(1);
  expect(site.fetched.filter((url) => url.includes('one'))).toHaveLength(4);
});

test('a site that does not answer is broken after four days; who refuses programs is not', async () => {
  site.web('https://down.example/', { status: 503 });
  site.web('https://shy.example/', { status: 403 });
  site.web('https://busy.example/', { status: 429 });
  await has(
    links('https://down.example/', 'https://shy.example/', 'https://busy.example/', 'https://no.example/'),
  );

  for (const day of [1, 2, 3]) await onDay(day);
  expect(await listed()).toContain('No broken link was found');
  await onDay(4);

  const shown = await listed();
  expect(shown).toContain('https://down.example/</a>');
  expect(shown).toContain('No such page in this test: https://no.example/.');
  expect(shown).not.toMatch(/shy\.example|busy\.example/);
});

test('what works again leaves the list; what is dismissed stays away until it works and breaks anew', async () => {
  const url = 'https://one.example/gone';
  site.web(url, { status: 410 });
  await has(links(url));
  await onDay(1);
  await onDay(2);
  const { id } = (await db('links').first('id')) as { id: number };
  const act = (name: string) => owner.post(`/admin/broken-links/${id}`).type('form').send({ act: name });

  await act('dismiss');
  expect(await listed()).not.toContain(url);
  expect((await owner.get('/admin/broken-links?dismissed=1')).text).toContain(url);
  site.web(url, 'Here again.');
  await act('check');
  site.web(url, { status: 410 });
  await act('check');
  await act('check');

  expect(await listed()).toContain(url);
});

test('a site is asked once in a round, and one with many links keeps no other waiting', async () => {
  const many = Array.from({ length: 350 }, (_, index) => `https://many.example/${index}`);
  for (const url of [...many, 'https://late.example/']) site.web(url, 'A page.');
  await has(links(...many));
  await has(links('https://late.example/'));

  await checkLinks(site.blog);
  expect(site.fetched).toEqual([many.find((url) => site.fetched.includes(url))]);
  await checkLinks(site.blog);

  expect(site.fetched.filter((url) => url.includes('many'))).toHaveLength(2);
  expect(site.fetched).toContain('https://late.example/');
});

test('links of drafts, of protected posts and of the site itself are not looked at, and those nobody has any more are forgotten', async () => {
  site.web('https://one.example/', 'A page.');
  await has(links('https://draft.example/'), { status: 'draft' });
  await has(links('https://secret.example/'), { password: 'open' });
  const { id } = await has(
    links('https://one.example/', 'http://blog.example/missing/', 'mailto:a@b.example'),
  );
  expect(await db('links').orderBy('id').limit(10).pluck('url')).toEqual(['https://one.example/']);

  await db('posts').where({ id }).update({ html: '<p>No more.</p>' });
  await announce(site.blog, 'post.saved', { post_id: id });
  await site.work();
  await onDay(1);

  expect(site.fetched).toEqual([]);
  expect(await db('links').first('id')).toBeUndefined();
});

test('nothing is noted and nobody asked until the owner says so; then all posts are gone through', async () => {
  await switchTo(false);
  for (let count = 0; count < 60; count++)
    await site.hasPost({ html: links(`https://site${count}.example/`), slug: `with-link-${count}` });
  await has(links('https://one.example/'));
  await checkLinks(site.blog);
  expect([site.fetched, await db('links').first('id')]).toEqual([[], undefined]);
  expect(await listed()).toContain('Nobody looks at them now');

  await switchTo(true);

  expect(await db('links').limit(100)).toHaveLength(61);
});

test('authors do not see the list, nor act on it', async () => {
  expect((await author.get('/admin/broken-links')).status).toBe(403);
  expect((await author.post('/admin/broken-links/1').type('form').send({ act: 'check' })).status).toBe(403);
});

test('addresses are found in what the sanitizer writes, in a time that grows with the text', () => {
  const html =
    '<p><a title="a > b" href="https://a.example/?x=1&#x26;y=2#z">a</a> <img alt="" src="https://b.example/p.png">' +
    '<a href="/own">own</a><a href="https://a.example/?x=1&#x26;y=2">again</a> &#x3C;a href="https://no.example/"></p>';
  expect(linksIn(html, 'https://blog.example')).toEqual([
    'https://a.example/?x=1&y=2',
    'https://b.example/p.png',
  ]);
  // A pattern that looked back would need minutes for these.
  for (const piece of ['<a ', '<a a="', '<img src="https://x.example/" ', '<a href="'])
    expect(linksIn(piece.repeat(200_000), 'https://blog.example').length).toBeLessThan(2);
});
