// tests/xmlrpc/golden.test.ts: calls that WordPress answered, answered here (skipped where the recorded ones are absent).
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { hashPassword } from '../../src/accounts/passwords/password.ts';
import { general } from '../../src/base/settings/general.ts';
import { saveSettings } from '../../src/base/settings/settings.ts';
import { importWxr } from '../../src/import/import-wxr.ts';
import { startBlog } from '../blog.ts';
import { shared } from '../shared.ts';
import { decode, type Decoded } from './decode.ts';

const folder = path.join(shared ?? '', 'golden/xmlrpc');
const isThere = Boolean(shared) && fs.existsSync(folder);

const names = isThere
  ? fs
      .readFileSync(path.join(folder, '../INDEX.tsv'), 'utf8')
      .split('\n')
      .flatMap((line) => /\txmlrpc\/([\w.-]+)\.xml\t/.exec(line)?.[1] ?? [])
      .filter((name) => fs.existsSync(path.join(folder, `${name}.request.xml`)))
  : [];

/** Types of all members, as text: what a program relies on. A list is as its first element. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.length ? [shapeOf(value[0])] : [];
  if (value instanceof Date) return 'date';
  if (typeof value !== 'object' || value === null) return typeof value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, member]) => [name, shapeOf(member)]),
  );
}

const codeOf = (answer: Decoded) => ('code' in answer ? answer.code : 'value');

// Linkbacks are verified later here, and the posts they name are this site's: tests/linkbacks.
const isElsewhere = (name: string) => name.startsWith('pingback.');
// Labels, capabilities and supports are this software's own words.
const isOwn = ['wp.getPostTypes', 'wp.getTaxonomies', 'mt.supportedMethods'];
// The export comes without its files, so that there are no sizes of a picture.
const hasNoFile = ['wp.getMediaLibrary', 'wp.getMediaItem', 'wp.getPost'];

describe.skipIf(!isThere)('recorded calls (../shared, absent here when skipped)', async () => {
  const site = isThere ? await startBlog({ SITE_URL: 'http://127.0.0.1:18086' }) : undefined!;
  if (isThere) {
    const people = [
      ['admin', 'Ada Admin', 'administrator'],
      ['editor', 'Ed Editor', 'editor'],
      ['author', 'Aud Author', 'author'],
      ['subscriber', 'Sue Subscriber', 'subscriber'],
    ] as const;
    for (const [index, [login, display_name, role]] of people.entries())
      await site.hasUser({
        id: index + 1,
        login,
        display_name,
        role,
        slug: login,
        url: login === 'admin' ? 'https://example.com' : '',
        password_hash: await hashPassword(login === 'admin' ? 'admin-pass-1' : `${login}-pass-1`),
      });
    await importWxr(site.blog, { open: () => fs.createReadStream(path.join(folder, '../wxr/all.xml')) });
    await saveSettings(site.blog.db, general, {
      blogname: 'Golden Blog',
      blogdescription: 'Reference output',
      timezone_string: 'Europe/Berlin',
    });
    // The next post gets the number that it got when the calls were recorded; another one stood there already.
    await site.blog.db.raw(`SELECT setval(pg_get_serial_sequence('posts', 'id'), 23)`);
    await site.hasPost({
      id: 30,
      author_id: 1,
      comment_status: 'closed',
      published_at: new Date('2024-02-10T12:00:00Z'),
    });
    site.setTime('2026-11-23T15:36:00Z');
  }

  test('each gives a value or the same fault, and values of the same shape', async () => {
    const score = { compared: 0, status: 0, shape: 0, value: 0 };
    const differ: string[] = [];
    for (const name of names.filter((one) => !isElsewhere(one))) {
      const call = fs.readFileSync(path.join(folder, `${name}.request.xml`), 'utf8');
      const wanted = await decode(fs.readFileSync(path.join(folder, `${name}.xml`), 'utf8'));
      const answer = await site.request.post('/xmlrpc.php').type('text/xml').send(call);
      const given = await decode(answer.text || (answer.body as Buffer).toString('utf8'));
      score.compared += 1;
      const isSame = codeOf(given) === codeOf(wanted);
      const [shape, wish] = [given, wanted].map((one) => JSON.stringify(shapeOf(one)));
      const isEqual = JSON.stringify(given) === JSON.stringify(wanted);
      if (isSame) score.status += 1;
      if (shape === wish) score.shape += 1;
      if (isEqual) score.value += 1;
      if (process.env.GOLDEN_REPORT && !(isSame && shape === wish && isEqual))
        process.stdout.write(
          `${name}: ${isSame ? '' : 'STATUS '}${shape === wish ? '' : 'SHAPE '}\n  ${JSON.stringify(given).slice(0, 1500)}\n  ${JSON.stringify(wanted).slice(0, 1500)}\n`,
        );
      if (!isSame || (shape !== wish && ![...isOwn, ...hasNoFile].includes(name))) differ.push(name);
    }
    process.stdout.write(`${JSON.stringify(score)}\n`);

    expect(differ).toEqual([]);
  }, 120_000);
});
