// tests/xmlrpc/guard.test.ts: what keeps /xmlrpc.php from being a way to guess passwords, or to use the site up.
import { expect, test } from 'vitest';
import { makeApplicationPassword } from '../../src/accounts/application-passwords/application-password.ts';
import { hashPassword } from '../../src/accounts/passwords/password.ts';
import { storeSecret } from '../../src/accounts/two-factor/queries.ts';
import { programs } from '../../src/base/settings/programs.ts';
import { saveSettings } from '../../src/base/settings/settings.ts';
import { startBlog, type TestBlog } from '../blog.ts';
import { decode } from './decode.ts';

const password = 'a right password';
const password_hash = await hashPassword(password);
const text = (value: string) => `<value><string>${value}</string></value>`;
const member = (name: string, value: string) => `<member><name>${name}</name>${value}</member>`;
const callOf = (method: string, ...values: string[]) =>
  `<?xml version="1.0"?><methodCall><methodName>${method}</methodName><params>${values
    .map((value) => `<param>${value}</param>`)
    .join('')}</params></methodCall>`;
const profile = (name: string, secret: string) =>
  callOf('wp.getProfile', text('1'), text(name), text(secret));

async function send(site: TestBlog, xml: string, ip = '192.0.2.1') {
  const answer = await site.request.post('/xmlrpc.php').set('x-forwarded-for', ip).type('text/xml').send(xml);
  const body = answer.text || (answer.body as Buffer).toString('utf8');
  return {
    ...(await decode(body)),
    headers: answer.headers as Record<string, string>,
    status: answer.status,
  };
}

const open = async (env: Record<string, string> = {}) => {
  const site = await startBlog({ TRUST_PROXY: '1', ...env });
  const user = await site.hasUser({ login: 'ada', role: 'author', password_hash });
  return { site, user };
};

test('wrong passwords are counted as at the sign-in form, and the right one is not tried any more', async () => {
  const { site } = await open();

  const codes: unknown[] = [];
  for (let number = 0; number < 9; number += 1)
    codes.push(((await send(site, profile('ada', `wrong ${number}`))) as { code?: number }).code);
  const right = await send(site, profile('ada', password));
  const form = await site.request
    .post('/login')
    .set('x-forwarded-for', '192.0.2.1')
    .type('form')
    .send({ log: 'ada', pwd: password });
  const elsewhere = await send(site, profile('ada', password), '198.51.100.7');

  expect(codes).toEqual([...Array.from({ length: 8 }, () => 403), 429]);
  expect(right).toMatchObject({ code: 429 });
  expect(Number(right.headers['retry-after'])).toBeGreaterThan(60);
  expect(form.status).toBe(429);
  expect(elsewhere).toMatchObject({ value: { username: 'ada' } });
});

test('a list of calls tries one password: after it failed, the right one behind it opens nothing', async () => {
  const { site } = await open();
  const one = (secret: string) =>
    `<value><struct>${member('methodName', text('wp.getProfile'))}${member(
      'params',
      `<value><array><data>${text('1')}${text('ada')}${text(secret)}</data></array></value>`,
    )}</struct></value>`;
  const many = (...secrets: string[]) =>
    callOf('system.multicall', `<value><array><data>${secrets.map(one).join('')}</data></array></value>`);

  const guessed = await send(site, many('wrong', 'wrong too', password));
  const others = await send(site, many(password, password, 'wrong', password));
  const points = await site.blog
    .db('rate_limits')
    .where('key', 'like', 'login_pair:%')
    .pluck<number[]>('points');

  expect(guessed).toMatchObject({
    value: [{ faultCode: 403 }, { faultCode: 403 }, { faultCode: 403 }],
  });
  expect(others).toMatchObject({
    value: [[{ username: 'ada' }], [{ username: 'ada' }], { faultCode: 403 }, { faultCode: 403 }],
  });
  // One wrong one was counted; the right one began anew.
  expect(points).toEqual([]);
});

test('a list within a list is refused, and one that is too long', async () => {
  const { site } = await open();
  const inner = `<value><struct>${member('methodName', text('system.multicall'))}${member(
    'params',
    '<value><array><data></data></array></value>',
  )}</struct></value>`;
  const list = (count: number) =>
    callOf('system.multicall', `<value><array><data>${inner.repeat(count)}</data></array></value>`);

  expect(await send(site, list(1))).toMatchObject({ value: [{ faultCode: -32600 }] });
  expect(await send(site, list(51))).toMatchObject({ code: 400 });
});

test('with two-factor sign-in only an application password opens the account, and nobody learns that the other is right', async () => {
  const { site, user } = await open({ SITE_URL: 'http://localhost' });
  const secret = await makeApplicationPassword(site.blog, user, 'A program');
  const before = await send(site, profile('ada', password));
  await storeSecret(site.blog.db, user.id, 'JBSWY3DPEHPK3PXP');
  await site.blog.db('two_factors').where({ user_id: user.id }).update({ confirmed_at: site.blog.now() });

  const byAccount = await send(site, profile('ada', password));
  const wrong = await send(site, profile('ada', 'another one'));
  const byProgram = await send(site, profile('ada', secret));
  const withdrawn = await send(site, profile('ada', 'abcd efgh ijkl mnop qrst uvwx'));

  expect(before).toMatchObject({ value: { username: 'ada' } });
  expect([byAccount, wrong, withdrawn]).toMatchObject(
    Array.from({ length: 3 }, () => ({ code: 403, message: 'Incorrect username or password.' })),
  );
  expect(byProgram).toMatchObject({ value: { username: 'ada' } });
});

