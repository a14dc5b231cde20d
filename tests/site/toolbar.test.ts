// tests/site/toolbar.test.ts: those who work here find their tools above every page; readers never see them, nor a shared cache.
import { beforeAll, expect, test } from 'vitest';
import type { Role } from '../../src/accounts/user.ts';
import type { Post } from '../../src/posts/post.ts';
import { startBlog, type TestBlog } from '../blog.ts';

const site = await startBlog();
const author = await site.hasUser({ role: 'author', display_name: 'Ada <L>' });
const editor = await site.hasUser({ role: 'editor' });
const address = '/2026/07/20/seen/';
let post: Post;

beforeAll(async () => {
  const published_at = new Date('2026-07-20T10:00:00Z');
  post = await site.hasPost({ slug: 'seen', author_id: author.id, published_at });
  const other = await site.hasPost({ slug: 'other', author_id: editor.id, published_at });
  await site.hasPost({ slug: 'about', type: 'page', published_at });
  await site.hasComment({ post_id: post.id, status: 'hold' });
  await site.hasComment({ post_id: other.id, status: 'hold' });
  await site.hasComment({ post_id: other.id });
});

type Agent = Awaited<ReturnType<TestBlog['signIn']>>;

const as = async (role: Role): Promise<Agent> => site.signIn(await site.hasUser({ role }));

function toolsIn(page: string): string[] {
  const [bar = ''] = /<nav class="toolbar"[^]*?<\/nav>/.exec(page) ?? [];
  return [...bar.matchAll(/(?:href|action)="([^"]*)"><?(?:button type="submit">)?([^<]*)/g)].map(
    ([, to, title]) => `${title} ${to}`,
  );
}

test('an editor edits this post, writes a new one, sees what waits, and signs out', async () => {
  const agent = await site.signIn(editor);

  const onPost = toolsIn((await agent.get(address)).text);
  const onPage = toolsIn((await agent.get('/about/')).text);
  const onList = toolsIn((await agent.get('/')).text);
  const answer = await agent.post('/logout');
  const after = await agent.get(address);

  expect(onPost).toEqual([
    'Dashboard /admin/',
    `Edit post /admin/posts/${post.id}`,
    'New post /admin/posts/new',
    '2 comments waiting /admin/comments?status=hold',
    `${editor.display_name} /admin/profile`,
    'Sign out /logout',
  ]);
  expect(onPage[1]).toMatch(/^Edit page \/admin\/pages\/\d+$/);
  expect(onList).toHaveLength(5);
  expect([answer.status, answer.headers.location]).toEqual([303, '/']);
  expect(toolsIn(after.text)).toEqual([]);
});

test('an author is told of the comments on their own posts, and edits only those', async () => {
  const agent = await site.signIn(author);

  const own = await agent.get(address);
  const other = await agent.get('/2026/07/20/other/');

  expect(toolsIn(own.text)).toContain('1 comment waiting /admin/comments?status=hold');
  expect(own.text).toContain('href="/admin/profile">Ada &lt;L&gt;</a>');
  expect(toolsIn(own.text)).toContain(`Edit post /admin/posts/${post.id}`);
  expect(toolsIn(other.text).join()).not.toContain('Edit post');
});

test('when nothing waits, the comments are there all the same; a contributor decides over none', async () => {
  const fresh = await as('author');
  const contributor = await as('contributor');

  expect(toolsIn((await fresh.get('/')).text)).toContain('Comments /admin/comments');
  expect(toolsIn((await contributor.get('/')).text).join()).not.toMatch(/omment/);
});

test('readers see no toolbar, signed in or not', async () => {
  const subscriber = await as('subscriber');

  const stranger = await site.request.get(address);
  const signedIn = await subscriber.get(address);

  expect(stranger.text + signedIn.text).not.toContain('toolbar');
  expect(signedIn.text).toContain('<a href="/logout">Log out?</a>');
});

test.each([
  ['a post', address],
  ['a list', '/'],
  ['a page', '/about/'],
  ['a search', '/?s=words'],
  ['a lost address', '/no/such/thing/'],
])('no cache keeps what somebody signed in is sent: %s', async (_what, path) => {
  const agent = await site.signIn(editor);

  const answer = await agent.get(path);
  const stranger = await site.request.get(path);

  expect(toolsIn(answer.text)).toContain('Sign out /logout');
  expect(answer.headers['cache-control']).toContain('no-store');
  expect(answer.headers['cache-control']).not.toMatch(/public|max-age|s-maxage/);
  expect(answer.headers.etag).toBeUndefined();
  expect(stranger.text).not.toContain('toolbar');
});

test('a page from a cache of strangers is not taken for that of somebody signed in', async () => {
  const agent = await site.signIn(editor);
  const stranger = await site.request.get(address);

  const answer = await agent.get(address).set('If-None-Match', stranger.headers.etag!);

  expect(stranger.headers.vary).toMatch(/Cookie/);
  expect(answer.status).toBe(200);
  expect(toolsIn(answer.text)).toHaveLength(6);
});
