// tests/setup/seed.test.ts: `quillback seed` makes a blog of everything, the same each time, and only where nothing is.
import { expect, test, vi } from 'vitest';
import type { Comment } from '../../src/comments/comment.ts';
import type { Post } from '../../src/posts/post.ts';
import { seedCommand } from '../../src/setup/seed.ts';
import { startBlog, type TestBlog } from '../blog.ts';

async function seed(site: TestBlog, ...args: string[]) {
  const said = vi.spyOn(process.stdout, 'write').mockImplementation(() => true);
  const code = await seedCommand.run(site.blog, args);
  const out = said.mock.calls.map(([line]) => String(line)).join('');
  said.mockRestore();
  return { code, out };
}

const posts = (site: TestBlog) => site.blog.db<Post>('posts').orderBy('id');
const comments = (site: TestBlog) => site.blog.db<Comment>('comments').orderBy('id');
/** All that is read: what differs between two blogs is ids, and the addresses of files. */
const words = async (site: TestBlog) => [
  (await posts(site)).map(({ title, status, content }) => [
    title,
    status,
    content.replaceAll(/\/uploads\S+/g, ''),
  ]),
  (await comments(site)).map(({ content, status, author_name, type }) => [
    content,
    status,
    author_name,
    type,
  ]),
];
const site = await startBlog();

test('a seeded blog holds everything, and can be read at once', async () => {
  const { code, out } = await seed(site);
  await site.work();

  expect(code).toBe(0);
  expect(out).toContain('Added 51 posts, 9 pages and 400 comments.');
  const users = await site.blog.db('users').orderBy('id').pluck('role');
  expect(users).toEqual(['administrator', 'editor', 'author', 'contributor', 'subscriber']);
  const made = await posts(site);
  const statuses = new Set(made.map(({ status }) => status));
  expect([...statuses].toSorted()).toEqual(['draft', 'future', 'pending', 'private', 'publish', 'trash']);
  expect(new Set(made.map(({ format }) => format)).size).toBe(10);
  expect(made.filter(({ password }) => password)).toHaveLength(2);
  expect(made.filter(({ is_sticky }) => is_sticky)).toHaveLength(1);
  expect(made.filter(({ type, parent_id }) => type === 'page' && parent_id)).toHaveLength(6);
  const talk = await comments(site);
  expect(talk).toHaveLength(400);
  const kinds = new Set(talk.map(({ status }) => status));
  expect([...kinds].toSorted()).toEqual(['approve', 'hold', 'spam', 'trash']);
  expect(new Set(talk.map(({ type }) => type)).size).toBe(4);
  expect(new Set(talk.map(({ shown_as }) => shown_as)).size).toBe(3);
  expect(talk.filter(({ parent_id }) => parent_id).length).toBeGreaterThan(100);
  expect((await site.blog.db('attachments').count())[0]!.count).toBeGreaterThan(20);

  const sticky = made.find(({ is_sticky }) => is_sticky)!;
  const home = await site.request.get('/');
  const page = await site.request.get(`/?p=${sticky.id}`).redirects(1);
  expect(home.text).toContain('<title>The Harbour Notebook');
  expect(home.text).toContain('About the harbour');
  expect(home.text).toContain('Open when the flag is up.');
  expect(page.status).toBe(200);
  expect(site.logged.filter(({ level }) => Number(level) >= 40)).toEqual([]);
}, 120_000);

test('a blog with posts is left alone, unless it is said again; what is added is the same everywhere', async () => {
  const other = await startBlog();
  const mine = await other.hasPost({ title: 'Mine' });

  const refused = await seed(other);
  const untouched = [await posts(other), await comments(other), await other.blog.db('users')];
  const again = await seed(other, '--again');
  await posts(other).where({ id: mine.id }).delete();
  const added = await words(other);
  const twice = await seed(other, '--again');

  expect(refused).toEqual({ code: 1, out: expect.stringContaining('This blog has posts already') });
  expect(untouched.map((all) => all.length)).toEqual([1, 0, 0]);
  expect([again.code, twice.code]).toEqual([0, 0]);
  expect(added).toEqual(await words(site));
  expect(await posts(other)).toHaveLength(120);
  expect(await other.blog.db('users')).toHaveLength(5);
}, 120_000);
