// tests/xmlrpc/programs.test.ts: what a program for writing does by XML-RPC, with the client of a package, and with Python's.
import { execFile, execFileSync } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import xmlrpc from 'xmlrpc';
import { makeApplicationPassword } from '../../src/accounts/application-passwords/application-password.ts';
import { hashPassword } from '../../src/accounts/passwords/password.ts';
import type { Role } from '../../src/accounts/user.ts';
import { startBlog, type TestBlog } from '../blog.ts';

const password = 'a right password';
const password_hash = await hashPassword(password);
const pixel = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

interface Told extends Error {
  faultCode?: number;
}

/** Calls a method; a fault is thrown with its code. */
type CallMethod = (method: string, ...params: unknown[]) => Promise<unknown>;

function callerOf(site: TestBlog): CallMethod {
  const client = xmlrpc.createClient({ url: `${site.address}/xmlrpc.php` });
  return (method, ...params) =>
    new Promise((resolve, reject) => {
      client.methodCall(method, params, (error: unknown, value: unknown) =>
        error ? reject(error as Told) : resolve(value),
      );
    });
}

async function open(role: Role = 'administrator', env: Record<string, string> = {}) {
  const site = await startBlog(env);
  const user = await site.hasUser({ login: 'ada', role, password_hash, display_name: 'Ada' });
  return { site, user, call: callerOf(site), who: ['ada', password] as const };
}

const codeOf = (calling: Promise<unknown>): Promise<number | undefined> =>
  calling.then(
    () => undefined,
    (error: Told) => error.faultCode,
  );

test('a post is written, read, changed, thrown away and deleted, as on the write screen', async () => {
  const { site, user, call, who } = await open();
  await call('wp.newCategory', 1, ...who, { name: 'Boats', slug: 'boats' });

  const id = (await call('wp.newPost', 1, ...who, {
    post_title: 'Tide & <moon>',
    post_content: '<p>Wet</p><script>alert(1)</script>',
    post_excerpt: 'Short',
    post_status: 'publish',
    post_date_gmt: new Date('2026-07-01T10:00:00Z'),
    post_name: 'tide',
    terms_names: { category: ['Boats'], post_tag: ['sea', 'salt'] },
    custom_fields: [{ key: 'mood', value: 'calm' }],
    comment_status: 'closed',
  })) as string;
  const page = await site.request.get('/2026/07/01/tide/');
  const read = (await call('wp.getPost', 1, ...who, id)) as Record<string, unknown>;
  await call('wp.editPost', 1, ...who, id, {
    post_title: 'Ebb',
    custom_fields: [{ id: '1', key: 'mood', value: 'wild' }],
  });
  const after = (await call('wp.getPost', 1, ...who, id)) as Record<string, unknown>;
  const revisions = (await call('wp.getRevisions', 1, ...who, id)) as {
    post_id: string;
    post_title: string;
  }[];
  await call('wp.restoreRevision', 1, ...who, revisions.at(-1)!.post_id);
  const restored = (await call('wp.getPost', 1, ...who, id, ['post_title'])) as object;
  await call('wp.deletePost', 1, ...who, id);
  const trashed = await site.blog.db('posts').where({ id }).first('status');
  await call('wp.deletePost', 1, ...who, id);

  expect(page.status).toBe(200);
  expect(page.text).toContain('<p>Wet</p>');
  expect(page.text).not.toContain('alert(1)');
  expect(read).toMatchObject({
    post_title: 'Tide & <moon>',
    post_status: 'publish',
    post_name: 'tide',
    post_author: String(user.id),
    comment_status: 'closed',
    link: 'http://blog.example/2026/07/01/tide/',
    terms: [{ name: 'Boats' }, { name: 'salt' }, { name: 'sea' }],
    custom_fields: [{ id: '1', key: 'mood', value: 'calm' }],
  });
  expect(after).toMatchObject({
    post_title: 'Ebb',
    post_content: '<p>Wet</p><script>alert(1)</script>',
    comment_status: 'closed',
    terms: [{ name: 'Boats' }, { name: 'salt' }, { name: 'sea' }],
    custom_fields: [{ value: 'wild' }],
  });
  expect(restored).toEqual({ post_id: id, post_title: 'Tide & <moon>' });
  expect(trashed).toEqual({ status: 'trash' });
  expect(await site.blog.db('posts').where({ id })).toEqual([]);
  expect(await codeOf(call('wp.getPost', 1, ...who, id))).toBe(404);
});

