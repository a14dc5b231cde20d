// tests/rest/whole.test.ts: what concerns the whole API: several changes in one request, its description as OpenAPI, ETags.
import { beforeAll, expect, test } from 'vitest';
import type { User } from '../../src/accounts/user.ts';
import { startBlog } from '../blog.ts';
import { asNobody, asUser, refusalOf, type Ask } from './client.ts';

const site = await startBlog({ SITE_URL: 'http://localhost' });
const { db } = site.blog;
const nobody = asNobody(site);
let chief: Ask;
let writer: Ask;
let chiefly: User;

beforeAll(async () => {
  chiefly = await site.hasUser({ login: 'chief', role: 'administrator' });
  chief = await asUser(site, chiefly);
  writer = await asUser(site, await site.hasUser({ login: 'wendy', role: 'author' }));
});

const batch = (ask: Ask, requests: object[], validation?: string) =>
  ask('post', '/batch/v1', { requests, ...(validation && { validation }) });

test('a batch does one thing after another, and says of each what became of it', async () => {
  const { status, body } = await batch(writer, [
    { path: '/wp/v2/posts', body: { title: 'First' } },
    { path: '/wp/v2/posts/99999', method: 'DELETE' },
    { path: '/wp/v2/categories', body: { name: 'Not mine' } },
    { path: '/wp/v2/comments', body: { content: 'x' } },
    { path: '/wp/v2/posts?title=By%20query', body: {} },
    { path: 'nowhere' },
  ]);

  expect(status).toBe(207);
  const [first, ...others] = body.responses as { status: number; body: { code?: string } }[];
  expect(first).toMatchObject({
    status: 201,
    body: { title: { raw: 'First' } },
    headers: { Location: expect.stringContaining('/wp/v2/posts/') },
  });
  expect(others.map((one) => [one.status, one.body.code])).toEqual([
    [404, 'rest_post_invalid_id'],
    [403, 'rest_cannot_create'],
    [400, 'rest_batch_not_allowed'],
    [201, undefined],
    [400, 'parse_path_failed'],
  ]);
  expect(await db('posts').whereIn('title', ['First', 'By query'])).toHaveLength(2);
});

test('a batch that must be right in all its parts does nothing when one is wrong', async () => {
  const requests = [
    { path: '/wp/v2/tags', body: { name: 'fine' } },
    { path: '/wp/v2/tags', body: { description: 'without a name' } },
  ];

  const refused = await batch(chief, requests, 'require-all-validate');
  const none = await db('terms').where({ name: 'fine' });
  const done = await batch(chief, [requests[0]!], 'require-all-validate');

  expect([refused.status, refused.body.failed, refused.body.responses[0]]).toEqual([207, 'validation', null]);
  expect(refused.body.responses[1].body.code).toBe('rest_missing_callback_param');
  expect(none).toEqual([]);
  expect(done.body.responses[0].status).toBe(201);
  expect(
    refusalOf(
      await batch(
        chief,
        Array.from({ length: 26 }, () => requests[0]!),
      ),
    ),
  ).toEqual([400, 'rest_invalid_param']);
  expect(refusalOf(await chief('post', '/batch/v1', {}))).toEqual([400, 'rest_missing_callback_param']);
  expect((await batch(nobody, [requests[0]!])).body.responses[0].status).toBe(401);
});

interface Api {
  openapi: string;
  servers: { url: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, object>; securitySchemes: object };
}
interface Operation {
  operationId: string;
  parameters: { name: string; in: string; required?: boolean; schema: { type?: unknown } }[];
  requestBody?: { content: Record<string, { schema: object }> };
  responses: Record<string, { description: string }>;
  security: Record<string, string[]>[];
}

