// tests/routes.test.ts: the list of all addresses says the truth: who may ask, and by what name it is answered.
import { expect, test } from 'vitest';
import { may, roles } from '../src/accounts/user.ts';
import { createApp } from '../src/app.ts';
import { openFileFinder } from '../src/base/handler-file.ts';
import { routesOf } from '../src/cli-routes.ts';
import { features } from '../src/features.ts';
import { startBlog } from './blog.ts';

const site = await startBlog();
const rows = routesOf(createApp(site.blog, features));
const admin = rows.filter(({ path }) => path.startsWith('/admin'));
const addressOf = (path: string) => path.replaceAll(/:\w+/g, '1');
// What its verb asks for depends on the post.
const asksMore = ['/admin/linkbacks'];
const sent = (method: string) => method.toLowerCase() as 'get' | 'post';

test('every handler has a name, and lies in a file of ours', () => {
  const finder = openFileFinder();
  const wrong = rows
    .map(({ method, path, name, handler }) => ({ method, path, name, file: finder.fileOf(handler) ?? '' }))
    .filter(({ name, file, path }) => !name || (!file.startsWith('src/') && !path.startsWith('/public/')));
  finder.close();

  expect(rows.length).toBeGreaterThan(200);
  expect(wrong).toEqual([]);
});

test('the list names methods, paths and what is asked for', () => {
  const said = rows.map(({ method, path, permission }) => `${method} ${path} ${permission}`);

  expect(said).toEqual(
    expect.arrayContaining([
      'GET / everybody',
      'POST /comments everybody',
      'GET /feed/ everybody',
      'GET /admin/ signed in',
      'GET /admin/comments edit_posts',
      'POST /admin/comments/empty edit_posts + moderate_comments',
      'GET /admin/settings/general manage_options',
      'GET /wp-json/wp/v2/users/me signed in',
      'GET /wp-json/oembed/1.0/proxy edit_posts',
    ]),
  );
  expect(said.filter((one) => / \/admin.* everybody$/.test(one))).toEqual([]);
});

test('nobody enters where the list says that one must be signed in', async () => {
  const wrong = [];
  for (const { method, path } of admin) {
    const { status } = await site.request[sent(method)](addressOf(path));
    if (![302, 401, 422].includes(status)) wrong.push(`${method} ${path}: ${status}`);
  }

  expect(admin.length).toBeGreaterThan(150);
  expect(wrong).toEqual([]);
});

test.each(roles)(
  'the role %s is refused where it lacks what the list names, and not by that where it has it',
  async (role) => {
    const user = await site.hasUser({ role });
    const agent = await site.signIn(user);
    const wrong: string[] = [];

    for (const { method, path, permission } of admin) {
      const needed = permission.split(' + ').filter((one) => one !== 'signed in');
      const lacks = needed.some((capability) => !may(user, capability));
      // What is there with all it needs is changed by other tests.
      if (!lacks && (method !== 'GET' || path.includes(':') || asksMore.includes(path))) continue;
      const { status } = await agent[sent(method)](addressOf(path));
      if (lacks !== (status === 403)) wrong.push(`${method} ${path} ${permission}: ${status}`);
    }

    expect(wrong).toEqual([]);
  },
);