test('metaWeblog writes a text in two parts, tags, categories and a date to come', async () => {
  const { site, call, who } = await open();
  await call('wp.newTerm', 1, ...who, { name: 'Boats', taxonomy: 'category' });

  const id = (await call(
    'metaWeblog.newPost',
    1,
    ...who,
    {
      title: 'Later',
      description: '<p>First</p>',
      mt_text_more: '<p>Second</p>',
      mt_keywords: ['sea', 'salt'],
      categories: ['Boats', 'No such'],
      dateCreated: new Date('2026-12-01T10:00:00Z'),
      mt_allow_comments: 0,
    },
    true,
  )) as string;
  const row = await site.blog.db('posts').where({ id }).first('status', 'content', 'comment_status');
  const read = await call('metaWeblog.getPost', id, ...who);
  await call('metaWeblog.editPost', id, ...who, { title: 'Sooner' }, false);

  expect(row).toMatchObject({
    status: 'future',
    content: '<p>First</p><!--more--><p>Second</p>',
    comment_status: 'closed',
  });
  expect(read).toMatchObject({
    post_status: 'publish',
    description: '<p>First</p>',
    mt_text_more: '<p>Second</p>',
    categories: ['Boats'],
    mt_keywords: 'salt, sea',
  });
  expect(await site.blog.db('posts').where({ id }).first('title', 'status')).toEqual({
    title: 'Sooner',
    status: 'draft',
  });
  expect(await call('mt.getPostCategories', id, ...who)).toMatchObject([
    { categoryName: 'Boats', isPrimary: true },
  ]);
});

test('a picture is kept by what its bytes are, and a page of HTML is refused by any name', async () => {
  const { site, call, who } = await open();

  const kept = (await call('metaWeblog.newMediaObject', 1, ...who, {
    name: '../../dot.jpg',
    type: 'text/html',
    bits: pixel,
  })) as { id: string; url: string };
  const refused = await codeOf(
    call('wp.uploadFile', 1, ...who, { name: 'page.gif', bits: Buffer.from('<script>alert(1)</script>') }),
  );
  const item = await call('wp.getMediaItem', 1, ...who, kept.id);
  const list = (await call('wp.getMediaLibrary', 1, ...who, { mime_type: 'image' })) as unknown[];
  const post = await site.hasPost();
  await call('wp.editPost', 1, ...who, String(post.id), { post_thumbnail: Number(kept.id) });
  const other = await codeOf(call('wp.editPost', 1, ...who, String(post.id), { post_thumbnail: 99_999 }));
  const removed = await call('wp.deleteFile', 1, ...who, kept.id);

  expect(kept.url).toMatch(/^http:\/\/blog\.example\/uploads\/2026\/08\/[\w-]+\.gif$/);
  expect(refused).toBe(500);
  expect(item).toMatchObject({ type: 'image/gif', metadata: { width: 1, height: 1 } });
  expect(list).toHaveLength(1);
  expect(other).toBe(404);
  expect(removed).toBe(true);
  expect(await codeOf(call('wp.getMediaItem', 1, ...who, kept.id))).toBe(404);
});

test('comments are read, written, changed and thrown away', async () => {
  const { site, call, who } = await open();
  const post = await site.hasPost();
  const closed = await site.hasPost({ comment_status: 'closed' });
  const held = await site.hasComment({ post_id: post.id, status: 'hold', content: 'Waiting' });

  const id = await call('wp.newComment', 1, ...who, post.id, {
    content: 'Said <b>so</b>',
    author: 'Somebody else',
  });
  const said = await call('wp.getComment', 1, ...who, id);
  await call('wp.editComment', 1, ...who, held.id, { status: 'approve', content: 'Better' });
  const counts = await call('wp.getCommentCount', 1, ...who, post.id);
  const list = (await call('wp.getComments', 1, ...who, { post_id: post.id })) as unknown[];
  await call('wp.deleteComment', 1, ...who, id);

  expect(said).toMatchObject({ author: 'Ada', content: 'Said <b>so</b>', status: 'approve' });
  expect(await site.blog.db('comments').where({ id: held.id }).first('status', 'content')).toEqual({
    status: 'approve',
    content: 'Better',
  });
  expect(counts).toEqual({ approved: 2, awaiting_moderation: 0, spam: 0, total_comments: 2 });
  expect(list).toHaveLength(2);
  expect(await site.blog.db('comments').where({ id }).first('status')).toEqual({ status: 'trash' });
  expect(await codeOf(call('wp.newComment', 1, ...who, closed.id, { content: 'x' }))).toBe(403);
  expect(await codeOf(call('wp.newComment', 1, ...who, 99_999, { content: 'x' }))).toBe(404);
  expect(await codeOf(call('wp.newComment', 1, ...who, post.id, { content: '' }))).toBe(403);
});

