// tests/site/odd-requests.test.ts: what no browser sends, sent to every door: refused, and never our fault.
import http from 'node:http';
import { beforeAll, expect, test } from 'vitest';
import { saveSettings } from '../../src/base/settings/settings.ts';
import { discussion } from '../../src/comments/settings.ts';
import { startBlog } from '../blog.ts';

const site = await startBlog();
const post = await site.hasPost({ title: 'Harbour', ping_status: 'open' });
const comment = await site.hasComment({ post_id: post.id });
const admin = await site.hasUser({ role: 'administrator', login: 'chief' });
let agent: Awaited<ReturnType<typeof site.signIn>>;

beforeAll(async () => {
  agent = await site.signIn(admin);
});

const faults = () => site.logged.filter(({ level }) => Number(level) >= 50);

const text = 'wo\0rds';
const doors: Record<string, Record<string, string>> = {
  '/comments': { comment_post_ID: String(post.id), author: text, email: text, url: text, comment: text },
  '/attachments': { form_key: text },
  '/attachments/1/remove': { form_key: text },
  '/login': { log: text, pwd: text },
  '/logout': {},
  '/lost-password': { user_login: text },
  '/reset-password': { user: '1', token: text, password: text },
  '/setup': { token: text, login: text, email: text, password: text },
  '/password': { post_password: text, post_id: String(post.id) },
  [`/wp-trackback.php/${post.id}`]: {
    url: 'http://far.example/',
    title: text,
    excerpt: text,
    blog_name: text,
  },
  '/admin/posts/save': { act: 'draft', title: text, content: text, tags: text, new_category: text },
  [`/admin/posts/${post.id}/save`]: { act: 'draft', title: 'x', featured_media_id: '9'.repeat(30) },
  [`/admin/posts/${post.id}/autosave`]: { title: text, content: text, content_format: text },
  [`/admin/posts/${post.id}/autosave/discard`]: {},
  [`/admin/posts/${post.id}/lock`]: { screen: text },
  [`/admin/posts/${post.id}/take-over`]: { screen: text },
  [`/admin/posts/${post.id}/unlock`]: { screen: text },
  '/admin/posts/bulk': { deed: text, ids: text },
  '/admin/posts/bulk-edit': {
    ids: String(post.id),
    status: text,
    tags: text,
    categories: text,
    author_id: text,
  },
  '/admin/pages/empty-trash': {},
  [`/admin/pages/${post.id}/move-up`]: { back: text },
  [`/admin/posts/${post.id}/quick-edit`]: {
    title: text,
    slug: text,
    tags: text,
    status: text,
    categories: text,
  },
  '/admin/pages/save': { act: 'draft', title: text, slug: text },
  '/admin/media/upload': {},
  '/admin/media/delete': { ids: text, back: text },
  '/admin/media/1/edit': { act: text, x: text },
  '/admin/media/1/replace': {},
  '/admin/categories/add': { name: text, slug: text, description: text },
  '/admin/tags/add': { name: text, slug: text, description: text },
  '/admin/comments/moderate': { what: 'approve', ids: text },
  '/admin/comments/empty': { empty: text },
  [`/admin/comments/${comment.id}/save`]: { author: text, comment: text },
  [`/admin/comments/${comment.id}/reply`]: { comment: text },
  [`/admin/comments/${comment.id}/hold`]: { back: text },
  [`/admin/comments/${comment.id}/approve`]: { back: text },
  '/admin/settings/discussion': { moderation_keys: text },
  '/admin/settings/general': { blogname: text },
  '/admin/settings/embeds': { embed_pictures_mb: text },
  '/admin/themes/activate': { theme: text },
  '/admin/settings/media': { medium_size_w: text },
  '/admin/settings/media/regenerate': {},
  '/admin/import': {},
  '/admin/users/add': { login: text, email: text, display_name: text, password: text },
  [`/admin/users/${admin.id}/save`]: { display_name: text, email: text, url: text, bio: text },
  '/admin/profile/sessions/end': { session: text },
  '/admin/users/999/sign-out': {},
  '/admin/users/999/send-password-link': {},
  '/admin/users/999/delete': { delete_option: text, reassign_user: text },
  '/login/second-step': { authcode: text },
  '/admin/profile/two-factor/begin': { proof: text },
  '/admin/profile/two-factor/confirm': { code: text },
  '/admin/profile/two-factor/renew': { proof: text },
  '/admin/profile/two-factor/end': { proof: text },
  '/admin/users/999/two-factor/reset': {},
  '/admin/profile/save': { display_name: text, email: text, url: text, bio: text },
};

