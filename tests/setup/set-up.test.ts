// tests/setup/set-up.test.ts: the first hour: the printed link, the page behind it, and the command instead of it.
import { expect, test } from 'vitest';
import { makeSetupToken } from '../../src/accounts/setup-token.ts';
import { userCommand } from '../../src/setup/user-command.ts';
import { startBlog } from '../blog.ts';

const words = {
  blogname: 'Tide Notes',
  login: 'mara',
  email: 'mara@example.com',
  password: 'four quiet grey herons',
};

test('the holder of the link sets the blog up, is signed in, and nobody can do it again', async () => {
  const site = await startBlog();
  const token = await makeSetupToken(site.blog);
  const agent = site.agent();
  const page = await agent.get(`/setup?token=${token}`);
  const german = await agent.get(`/setup?token=${token}`).set('Accept-Language', 'de-AT');
  const refused = await site.request.get('/setup').set('Accept-Language', 'de');
  const early = await site.request.get('/');

  const answer = await agent
    .post('/setup')
    .type('form')
    .send({ ...words, token });
  const desk = await agent.get('/admin/');
  const again = await site.request.get(`/setup?token=${token}`);
  const late = await site.request.get('/');

  expect(page.text).toContain('<h1>Set up your blog</h1>');
  expect(page.text).toContain('<html lang="en');
  expect(german.text).toContain('<html lang="de');
  expect(german.text).toContain('<h1>Richte dein Blog ein</h1>');
  expect(german.text).not.toContain('Your name, as readers see it');
  expect(refused.text).toContain('Noch nicht eingerichtet');
  expect(answer.headers.location).toBe('/admin/');
  expect(desk.text).toContain('Your blog is ready');
  expect(again.status).toBe(404);
  expect(early.text).toContain('This blog is not set up yet.');
  expect(early.text).not.toContain(token);
  expect(late.text).not.toContain('not set up');
  const user = await site.blog.db('users').first();
  expect(user).toMatchObject({ login: 'mara', role: 'administrator' });
  expect(user.slug).not.toContain('mara');
});

test('a fresh blog shows at once a post with a picture, an embed and a talk, a page, and a category', async () => {
  const site = await startBlog();
  await userCommand.run(site.blog, ['create', 'mara', 'mara@example.com', '--name', 'Mara Lind']);
  await site.work();
  const [post] = await site.blog.db('posts').where({ type: 'post' });

  const answer = await site.request.get(`/2026/08/01/${post.slug}/`);
  const about = await site.request.get('/about-this-blog/');
  const home = await site.request.get('/');

  expect(answer.text).toMatch(/<figure[^>]*>.*<img[^>]+alt="Low hills.*<figcaption>The bay/s);
  expect(answer.text).toContain('youtube');
  expect(answer.text.match(/id="comment-\d+"/g)).toHaveLength(4);
  expect(answer.text).not.toMatch(/<(img|script|iframe)[^>]+src="https?:/);
  expect(about.text).toContain('who writes here');
  expect(home.text).toContain(post.title);
  expect(home.text).toContain('Notes');
  const image = /<img[^>]+src="(\/uploads\/[^"]+)"/.exec(answer.text)![1]!;
  expect((await site.request.get(image)).status).toBe(200);
  expect(site.logged.filter((line) => Number(line.level) >= 50)).toEqual([]);
});

test('without the link, or with an old one, nobody sets anything up', async () => {
  const site = await startBlog();
  const old = await makeSetupToken(site.blog);
  const token = await makeSetupToken(site.blog);
  const statusOf = async (given: string) =>
    (
      await site.request
        .post('/setup')
        .type('form')
        .send({ ...words, token: given })
    ).status;

  const refused = [await statusOf(''), await statusOf(old), await statusOf('guess')];
  site.setTime('2026-08-03T09:00:00Z');
  const late = await statusOf(token);

  expect([...refused, late]).toEqual([403, 403, 403, 403]);
  expect((await site.request.get('/setup')).text).toContain('waits for its owner');
  expect(await site.blog.db('users')).toEqual([]);
});

test('what was typed stays when a field is wrong', async () => {
  const site = await startBlog();
  const token = await makeSetupToken(site.blog);

  const answer = await site.request
    .post('/setup')
    .type('form')
    .send({ ...words, token, email: 'mara@', password: 'short' });

  expect(answer.status).toBe(422);
  expect(answer.text).toContain('value="Tide Notes"');
  expect(answer.text).toContain('This is no email address.');
  expect(answer.text).toContain('at least 8 characters');
});

test('the command makes the first administrator and others after', async () => {
  const site = await startBlog();

  const first = await userCommand.run(site.blog, ['create', 'mara', 'mara@example.com']);
  const second = await userCommand.run(site.blog, [
    'create',
    'jo',
    'jo@example.com',
    '--role',
    'editor',
    '--name',
    'Jo',
  ]);
  const wrong = await userCommand.run(site.blog, ['create', 'jo', 'x@example.com']);
  const role = await userCommand.run(site.blog, ['create', 'al', 'al@example.com', '--role', 'king']);

  expect([first, second, wrong, role]).toEqual([0, 0, 1, 1]);
  expect(await site.blog.db('users').orderBy('id').select('login', 'role')).toEqual([
    { login: 'mara', role: 'administrator' },
    { login: 'jo', role: 'editor' },
  ]);
});