test('options are read and changed, all or none, and those that are fixed are passed over', async () => {
  const { call, who } = await open();

  const all = (await call('wp.getOptions', 1, ...who)) as Record<string, { value: unknown }>;
  const changed = await call('wp.setOptions', 1, ...who, { blog_title: 'Ebb', software_name: 'Other' });
  const wrong = await codeOf(
    call('wp.setOptions', 1, ...who, { blog_tagline: 'x', thumbnail_size_w: 'wide' }),
  );
  const after = await call('wp.getOptions', 1, ...who, ['blog_title', 'blog_tagline']);

  expect(all.home_url!.value).toBe('http://blog.example');
  expect(changed).toMatchObject({
    blog_title: { value: 'Ebb', readonly: false },
    software_name: { value: 'Quillback', readonly: true },
  });
  expect(wrong).toBe(400);
  expect(after).toMatchObject({ blog_title: { value: 'Ebb' }, blog_tagline: { value: '' } });
});

test.each<[Role, Record<string, number | undefined>]>([
  ['subscriber', { draft: 401, publish: 401, others: 401, term: 401, options: 401, users: 401, upload: 401 }],
  [
    'contributor',
    { draft: undefined, publish: 401, others: 401, term: 401, options: 401, users: 401, upload: 401 },
  ],
  [
    'author',
    {
      draft: undefined,
      publish: undefined,
      others: 401,
      term: 401,
      options: 401,
      users: 401,
      upload: undefined,
    },
  ],
  [
    'editor',
    {
      draft: undefined,
      publish: undefined,
      others: undefined,
      term: undefined,
      options: 401,
      users: 401,
      upload: undefined,
    },
  ],
])('a %s may by XML-RPC what the role may elsewhere', async (role, wanted) => {
  const { site, call, who } = await open(role);
  const other = await site.hasPost({ author_id: (await site.hasUser({ role: 'editor' })).id });
  const content = { post_title: 'Own', post_content: 'x' };

  expect({
    draft: await codeOf(call('wp.newPost', 1, ...who, content)),
    publish: await codeOf(call('wp.newPost', 1, ...who, { ...content, post_status: 'publish' })),
    others: await codeOf(call('wp.editPost', 1, ...who, other.id, { post_title: 'Mine' })),
    term: await codeOf(call('wp.newTerm', 1, ...who, { name: 'New', taxonomy: 'category' })),
    options: await codeOf(call('wp.setOptions', 1, ...who, { blog_title: 'Mine' })),
    users: await codeOf(call('wp.getUsers', 1, ...who)),
    upload: await codeOf(call('metaWeblog.newMediaObject', 1, ...who, { name: 'a.gif', bits: pixel })),
  }).toEqual(wanted);
});

const run = promisify(execFile);
const hasPython = (() => {
  try {
    execFileSync('python3', ['-c', 'import xmlrpc.client'], { stdio: 'ignore', timeout: 20_000 });
    return true;
  } catch {
    return false;
  }
})();

test.skipIf(!hasPython)('Python’s client writes a post with an application password', async () => {
  const { site, user } = await open('author', { SITE_URL: 'http://localhost' });
  const secret = await makeApplicationPassword(site.blog, user, 'Python');
  const script = `
import sys, xmlrpc.client
server = xmlrpc.client.ServerProxy(sys.argv[1])
me = ('ada', sys.argv[2])
assert server.system.listMethods()
id = server.wp.newPost(1, *me, {'post_title': 'By Python', 'post_content': 'ü ✓', 'post_status': 'publish'})
post = server.wp.getPost(1, *me, id)
media = server.metaWeblog.newMediaObject(1, *me, {'name': 'a.gif', 'bits': xmlrpc.client.Binary(bytes.fromhex(sys.argv[3]))})
print(post['post_title'], post['post_content'], isinstance(post['post_date'], xmlrpc.client.DateTime), media['type'])
`;

  const { stdout } = await run(
    'python3',
    ['-c', script, `${site.address}/xmlrpc.php`, secret, pixel.toString('hex')],
    { timeout: 60_000, env: { ...process.env, PYTHONIOENCODING: 'utf-8' } },
  );

  expect(stdout.trim()).toBe('By Python ü ✓ True image/gif');
});
