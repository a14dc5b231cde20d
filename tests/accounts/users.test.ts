// tests/accounts/users.test.ts: users: adding, changing, imported passwords, and what strangers learn about them.
import crypto from 'node:crypto';
import { hash } from '@node-rs/bcrypt';
import { expect, test } from 'vitest';
import { hashPassword } from '../../src/accounts/passwords/password.ts';
import { startBlog } from '../blog.ts';
import { passwordRoutes } from './password-routes.ts';

const site = await startBlog();
const { db } = site.blog;
const word = 'a good long word';
const admin = await site.hasUser({
  role: 'administrator',
  login: 'boss',
  password_hash: await hashPassword(word),
});
const agent = await site.signIn(admin);
const { signIn: statusOfSignIn } = passwordRoutes(site);

test('an administrator adds a user, who signs in and is promoted later', async () => {
  const fields = {
    login: 'nora',
    email: 'nora@example.com',
    display_name: 'Nora',
    role: 'author',
    password: word,
  };

  const added = await agent.post('/admin/users/add').type('form').send(fields);
  const twice = await agent.post('/admin/users/add').type('form').send(fields);
  const nora = await db('users').where({ login: 'nora' }).first();
  await agent
    .post(`/admin/users/${nora.id}/save`)
    .type('form')
    .send({ display_name: 'Nora L', email: 'nora@example.com', role: 'editor' });

  expect(added.status).toBe(303);
  expect(twice.status).toBe(422);
  expect(twice.text).toContain('Somebody already has this user name.');
  expect(await statusOfSignIn('nora', word)).toBe(303);
  expect(await db('users').where({ id: nora.id }).first()).toMatchObject({
    display_name: 'Nora L',
    role: 'editor',
  });
});

test('a new password ends every session of its user on the server (rule 16)', async () => {
  const user = await site.hasUser({ login: 'many', password_hash: await hashPassword(word) });
  const [here, elsewhere] = [await site.signIn(user), await site.signIn(user)];
  const fields = { display_name: 'Many', email: user.email, new_password: 'another long word' };

  const refused = await here
    .post('/admin/profile/save')
    .type('form')
    .send({ ...fields, password: 'wrong' });
  const changed = await here
    .post('/admin/profile/save')
    .type('form')
    .send({ ...fields, password: word });

  expect(refused.status).toBe(422);
  expect(changed.status).toBe(303);
  expect((await here.get('/admin/profile')).status).toBe(200);
  expect((await elsewhere.get('/admin/profile')).status).toBe(302);
  expect(await statusOfSignIn('many', word)).toBe(422);
});

test('the present password is not guessed on the profile', async () => {
  const user = await site.hasUser({ login: 'open-browser', password_hash: await hashPassword(word) });
  const here = await site.signIn(user);
  const change = async (password: string) =>
    here
      .post('/admin/profile/save')
      .type('form')
      .send({ display_name: 'O', email: user.email, new_password: 'another long word', password });
  const statuses = [];

  for (let tries = 0; tries < 6; tries += 1) statuses.push((await change('wrong')).status);
  const refused = await change(word);
  await db('rate_limits').update({ expire: Date.now() - 1 });
  const later = await change(word);

  expect(statuses).toEqual(Array(6).fill(422));
  expect(refused.status).toBe(429);
  expect(refused.text).toContain('Too many attempts.');
  expect(later.status).toBe(303);
});

test('nobody makes themselves more than they are', async () => {
  const user = await site.hasUser({ role: 'author' });
  const own = await site.signIn(user);

  const answer = await own
    .post('/admin/profile/save')
    .type('form')
    .send({ display_name: 'A', email: user.email, role: 'administrator' });
  const other = await own
    .post(`/admin/users/${user.id}/save`)
    .type('form')
    .send({ display_name: 'A', email: user.email, role: 'administrator' });

  expect([answer.status, other.status]).toEqual([422, 403]);
  expect((await db('users').where({ id: user.id }).first()).role).toBe('author');
});

test('imported passwords of WordPress open the door, and are hashed anew', async () => {
  const keyed = crypto.createHmac('sha384', 'wp-sha384').update('old secret').digest('base64');
  const modern = `$wp${(await hash(keyed, 4)).replace(/^\$2b/, '$2y')}`;
  await site.hasUser({ login: 'modern', password_hash: modern });
  // The vector published with the portable hash: its password is test12345.
  await site.hasUser({ login: 'older', password_hash: '$P$9IQRaTwmfeRo7ud9Fh4E2PdI0S3r.L0' });
  await site.hasUser({ login: 'without', password_hash: null });

  const statuses = [
    await statusOfSignIn('modern', 'wrong'),
    await statusOfSignIn('modern', 'old secret'),
    await statusOfSignIn('older', 'wrong'),
    await statusOfSignIn('older', 'test12345'),
    await statusOfSignIn('without', ''),
  ];

  expect(statuses).toEqual([422, 303, 422, 303, 422]);
  const hashes = await db('users').whereIn('login', ['modern', 'older']).pluck('password_hash');
  expect(hashes.every((hash: string) => hash.startsWith('$argon2id$'))).toBe(true);
  expect(await statusOfSignIn('older', 'test12345')).toBe(303);
});

