// tests/xmlrpc/recorded.test.ts: calls and answers of a WordPress (tests/fixtures/xmlrpc), and what is answered to them here.
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { hashPassword } from '../../src/accounts/passwords/password.ts';
import { general } from '../../src/base/settings/general.ts';
import { saveSettings } from '../../src/base/settings/settings.ts';
import { startBlog } from '../blog.ts';
import { decode } from './decode.ts';

const folder = path.join(import.meta.dirname, '../fixtures/xmlrpc');
const names = fs.readdirSync(folder).flatMap((file) => /^(.*)\.request\.xml$/.exec(file)?.[1] ?? []);
const site = await startBlog({ SITE_URL: 'http://127.0.0.1:18086' });
await saveSettings(site.blog.db, general, { blogname: 'Golden Blog' });
await site.hasUser({
  login: 'admin',
  slug: 'admin',
  // WordPress gives the nickname, which is the login of whoever has chosen none.
  display_name: 'admin',
  role: 'administrator',
  url: 'https://example.com',
  password_hash: await hashPassword('admin-pass-1'),
});
await site.hasUser({
  login: 'subscriber',
  role: 'subscriber',
  password_hash: await hashPassword('subscriber-pass-1'),
});

/** Ids of rows are those of each database. */
const withoutIds = (given: unknown): unknown =>
  JSON.parse(JSON.stringify(given).replaceAll(/("value":|"userid":)"?\d+"?/g, '$1"an id"'));

test.each(names)('%s', async (name) => {
  const call = fs.readFileSync(path.join(folder, `${name}.request.xml`), 'utf8');
  const wanted = await decode(fs.readFileSync(path.join(folder, `${name}.xml`), 'utf8'));

  const answer = await site.request.post('/xmlrpc.php').type('text/xml').send(call);

  expect(answer.headers['content-type']).toBe('text/xml; charset=UTF-8');
  expect(withoutIds(await decode(answer.text || String(answer.body)))).toEqual(withoutIds(wanted));
});

test('the recorded calls are there', () => expect(names.length).toBeGreaterThan(15));
