// tests/base/rest.test.ts: what all routes of the REST API share: addresses, methods, parameters, fields, headers, errors.
import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { makeApplicationPassword } from '../../src/accounts/application-passwords/application-password.ts';
import { readArgs } from '../../src/base/rest/args.ts';
import { fieldsAsked, onlyFields } from '../../src/base/rest/fields.ts';
import { sayTotal } from '../../src/base/rest/collection.ts';
import { startBlog } from '../blog.ts';

const site = await startBlog({ SITE_URL: 'http://localhost' });
const me = '/wp-json/wp/v2/users/me';
const passwords = `${me}/application-passwords`;
const proxy = '/wp-json/oembed/1.0/proxy';
const embed = '/wp-json/oembed/1.0/embed';
let secret = '';
let browser: Awaited<ReturnType<typeof site.signIn>>;

beforeAll(async () => {
  const ada = await site.hasUser({ login: 'ada', role: 'author' });
  secret = await makeApplicationPassword(site.blog, ada, 'Pen');
  browser = await site.signIn(ada);
});

const ask = (method: 'get' | 'post' | 'put' | 'delete' | 'head' | 'options', path: string) =>
  site.request[method](path).auth('ada', secret);
const names = async () =>
  (await ask('get', passwords)).body.map(({ name }: { name: string }) => name) as string[];

test.each([
  me,
  `${me}/`,
  '/wp-json/WP/V2/Users/Me',
  '/?rest_route=/wp/v2/users/me',
  '/index.php?rest_route=/wp/v2/users/me/',
])('%s is one address of the route', async (path) => {
  expect((await ask('get', path)).body.slug).toBe('ada-public');
});

test.each([
  ['get', '/wp-json/wp/v2/users/me/more'],
  ['get', '/wp-json/wp/v2/nothing'],
  ['put', `${passwords}/introspect`],
  ['delete', `${passwords}/introspect`],
  ['get', '/wp-json/%E0%A4%A'],
  ['get', '/?rest_route=%25E0%25A4%25A'],
  ['options', '/wp-json/wp/v2/nothing'],
] as const)('%s %s is no route, in JSON', async (method, path) => {
  const answer = await ask(method, path);

  expect([answer.status, answer.body]).toEqual([
    404,
    {
      code: 'rest_no_route',
      message: 'No route was found matching the URL and request method.',
      data: { status: 404 },
    },
  ]);
  expect(answer.headers).toMatchObject({ 'cache-control': 'no-store', 'x-robots-tag': 'noindex' });
});

test('addresses beside the API are not its own', async () => {
  const [front, near] = [await site.request.get('/'), await site.request.get('/wp-jsonx')];

  expect([front.status, front.type, near.status, near.type]).toEqual([200, 'text/html', 404, 'text/html']);
  expect(front.headers).not.toHaveProperty('access-control-expose-headers');
});

test('HEAD says what GET would, without a body', async () => {
  const answer = await ask('head', me);

  expect([answer.status, answer.text, answer.type]).toEqual([200, undefined, 'application/json']);
});

test('OPTIONS describes the parameters, and Allow names what the asker may do', async () => {
  const [stranger, program] = [await site.request.options(passwords), await ask('options', passwords)];

  expect(stranger.status).toBe(200);
  expect(stranger.headers).not.toHaveProperty('allow');
  expect(program.headers.allow).toBe('GET, POST, DELETE');
  expect(program.body).toMatchObject({
    namespace: 'wp/v2',
    methods: ['GET', 'POST', 'DELETE'],
    endpoints: [
      { methods: ['GET'] },
      {
        methods: ['POST'],
        args: {
          name: { type: 'string', minLength: 1, maxLength: 1000, required: true },
          app_id: { default: '', required: false },
        },
      },
      { methods: ['DELETE'] },
    ],
    _links: { self: [{ href: `http://localhost${passwords}` }] },
  });
  expect((await site.request.options(me)).body.endpoints[0].args.context).toEqual({
    description: expect.stringContaining('Which fields are shown'),
    type: 'string',
    enum: ['view', 'embed', 'edit'],
    default: 'view',
    required: false,
  });
});

