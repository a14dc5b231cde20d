// tests/site/https.test.ts: what a site under https promises browsers, and one under http does not.
import crypto from 'node:crypto';
import { expect, test } from 'vitest';
import { hashPassword } from '../../src/accounts/passwords/password.ts';
import { sessionCookie, startBlog, type TestBlog } from '../blog.ts';

const secure = await startBlog({ SITE_URL: 'https://blog.example' });
const plain = await startBlog();

const signIn = async (site: TestBlog) => {
  const login = `ada-${crypto.randomBytes(4).toString('hex')}`;
  await site.hasUser({ login, role: 'author', password_hash: await hashPassword('correct horse') });
  return site.request
    .post('/login')
    .set('Origin', site.blog.url)
    .type('form')
    .send({ log: login, pwd: 'correct horse' });
};

const comment = async (site: TestBlog) => {
  const post = await site.hasPost();
  const words = { comment_post_ID: post.id, author: 'Ada', email: 'ada@example.com', comment: 'Words.' };
  return site.request
    .post('/wp-comments-post.php')
    .set('Origin', site.blog.url)
    .type('form')
    .send({ ...words, 'wp-comment-cookies-consent': 'yes' });
};

const password = async (site: TestBlog) => {
  const post = await site.hasPost({ password: 'sesame' });
  return site.request
    .post('/password')
    .set('Origin', site.blog.url)
    .type('form')
    .send({ post_id: post.id, post_password: 'sesame' });
};

test.each([
  ['signing in', signIn, /^__Host-quillback_session=/],
  ['a comment with consent', comment, /^__Host-comment_(?:author(?:_email)?|key)_\w+=/],
  ['the password of a post', password, /^__Host-wp-postpass_\w+=/],
] as const)('under https, %s sets cookies of this host alone (D10)', async (_what, act, name) => {
  const answer = await act(secure);
  const without = await act(plain);

  const cookies = answer.get('Set-Cookie') ?? [];
  expect([answer.status, without.status]).toEqual([303, 303]);
  expect(cookies.length).toBeGreaterThan(0);
  for (const cookie of cookies) {
    expect(cookie).toMatch(name);
    expect(cookie).toMatch(/; Path=\/(?:;|$)/);
    expect(cookie).toMatch(/; Secure(?:;|$)/);
    expect(cookie).toMatch(/; HttpOnly(?:;|$)/);
    expect(cookie).not.toMatch(/; Domain=/i);
  }
  expect((without.get('Set-Cookie') ?? []).join('\n')).not.toMatch(/__Host-|Secure/);
});

test('under https a session is open by its own cookie, and not by one that a neighbour could plant', async () => {
  const user = await secure.hasUser({ role: 'administrator' });
  const own = await sessionCookie(secure.blog, user);

  const opened = await secure.request.get('/admin/').set('Cookie', own);
  const planted = await secure.request.get('/admin/').set('Cookie', own.replace('__Host-', ''));

  expect(own).toMatch(/^__Host-/);
  expect([opened.status, planted.status]).toEqual([200, 302]);
});

test('under https signing out takes the cookie back', async () => {
  const own = await sessionCookie(secure.blog, await secure.hasUser());

  const left = await secure.request.post('/logout').set({ Cookie: own, Origin: secure.blog.url });

  expect(left.get('Set-Cookie')?.join()).toMatch(
    /^__Host-quillback_session=;.*Path=\/.*Expires=Thu, 01 Jan 1970.*Secure/,
  );
});

test.each(['/', '/no-such-page/', '/public/css/site.css', '/login', '/feed/'])(
  'under https %s tells browsers to stay with it; under http nothing is said of it',
  async (address) => {
    const told = await secure.request.get(address);
    const silent = await plain.request.get(address);

    expect(told.headers['strict-transport-security']).toBe('max-age=31536000');
    expect(silent.headers['strict-transport-security']).toBeUndefined();
  },
);
