// tests/accounts/authorize.test.ts: a program asks for a password, by the screen that WordPress has for it or by REST.
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, expect, test } from 'vitest';
import { isSafeReturn } from '../../src/accounts/application-passwords/authorize.ts';
import { hashPassword } from '../../src/accounts/passwords/password.ts';
import { sessionCookie, startBlog } from '../blog.ts';
import { startBrowser } from '../browser.ts';

const site = await startBlog({ SITE_URL: 'http://localhost' });
const { db } = site.blog;
const proof = 'a long and quiet afternoon';
const ada = await site.hasUser({ login: 'ada', role: 'editor', password_hash: await hashPassword(proof) });
const agent = await site.signIn(ada);
const screen = '/admin/authorize-application';
const app_id = '0b6d7c1e-9b0e-4a38-9d0c-3c5b7d1f2a44';
const approve = (fields: object) => agent.post(`${screen}/approve`).type('form').send(fields);
const kept = () => db('application_passwords').orderBy('created_at').select('name', 'app_id');

// The program: it waits on the same machine for its answer.
const answers: string[] = [];
const program = http.createServer((req, res) => {
  answers.push(req.url!);
  res.end('<title>The program</title>Thank you.');
});
await new Promise<void>((resolve) => program.listen(0, '127.0.0.1', resolve));
afterAll(() => new Promise((resolve) => program.close(resolve)));
const success_url = `http://127.0.0.1:${(program.address() as AddressInfo).port}/done?state=7`;

test(
  'in a browser: yes sends user name and password to the program, no sends a no',
  { timeout: 60_000 },
  async () => {
    const browser = await startBrowser();
    const page = await browser.newPage();
    const [name, value] = (await sessionCookie(site.blog, ada)).split('=') as [string, string];
    await page.context().addCookies([{ name, value, url: site.address }]);
    const query = new URLSearchParams({ app_name: 'Pen & <b>Paper</b>', app_id, success_url });
    const door = `${site.address}/wp-admin/authorize-application.php?${query.toString()}`;

    await page.goto(door);
    const words = await page.locator('main').innerText();
    await page.getByRole('link', { name: 'No', exact: true }).click();
    await page.waitForURL(/done/);
    await page.goto(door);
    await page.getByLabel('Current password, or a code').fill(proof);
    await page.getByRole('button', { name: 'Yes, give it access' }).click();
    await page.waitForURL(/done/);

    expect(words).toContain('calls itself Pen & <b>Paper</b> asks for access to your account, ada');
    expect(words).toContain(`sent to ${new URL(success_url).host}`);
    expect(answers[0]).toBe('/done?state=7&success=false');
    const given = new URL(
      answers.find((one) => one.includes('password'))!,
      success_url,
    ).searchParams;
    expect([given.get('state'), given.get('user_login'), given.get('site_url')]).toEqual([
      '7',
      'ada',
      'http://localhost',
    ]);
    expect(await kept()).toEqual([{ name: 'Pen & <b>Paper</b>', app_id }]);
    const me = await site.request.get('/wp-json/wp/v2/users/me').auth('ada', given.get('password')!);
    expect(me.body.id).toBe(ada.id);
    await page.context().close();
  },
);

test('without an address the password is shown; without the owner’s proof there is none', async () => {
  await db('application_passwords').delete();
  const wrong = await approve({ name: 'Pen', app_id, proof: 'guessed' });
  const none = await kept();
  const shown = await approve({ name: 'Pen', app_id, proof });

  expect(wrong.status).toBe(422);
  expect(none).toEqual([]);
  expect(shown.text).toMatch(/class="secret">[A-Za-z0-9]{4}( [A-Za-z0-9]{4}){5}</);
  expect(shown.headers['cache-control']).toBe('no-store');
  expect(shown.headers['referrer-policy']).toBe('no-referrer');
  expect(shown.headers['content-security-policy']).toContain("frame-ancestors 'none'");
});

test.each([
  ['https://pen.example/done', true],
  ['http://127.0.0.1:4000/done', true],
  ['http://localhost/done', true],
  ['com.example.pen://done', true],
  ['pen://done?x=1', true],
  ['http://pen.example/done', false],
  ['http://127.0.0.1.pen.example/', false],
  ['https://ada:secret@pen.example/', false],
  ['javascript:alert(1)', false],
  ['javascript://pen.example/%0aalert(1)', false],
  ['JavaScript://x', false],
  ['java\nscript://x', false],
  ['data:text/html,hello', false],
  ['blob:https://pen.example/1', false],
  ['mailto:eve@example.com', false],
  ['//pen.example/done', false],
  ['/admin/', false],
  ['', false],
])('may a password go to %j? %s', (address, isSafe) => {
  expect(isSafeReturn(address)).toBe(isSafe);
});