test('a POST may name another method, by its query or a header; a GET may not', async () => {
  await ask('post', passwords).send({ name: 'One' });
  const byGet = await ask('get', `${passwords}?_method=DELETE`);
  const kept = await names();
  const [uuid] = await uuidsBut('Pen');
  const byQuery = await ask('post', `${passwords}/${uuid}?_method=delete`);
  await ask('post', passwords).send({ name: 'Two' });
  const [other] = await uuidsBut('Pen');
  const byHeader = await ask('post', `${passwords}/${other}`).set('X-HTTP-Method-Override', 'DELETE');

  expect([byGet.status, kept.toSorted()]).toEqual([200, ['One', 'Pen']]);
  expect([byQuery.body.deleted, byHeader.body.deleted]).toEqual([true, true]);
  expect(await names()).toEqual(['Pen']);
});

async function uuidsBut(name: string): Promise<string[]> {
  const all = (await ask('get', passwords)).body as { uuid: string; name: string }[];
  return all.filter((one) => one.name !== name).map(({ uuid }) => uuid);
}

test('a body may be a form or JSON; the path is stronger than it', async () => {
  const form = await ask('post', passwords).type('form').send({ name: 'Formed' });
  const json = await ask('post', passwords).send({ name: 'Written', user: '2147483647' });

  expect([form.status, form.body.name, json.status, json.body.name]).toEqual([201, 'Formed', 201, 'Written']);
});

test('_fields leaves what it names, in lists and within fields', async () => {
  const list = await ask('get', `${passwords}?_fields=name,_links.self`);
  const some = await ask('get', `${me}?_fields[]=id&_fields[]=slug`);
  const wrong = await site.request.get(`${me}?_fields=id`);

  for (const item of list.body) expect(Object.keys(item)).toEqual(['name', '_links']);
  expect(Object.keys(some.body)).toEqual(['id', 'slug']);
  expect(wrong.body.code).toBe('rest_not_logged_in');
  const deep = { id: 1, title: { raw: 'a', rendered: 'b' }, author: 3 };
  expect(onlyFields(deep, fieldsAsked({ _fields: ' id , title.rendered ' }))).toEqual({
    id: 1,
    title: { rendered: 'b' },
  });
  expect(onlyFields(deep, ['__proto__', 'constructor'])).toEqual({});
  expect(onlyFields(deep, [])).toEqual(deep);
});

test('scripts of other sites may ask, as WordPress lets them, and their cookies count for nothing', async () => {
  const cross = await ask('get', me).set('Origin', 'https://app.example');
  const cookie = await browser.get(proxy).query({ url: site.blog.url }).set('Origin', 'https://app.example');
  const fetched = await browser.get(proxy).query({ url: site.blog.url }).set('Sec-Fetch-Site', 'same-site');
  const own = await browser.get(proxy).query({ url: 'nothing' }).set('Sec-Fetch-Site', 'same-origin');
  const plain = await ask('get', me);

  expect(cross.headers).toMatchObject({
    'access-control-allow-origin': 'https://app.example',
    'access-control-allow-methods': 'OPTIONS, GET, POST, PUT, PATCH, DELETE',
    'access-control-allow-credentials': 'true',
    'access-control-allow-headers':
      'Authorization, X-WP-Nonce, Content-Disposition, Content-MD5, Content-Type',
    'access-control-expose-headers': 'X-WP-Total, X-WP-TotalPages, Link',
    allow: 'GET, POST, PUT, PATCH',
  });
  expect(cross.headers.vary).toContain('Origin');
  expect([cookie.status, fetched.status, own.status]).toEqual([401, 401, 400]);
  expect(plain.headers).not.toHaveProperty('access-control-allow-origin');
});