test('the whole API is described as OpenAPI 3.1', async () => {
  const answer = await nobody('get', '/openapi.json');
  const api = answer.body as Api;
  const index = (await nobody('get', '/')).body as { routes: Record<string, unknown> };

  expect([answer.status, api.openapi, api.servers]).toEqual([
    200,
    '3.1.0',
    [{ url: 'http://localhost/wp-json' }],
  ]);
  // Every route of the index is there, but for indexes.
  const plain = (path: string) =>
    path.replaceAll(/\(\?P<(\w+)>(?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)/g, '{$1}');
  const missing = Object.keys(index.routes)
    .map(plain)
    .filter((path) => !api.paths[path] && path.split('/').length > 3);
  expect(missing).toEqual([]);
  expect(problemsOf(api)).toEqual([]);
  expect(api.paths['/wp/v2/posts/{id}']!.get!.parameters[0]).toMatchObject({
    name: 'id',
    in: 'path',
    required: true,
  });
  expect(api.paths['/wp/v2/comments']!.post!.requestBody).toMatchObject({
    content: { 'application/json': { schema: { properties: { content: {}, author_name: {} } } } },
  });
  expect(api.paths['/wp/v2/settings']!.get!.security).not.toContainEqual({});
});

/** What OpenAPI 3.1 asks of a document of paths, looked at one by one. */
function problemsOf(api: Api): string[] {
  const problems: string[] = [];
  const ids = new Set<string>();
  const schemes = Object.keys(api.components.securitySchemes);
  for (const [path, item] of Object.entries(api.paths))
    for (const [method, operation] of Object.entries(item)) {
      const at = `${method} ${path}`;
      if (!path.startsWith('/') || /[\\^$?()]/.test(path)) problems.push(`${at}: no path`);
      if (!['get', 'put', 'post', 'delete', 'patch'].includes(method)) problems.push(`${at}: no method`);
      if (ids.has(operation.operationId)) problems.push(`${at}: an id for two`);
      ids.add(operation.operationId);
      const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const inPath = operation.parameters.filter((one) => one.in === 'path');
      if (inPath.map(({ name }) => name).join() !== named.join()) problems.push(`${at}: path parameters`);
      if (inPath.some(({ required }) => required !== true))
        problems.push(`${at}: a path parameter is required`);
      const keys = operation.parameters.map((one) => `${one.in} ${one.name}`);
      if (new Set(keys).size !== keys.length) problems.push(`${at}: a parameter twice`);
      if (!Object.values(operation.responses).every(({ description }) => description))
        problems.push(`${at}: answers`);
      if (operation.security.some((way) => Object.keys(way).some((name) => !schemes.includes(name))))
        problems.push(`${at}: security`);
    }
  for (const [, ref] of JSON.stringify(api).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g))
    if (!api.components.schemas[ref!]) problems.push(`no schema ${ref}`);
  return problems;
}

test('every list and every thing has an ETag, and is not sent again while it is the same', async () => {
  const post = await site.hasPost({ title: 'Here', status: 'publish', author_id: chiefly.id });
  const comment = await site.hasComment({ post_id: post.id, status: 'approve' });
  const paths = [
    '/',
    '/wp/v2',
    '/openapi.json',
    '/wp/v2/posts',
    `/wp/v2/posts/${post.id}`,
    `/wp/v2/posts/${post.id}?_embed`,
    '/wp/v2/pages',
    '/wp/v2/comments',
    `/wp/v2/comments/${comment.id}`,
    '/wp/v2/media',
    '/wp/v2/categories',
    '/wp/v2/tags',
    '/wp/v2/users',
    '/wp/v2/search?search=here',
    '/wp/v2/types',
    '/wp/v2/statuses',
    '/wp/v2/taxonomies',
  ];
  for (const path of paths) {
    const first = await nobody('get', path);
    const again = await nobody('get', path).set('If-None-Match', first.headers.etag ?? '');
    const other = await nobody('get', path).set('If-None-Match', 'W/"other"');
    expect([path, first.status, again.status, again.text, other.status]).toEqual([path, 200, 304, '', 200]);
  }
  const own = await chief('get', '/wp/v2/users/me');
  expect((await chief('get', '/wp/v2/users/me').set('If-None-Match', own.headers.etag!)).status).toBe(304);
});

test('apps ask whether the site is well', async () => {
  const header = await chief('get', '/wp-site-health/v1/tests/authorization-header');
  const https = await chief('get', '/wp-site-health/v1/tests/https-status');

  expect(header.body).toMatchObject({ status: 'good', test: 'authorization_header' });
  expect(https.body).toMatchObject({ status: 'recommended', test: 'https_status' });
  for (const name of ['background-updates', 'loopback-requests', 'dotorg-communication', 'page-cache']) {
    const { status, body } = await chief('get', `/wp-site-health/v1/tests/${name}`);
    expect([status, body.status, body.test]).toEqual([200, 'good', name.replaceAll('-', '_')]);
  }
  const sizes = await chief('get', '/wp-site-health/v1/directory-sizes');
  expect(Object.keys(sizes.body)).toEqual(['uploads_size', 'database_size', 'total_size']);
  expect(sizes.body.database_size).toMatchObject({ size: expect.stringMatching(/^\d.* MB$/) as string });
  for (const path of ['tests/https-status', 'tests/page-cache', 'directory-sizes'])
    expect(refusalOf(await writer('get', `/wp-site-health/v1/${path}`))).toEqual([403, 'rest_forbidden']);
});