test.each([
  { success_url: 'javascript:alert(1)' },
  { reject_url: 'http://pen.example/' },
  { app_id: 'not a uuid' },
])('%j is refused before anything is asked, and when it is sent', async (fields) => {
  await db('application_passwords').delete();
  const asked = await agent.get(screen).query({ app_name: 'Pen', ...fields });
  const sent = await approve({ name: 'Pen', proof, ...fields });

  expect([asked.status, sent.status]).toEqual([400, 400]);
  expect(asked.text).not.toContain('name="proof"');
  expect(await kept()).toEqual([]);
});

test('whoever is signed out signs in first and comes back to the question', async () => {
  const first = await site.request.get(
    `/wp-admin/authorize-application.php?app_name=Pen&success_url=pen://a`,
  );
  const second = await site.request.get(first.headers.location!);

  expect(first.headers.location).toBe(`${screen}?app_name=Pen&success_url=pen://a`);
  expect(second.headers.location).toBe(`/login?redirect_to=${encodeURIComponent(first.headers.location!)}`);
});

test('by REST a program lists, makes and withdraws, in WordPress’s shapes', async () => {
  await db('application_passwords').delete();
  const { text } = await approve({ name: 'First', proof });
  const secret = /class="secret">([^<]+)</.exec(text)![1]!;
  const door = '/wp-json/wp/v2/users/me/application-passwords';
  const request = (method: 'get' | 'post' | 'delete', path = '') =>
    site.request[method](door + path).auth('ada', secret);

  const made = await request('post').send({ name: 'Second', app_id });
  const list = await request('get');
  const one = await request('get', `/${made.body.uuid}`);
  const renamed = await request('post', `/${made.body.uuid}`).send({ name: 'Third' });
  const unnamed = await request('post', `/${made.body.uuid}`).send({ name: ' ' });
  const renamedElse = await request('post', `/${proof}`).send({ name: 'Third' });
  const self = await site.request
    .get(`/?rest_route=/wp/v2/users/${ada.id}/application-passwords/introspect`)
    .auth('ada', secret);
  const gone = await request('delete', `/${made.body.uuid}`);
  const again = await request('delete', `/${made.body.uuid}`);
  const nameless = await request('post').send({ app_id });
  const odd = await request('post').send({ name: 'x', app_id: 'y' });
  const broken = await request('post').type('json').send('{"name"');
  const all = await request('delete');
  const after = await request('get');

  const { password, ...fields } = made.body as Record<string, unknown>;
  expect(made.status).toBe(201);
  expect(password).toMatch(/^[A-Za-z0-9]{4}( [A-Za-z0-9]{4}){5}$/);
  const href = `http://localhost/wp-json/wp/v2/users/${ada.id}/application-passwords/${made.body.uuid}`;
  expect(fields).toEqual({
    uuid: made.body.uuid,
    app_id,
    name: 'Second',
    created: '2026-08-01T09:00:00',
    last_used: null,
    last_ip: null,
    _links: { self: [{ href, targetHints: { allow: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] } }] },
  });
  expect(list.body.map(({ name }: { name: string }) => name).toSorted()).toEqual(['First', 'Second']);
  expect(JSON.stringify(list.body)).not.toContain('password"');
  expect(one.body).toEqual(fields);
  expect([self.body.name, self.body.last_used]).toEqual(['First', '2026-08-01T09:00:00']);
  expect(renamed.body).toEqual({ ...fields, name: 'Third' });
  expect([unnamed.status, renamedElse.status]).toEqual([400, 404]);
  expect(gone.body).toEqual({ deleted: true, previous: renamed.body });
  expect([again.status, again.body.code]).toEqual([404, 'rest_application_password_not_found']);
  expect(nameless.body).toMatchObject({
    code: 'rest_missing_callback_param',
    data: { status: 400, params: ['name'] },
  });
  expect(odd.body).toMatchObject({
    code: 'rest_invalid_param',
    data: { params: { app_id: 'app_id is not a valid UUID.' } },
  });
  expect([broken.status, broken.body.code]).toEqual([400, 'rest_invalid_json']);
  expect(all.body).toEqual({ deleted: true, count: 1 });
  expect(after.status).toBe(401);
});

test('nobody else’s are listed, and no cookie opens the door', async () => {
  await db('application_passwords').delete();
  const other = await site.hasUser({ role: 'administrator' });
  const { text } = await approve({ name: 'First', proof });
  const secret = /class="secret">([^<]+)</.exec(text)![1]!;

  const theirs = await site.request
    .get(`/wp-json/wp/v2/users/${other.id}/application-passwords`)
    .auth('ada', secret);
  const cookie = await agent.post('/wp-json/wp/v2/users/me/application-passwords').send({ name: 'x' });

  expect([theirs.status, theirs.body.code]).toEqual([403, 'rest_cannot_list_application_passwords']);
  expect([cookie.status, cookie.body.code]).toEqual([401, 'rest_not_logged_in']);
  expect(await kept()).toHaveLength(1);
});