test.each([
  ['post', passwords],
  ['delete', passwords],
  ['get', passwords],
  ['get', me],
  ['post', `${passwords}?_method=DELETE`],
  ['post', `/?rest_route=/wp/v2/users/me/application-passwords&_method=DELETE`],
  ['post', `${proxy}?_method=GET&url=https://paper.example/`],
] as const)('a session of a browser opens nothing else: %s %s (D6)', async (method, path) => {
  const before = await names();

  const answer = await browser[method](path).send({ name: 'Forged' });

  expect([answer.status, answer.body.data.status]).toEqual([401, 401]);
  expect(await names()).toEqual(before);
});

test('a program may ask what a browser may', async () => {
  const answer = await ask('get', proxy).query({ url: 'nothing' });

  expect([answer.status, answer.body.code]).toEqual([400, 'rest_invalid_param']);
});

test('what is missing and what is wrong is named in WordPress’s shape', async () => {
  const missing = await ask('post', passwords).send({});
  const wrong = await ask('post', passwords).send({ name: ['a'], app_id: 'x' });
  const context = await ask('get', `${me}?context=all`);
  const broken = await ask('post', passwords).type('json').send('{');
  const nul = await ask('post', passwords).send({ name: 'a\0b' });

  expect(missing.body).toEqual({
    code: 'rest_missing_callback_param',
    message: 'Missing parameter(s): name',
    data: { status: 400, params: ['name'] },
  });
  expect(wrong.body).toEqual({
    code: 'rest_invalid_param',
    message: 'Invalid parameter(s): name, app_id',
    data: {
      status: 400,
      params: { name: 'name is not of type string.', app_id: 'app_id is not a valid UUID.' },
      details: {
        name: { code: 'rest_invalid_type', message: 'name is not of type string.', data: { param: 'name' } },
        app_id: { code: 'rest_invalid_uuid', message: 'app_id is not a valid UUID.', data: null },
      },
    },
  });
  expect(context.body.data.details.context).toMatchObject({
    code: 'rest_not_in_enum',
    message: 'context is not one of view, embed, and edit.',
  });
  expect(broken.body.data).toEqual({ status: 400, json_error_code: 4, json_error_message: 'Syntax error' });
  expect([nul.status, nul.body.code]).toEqual([400, 'rest_invalid_param']);
});

test('numbers and lists of a query are read and bounded as in WordPress', () => {
  const args = z.object({
    page: z.coerce.number().int().min(1).default(1),
    per_page: z.coerce.number().int().min(1).max(100).default(10),
    slug: z.array(z.string()).optional(),
  });
  const read = (query: Record<string, string | string[]>) => readArgs(args, { query, body: undefined }, {});

  expect(read({ page: ['2', '3'], 'slug[]': 'a' })).toEqual({ page: 3, per_page: 10, slug: ['a'] });
  expect(() => read({ page: 'abc', per_page: '0' })).toThrow(
    expect.objectContaining({
      message: 'Invalid parameter(s): page, per_page',
      data: expect.objectContaining({
        params: {
          page: 'page is not of type integer.',
          per_page: 'per_page must be between 1 (inclusive) and 100 (inclusive)',
        },
      }),
    }),
  );
});

test('a collection says how much it holds and where its other pages are', () => {
  const request = { method: 'GET', path: '/wp/v2/posts', query: { per_page: '1', page: '2' } };
  const reply = { headers: {} as Record<string, string> };
  const address = 'http://localhost/wp-json/wp/v2/posts?per_page=1';

  sayTotal(site.blog, { args: { page: 2, per_page: 1 }, request, reply }, 12);

  expect(reply.headers).toEqual({
    'X-WP-Total': '12',
    'X-WP-TotalPages': '12',
    Link: `<${address}&page=1>; rel="prev", <${address}&page=3>; rel="next"`,
  });
});

test('an answer that any site may have is marked so', async () => {
  const answer = await site.request.get(embed).query({ url: 'x' }).set('Origin', 'https://app.example');

  expect([answer.status, answer.headers['access-control-allow-origin']]).toEqual([404, '*']);
});