test('methods that sign in may be switched off, and all of it', async () => {
  const { site } = await open();
  const post = await site.hasPost({ slug: 'open', ping_status: 'open' });
  const hello = callOf('demo.sayHello');
  const look = async () => {
    const page = await site.request.get(`/2026/08/01/${post.slug}/`);
    return {
      rsd: (await site.request.get('/xmlrpc.php?rsd')).status,
      edit_uri: page.text.includes('rel="EditURI"'),
      pingback: page.headers['x-pingback'] !== undefined && page.text.includes('rel="pingback"'),
    };
  };

  const on = await look();
  await saveSettings(site.blog.db, programs, { xmlrpc: 'pingbacks' });
  const half = await look();
  const refused = await send(site, profile('ada', password));
  const open_still = await send(site, hello);
  await saveSettings(site.blog.db, programs, { xmlrpc: 'off' });
  const off = await look();
  const gone = await site.request.post('/xmlrpc.php').type('text/xml').send(hello);

  expect(on).toEqual({ rsd: 200, edit_uri: true, pingback: true });
  expect(half).toEqual({ rsd: 200, edit_uri: false, pingback: true });
  expect(refused).toMatchObject({ code: 405 });
  expect(open_still).toMatchObject({ value: 'Hello!' });
  expect(off).toEqual({ rsd: 404, edit_uri: false, pingback: false });
  expect(gone.status).toBe(404);
});

test('RSD names the address for each family', async () => {
  const { site } = await open();

  const answer = await site.request.get('/xmlrpc.php?rsd');

  expect(answer.headers['content-type']).toBe('text/xml; charset=UTF-8');
  for (const name of ['WordPress', 'Movable Type', 'MetaWeblog', 'Blogger', 'WP-API'])
    expect(answer.text).toContain(`<api name="${name}" blogID="1"`);
  expect(answer.text).toContain('apiLink="http://blog.example/xmlrpc.php"');
});

const nested = (levels: number) =>
  callOf('demo.sayHello', '<value><array><data>'.repeat(levels) + '</data></array></value>'.repeat(levels));

test.each<[string, string, number | undefined]>([
  ['ten levels', nested(10), undefined],
  ['many levels', nested(40), -32700],
  ['too many values', callOf('demo.sayHello', text('x').repeat(30_000)), -32700],
  [
    'a document type',
    `<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>${callOf('demo.sayHello', text('&a;'))}`,
    -32700,
  ],
  ['an entity', callOf('demo.sayHello', text('&unknown;')), -32700],
  ['a control character', callOf('demo.sayHello', text('&#0;')), -32700],
  ['another document', '<rss></rss>', -32600],
  ['no such method', callOf('__proto__'), -32601],
  ['too few parameters', callOf('wp.getPost', text('1')), 400],
])('%s', async (_name, xml, code) => {
  const { site } = await open();

  const answer = await send(site, xml);

  expect(answer.status).toBe(200);
  expect('code' in answer ? answer.code : undefined).toBe(code);
});

test('a struct with the name of a prototype changes nothing', async () => {
  const { site } = await open();
  const content = `<value><struct>${member('__proto__', `<value><struct>${member('post_title', text('x'))}</struct></value>`)}${member('post_content', text('y'))}</struct></value>`;

  const answer = await send(site, callOf('wp.newPost', text('1'), text('ada'), text(password), content));

  expect(answer).toMatchObject({ value: expect.stringMatching(/^\d+$/) });
  expect(await site.blog.db('posts').first('title', 'content')).toEqual({ title: '', content: 'y' });
  expect(({} as Record<string, unknown>).post_title).toBeUndefined();
});

test('an author sees and changes neither what others wrote nor their comments and files', async () => {
  const { site } = await open();
  const other = await site.hasUser({ role: 'editor' });
  const post = await site.hasPost({ author_id: other.id, status: 'draft', title: 'Secret' });
  const out = await site.hasPost({ author_id: other.id });
  const comment = await site.hasComment({ post_id: out.id });
  const as = (method: string, id: number) =>
    send(site, callOf(method, text('1'), text('ada'), text(password), text(String(id))));

  const answers = [
    await as('wp.getPost', post.id),
    await as('wp.deletePost', post.id),
    await as('wp.getComment', comment.id),
    await as('wp.deleteComment', comment.id),
    await as('wp.getUser', other.id),
  ];
  const list = await send(site, callOf('wp.getPosts', text('1'), text('ada'), text(password)));

  expect(answers.map((answer) => 'code' in answer && answer.code)).toEqual([401, 401, 401, 401, 401]);
  expect(list).toMatchObject({ value: [] });
});
