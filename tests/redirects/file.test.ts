// tests/redirects/file.test.ts: redirects that come in a file, and leave in one.
import { beforeEach, expect, test } from 'vitest';
import { startBlog } from '../blog.ts';

const site = await startBlog();
const { db } = site.blog;
const owner = await site.signIn(await site.hasUser({ role: 'administrator' }));

beforeEach(() => db('redirects').delete());

const bring = (text: string | Buffer, name = 'redirects.csv') =>
  owner.post('/admin/redirects/import').attach('file', Buffer.from(text), name);
const kept = () => db('redirects').orderBy('id').select('match', 'source', 'target', 'status', 'is_active');
const said = async () => (await owner.get('/admin/redirects')).text;

test('CSV as the Redirection plugin writes it', async () => {
  await bring(
    [
      'source,target,regex,code,type,hits,title,status',
      '"/old, with a comma",/new/,0,301,url,12,"A ""title""",active',
      String.raw`^/news/(\d+),/n/$1/,1,302,url,0,,active`,
      '/off,/on/,0,307,url,0,,inactive',
      '/gone,,0,410,error,0,,active',
      '/loop,/loop/,0,301,url,0,,active',
    ].join('\r\n'),
  ).expect(303);

  expect(await kept()).toEqual([
    { match: 'exact', source: '/old, with a comma', target: '/new/', status: 301, is_active: true },
    { match: 'pattern', source: String.raw`^/news/(\d+)`, target: '/n/$1/', status: 302, is_active: true },
    { match: 'exact', source: '/off', target: '/on/', status: 307, is_active: false },
    { match: 'exact', source: '/gone', target: '', status: 410, is_active: true },
  ]);
  expect(await said()).toContain('Redirects added: 4; replaced: 0; passed over: 1.');
});

test('CSV of two columns without a head', async () => {
  await bring('\uFEFF/a,/b\n/c,https://d.example/\n').expect(303);

  expect(await kept()).toMatchObject([
    { source: '/a', target: '/b', status: 301 },
    { source: '/c', target: 'https://d.example/', status: 301 },
  ]);
});

test('the plugin’s export in JSON', async () => {
  const one = (url: string, more: object) => ({
    id: 1, url, match_url: url, action_code: 301, action_type: 'url', match_type: 'url', regex: false,
    group_id: 1, position: 0, status: 'enabled', enabled: true, ...more,
  }); // prettier-ignore
  const redirects = [
    one('/a', { action_data: { url: '/b' } }),
    one('/p/(.*)', { regex: true, action_code: 308, action_data: { url: '/q/$1' } }),
    one('/x', { action_type: 'error', action_code: 410 }),
    one('/y', { action_data: { url: '/z' }, status: 'disabled', enabled: false }),
  ];

  await bring(
    JSON.stringify({ plugin: { version: '5.5.2' }, groups: [], redirects }),
    'redirection.json',
  ).expect(303);

  expect(await kept()).toEqual([
    { match: 'exact', source: '/a', target: '/b', status: 301, is_active: true },
    { match: 'pattern', source: '/p/(.*)', target: '/q/$1', status: 308, is_active: true },
    { match: 'exact', source: '/x', target: '', status: 410, is_active: true },
    { match: 'exact', source: '/y', target: '/z', status: 301, is_active: false },
  ]);
});

test('what goes out comes in again as it was', async () => {
  await bring(
    'source,target,regex,code,match\n/a,/b,0,301,exact\n/c,/d/,0,302,prefix\n^/e$,/f,1,301,\n/g,,0,410,',
  );
  const before = await kept();
  const file = await owner.get('/admin/redirects/export.csv');
  await db('redirects').delete();
  await bring(file.text);

  expect(file.headers['content-disposition']).toContain('redirects.csv');
  expect(before).toHaveLength(4);
  expect(await kept()).toEqual(before);
});

test('the same source again is replaced, and keeps its hits', async () => {
  await bring('/a,/b');
  await db('redirects').update({ hits: 7 });
  await bring('/a/,/c\n/a,/d');

  expect(await db('redirects').select('target', 'hits')).toEqual([{ target: '/d', hits: 7 }]);
});

test.each<[string, string | Buffer, string]>([
  ['a quote that is not closed', '"/a,/b\n', 'no CSV'],
  ['JSON cut short', '{"redirects": [', 'cut short'],
  ['other JSON', '{"posts": []}', 'no export of the Redirection plugin'],
  ['bytes that are no text', Buffer.from([0x2f, 0xff, 0xfe, 0x00]), 'no text in UTF-8'],
  ['nothing', '', 'Choose a file'],
])('%s is refused with what to do', async (_what, text, reason) => {
  const answer = await bring(text);

  expect(answer.status).toBe(400);
  expect(answer.text).toContain(reason);
  expect(await kept()).toEqual([]);
});

test('more patterns than fit change nothing', async () => {
  const lines = Array.from({ length: 101 }, (_, at) => `^/p${at}$,/q,1,301`);
  const answer = await bring(`source,target,regex,code\n${lines.join('\n')}`);

  expect(answer.status).toBe(409);
  expect(await kept()).toEqual([]);
});