test.each(Object.entries(doors))(
  '%s takes no fault from NUL, lists, or a body that is none',
  async (path, fields) => {
    const visitors = path.startsWith('/admin') || path === '/comments' ? [agent] : [site.request];

    for (const visitor of visitors) {
      for (const one of Object.keys(fields)) {
        await visitor
          .post(path)
          .type('form')
          .send({ ...fields, [one]: text });
        await visitor.post(path).type('form').send(`${one}=a&${one}=b&${one}[]=c&${one}[__proto__]=d`);
      }
      await visitor.post(path);
      await visitor.post(path).type('form').send('a=%zz&b=%ED%A0%80%ff');
      await visitor.post(path).type('json').send('{"a":[1]}');
      await visitor.post(path).type('multipart/form-data').send('--x\r\n');
      await visitor.post(path).type('multipart/form-data; boundary=x').send('--x\r\n');
    }

    expect(faults()).toEqual([]);
  },
);

test.each(Object.keys(doors).filter((path) => !path.includes('trackback')))(
  '%s takes nothing that another site sends (A4)',
  async (path) => {
    const visitor = path === '/login' || path === '/setup' ? site.request : agent;

    const by_origin = await visitor.post(path).set('Origin', 'https://evil.example').type('form').send('a=b');
    const by_fetch = await visitor.post(path).set('Sec-Fetch-Site', 'cross-site').type('form').send('a=b');
    const by_null = await visitor.post(path).set('Origin', 'null').type('form').send('a=b');

    expect([by_origin.status, by_fetch.status, by_null.status]).toEqual([403, 403, 403]);
  },
);

test.each([
  '//',
  '///',
  '//a:b/?feed=rss2',
  '//?feed=rss2',
  '//?tb=1&p=1',
  '/?tag=%00',
  '/?s=%00',
  '/?p=%00&p=1',
  '/?feed=%00',
  '/search/%00/',
  '/category/%00/',
  '/%',
  '/%ED%A0%80',
  '/uploads/%',
  '/uploads/..%2f..%2fpackage.json',
  '/comments/%00',
  '/reset-password?user=1&token=%00',
  '/login?redirect_to=%00',
])('%s is no fault', async (path) => {
  await site.request.get(path);

  expect(faults()).toEqual([]);
});

test.each(['GET', 'OPTIONS', 'POST'])('%s * is no fault', async (method) => {
  const { hostname, port } = new URL(site.address);

  const status = await new Promise<number>((resolve, reject) => {
    http
      .request({ hostname, port, method, path: '*' }, (answer) => {
        answer.resume();
        resolve(answer.statusCode ?? 500);
      })
      .on('error', reject)
      .end();
  });

  expect(status).toBeLessThan(500);
});

const names =
  's page status author category tag m format sticky orderby order edit kind type post month view'.split(' ');

test.each(['posts', 'pages', 'media', 'comments', 'users', 'categories', 'tags'])(
  'the list of %s takes odd filters',
  async (list) => {
    for (const name of names) {
      for (const value of ['%00', '99999999999999999999', '-1', '__proto__', `a&${name}=b`]) {
        await agent.get(`/admin/${list}?${name}=${value}`);
      }
    }

    expect(faults()).toEqual([]);
  },
);

test('one form that comes over two lines at once makes one comment', async () => {
  const moving = await startBlog({ TRUST_PROXY: '1' });
  const { id } = await moving.hasPost();
  await saveSettings(moving.blog.db, discussion, { require_name_email: false });
  const words = { comment_post_ID: String(id), comment: 'From the street', form_key: 'one-form-two-lines' };

  const answers = await Promise.all(
    Array.from({ length: 8 }, (_, line) =>
      moving.request.post('/comments').set('X-Forwarded-For', `192.0.2.${line}`).type('form').send(words),
    ),
  );

  expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(303));
  expect(new Set(answers.map(({ headers }) => headers.location)).size).toBe(1);
});