test('strangers learn no login, mail or role (D5)', async () => {
  const writer = await site.hasUser({ login: 'hidden-login', slug: 'pen-name', display_name: 'Pen Name' });
  const post = await site.hasPost({ author_id: writer.id });
  const addresses = [
    `/?author=${writer.id}`,
    '/author/hidden-login/',
    '/author/pen-name/',
    `/?p=${post.id}`,
    '/',
    '/feed/',
    '/login?log=hidden-login',
    '/wp-json/wp/v2/users',
    '/sitemap.xml',
  ];

  const texts = [];
  for (const address of addresses) {
    const answer = await site.request.get(address);
    texts.push(answer.text + JSON.stringify(answer.headers));
  }

  const own = new RegExp(`hidden-login(?!/|"|&quot;| )|hidden-login@example.com`);
  expect(texts[2]).toContain('Pen Name');
  for (const [index, text] of texts.entries()) {
    if (addresses[index]!.includes('hidden-login')) continue; // their own words may come back
    expect(text, addresses[index]).not.toMatch(/hidden-login/);
  }
  expect((await site.request.get('/author/hidden-login/')).status).toBe(404);
  expect(texts.join('')).not.toMatch(own);
});

test('private answers are kept by no cache, and unknown suffixes are no pages (E4)', async () => {
  for (const path of ['/admin/', '/admin/posts', '/admin/profile', '/admin/users', '/login']) {
    const answer = await agent.get(path);
    expect([200, 302]).toContain(answer.status);
    expect(answer.headers['cache-control'], path).toContain('no-store');
  }
  for (const path of [
    '/admin/x.css',
    '/admin/profile/x.css',
    '/admin/posts.css',
    '/wp-admin/x.css',
    '/admin/profile.js',
  ]) {
    const answer = await agent.get(path);
    expect([path, answer.status]).toEqual([path, 404]);
    expect(answer.headers['cache-control'], path).toContain('no-store');
  }
});

test('a stranger’s header does not change whose attempts are counted (rule 12)', async () => {
  await site.hasUser({ login: 'spoofed', password_hash: await hashPassword(word) });
  const statuses = [];

  for (let tries = 0; tries < 9; tries += 1) {
    const answer = await site.request
      .post('/login')
      .set('X-Forwarded-For', `203.0.113.${tries}`)
      .type('form')
      .send({ log: 'spoofed', pwd: 'wrong' });
    statuses.push(answer.status);
  }

  expect(statuses.slice(0, 8)).toEqual(Array(8).fill(422));
  expect(statuses[8]).toBe(429);
});

test('one form sent many times at once adds one user; two users cannot take one email', async () => {
  const fields = {
    login: 'rush',
    email: 'rush@example.com',
    display_name: 'Rush',
    role: 'author',
    password: word,
  };
  const others = [await site.hasUser({ login: 'left' }), await site.hasUser({ login: 'right' })];
  const wanted = { display_name: 'Both', email: 'both@example.com' };

  const added = await Promise.all(
    Array.from({ length: 5 }, () => agent.post('/admin/users/add').type('form').send(fields)),
  );
  const changed = await Promise.all(
    others.map(({ id }) => agent.post(`/admin/users/${id}/save`).type('form').send(wanted)),
  );

  expect(added.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([
    303, 422, 422, 422, 422,
  ]);
  expect(changed.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([303, 422]);
  expect(await db('users').where({ email: 'both@example.com' })).toHaveLength(1);
});

test('two administrators who demote each other at once: one stays', async () => {
  const site = await startBlog();
  const { db } = site.blog;
  const both = [
    await site.hasUser({ role: 'administrator', login: 'castor' }),
    await site.hasUser({ role: 'administrator', login: 'pollux' }),
  ];
  const agents = [await site.signIn(both[0]!), await site.signIn(both[1]!)];
  const demote = async (by: number) => {
    const { id, email } = both[1 - by]!;
    const fields = { display_name: 'Less', email, role: 'subscriber' };
    return (await agents[by]!.post(`/admin/users/${id}/save`).type('form').send(fields)).status;
  };
  const waiting = async () => {
    const { rows } = await db.raw<{ rows: unknown[] }>(
      `SELECT 1 FROM pg_locks JOIN pg_stat_activity USING (pid)
        WHERE datname = current_database() AND locktype = 'advisory' AND NOT granted`,
    );
    return rows.length;
  };
  const hold = await db.transaction();
  await hold.raw(`SELECT pg_advisory_xact_lock(hashtext('quillback users'))`);

  const sent = Promise.all([demote(0), demote(1)]);
  await expect.poll(waiting).toBe(2);
  await hold.rollback();
  const statuses = await sent;

  expect(statuses.toSorted((one, other) => one - other)).toEqual([303, 403]);
  expect(await db('users').where({ role: 'administrator' })).toHaveLength(1);
});
