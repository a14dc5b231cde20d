// tests/privacy/personal-data.test.ts: people get what is known of them by their address, and have it erased; nobody else does.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fromBufferPromise } from 'yauzl';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { general } from '../../src/base/settings/general.ts';
import { saveSettings } from '../../src/base/settings/settings.ts';
import type { Comment } from '../../src/comments/comment.ts';
import { discussion } from '../../src/comments/settings.ts';
import { personalDataCommand } from '../../src/privacy/command.ts';
import { png } from '../attachments/files.ts';
import { startBlog } from '../blog.ts';

const site = await startBlog({ COMMENT_ATTEMPTS: '1000' });
const { blog } = site;
const { db } = blog;
await saveSettings(db, general, { admin_email: 'owner@example.com' });
await saveSettings(db, discussion, {
  comment_previously_approved: false,
  spam_check: false,
  comment_reactions: '👍 Helpful',
});
const admin = await site.signIn(await site.hasUser({ role: 'administrator' }));
const post = await site.hasPost({ title: 'Low tide' });
type Agent = ReturnType<typeof site.agent>;
const start = Date.parse('2026-08-01T10:00:00Z');
let minutes = 0;
const later = (more: number) => site.setTime(new Date(start + (minutes += more) * 60_000).toISOString());
beforeEach(async () => {
  later(60);
  await db('rate_limits').delete();
});

async function leave(agent: Agent, email: string, comment: string, more: Record<string, string> = {}) {
  later(5);
  const fields = { comment_post_ID: String(post.id), author: email.split('@')[0]!, email, comment };
  await agent
    .post('/comments')
    .field({ ...fields, 'wp-comment-cookies-consent': 'yes', ...more })
    .attach('attachment', png, `${email}.png`)
    .expect(303);
  return (await db<Comment>('comments').orderBy('id', 'desc').first())!;
}

const nameIn = (email: string) => email.split('@')[0]!;

/** Somebody of whom something is in every table that they can reach. */
async function wroteHere(email: string) {
  const agent = site.agent();
  const own = await leave(agent, email, `Words of ${nameIn(email)}`, {
    author: `Name of ${nameIn(email)}`,
    subscribe_replies: 'yes',
  });
  const other = await leave(site.agent(), `friend-of-${email.split('@')[0]}@example.org`, 'Somebody else');
  await agent
    .post(`/comments/${other.id}/report`)
    .type('form')
    .send({ reason: 'other', words: `By ${nameIn(email)}` });
  await agent.post(`/comments/${other.id}/react`).type('form').send({ reaction: '👍' });
  await agent.post('/comments/mine/link').type('form').send({ email });
  const picture = await leave(agent, email, '');
  await admin
    .post(`/admin/bans`)
    .type('form')
    .send({ kind: 'email', value: email, reason: 'Threats.', days: '0' });
  await site.work();
  return { agent, own, other, picture };
}

const ask = (kind: 'export' | 'erase', address: string, more: object = { confirms: 'yes' }) =>
  admin
    .post(`/admin/${kind}-personal-data`)
    .type('form')
    .send({ address, ...more });
const linkTo = async (address: string, what: string) => {
  const letter = (await db('letters')
    .where({ to_address: address })
    .where('body', 'like', `%/personal-data/%/${what}?%`)
    .orderBy('id', 'desc')
    .first()) as { body: string };
  return new URL(/http\S+/.exec(letter.body.slice(letter.body.lastIndexOf('http')))![0]);
};
const last = async () =>
  (await db('personal_data_requests').orderBy('id', 'desc').first()) as { id: number; status: string };
const open = (url: URL) => site.request.get(url.pathname + url.search);
const confirm = (url: URL) =>
  site.request
    .post(url.pathname)
    .type('form')
    .send({ key: url.searchParams.get('key') });

async function entriesOf(zip: Buffer): Promise<Map<string, string>> {
  const file = await fromBufferPromise(zip);
  const entries = new Map<string, string>();
  for await (const entry of file.eachEntry()) {
    const chunks: Buffer[] = [];
    for await (const chunk of await file.openReadStreamPromise(entry)) chunks.push(chunk as Buffer);
    entries.set(entry.fileName, Buffer.concat(chunks).toString('latin1'));
  }
  return entries;
}
const asBuffer = (request: ReturnType<typeof site.request.get>) =>
  request.buffer(true).parse((res, done) => {
    const chunks: Buffer[] = [];
    res.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => done(null, Buffer.concat(chunks)));
  });

/** Where a word stands in the database. */
async function tablesWith(word: string): Promise<string[]> {
  const { rows: columns } = await db.raw<{ rows: { table_name: string; column_name: string }[] }>(
    `SELECT table_name, column_name FROM information_schema.columns
      WHERE table_schema = 'public' AND data_type IN ('text', 'jsonb', 'ARRAY', 'character varying', 'tsvector')`,
  );
  const found = await Promise.all(
    columns.map(async ({ table_name, column_name }) => {
      const { rows } = await db.raw<{ rows: object[] }>('SELECT 1 FROM ?? WHERE ??::text ILIKE ? LIMIT 1', [
        table_name,
        column_name,
        `%${word}%`,
      ]);
      return rows.length ? [`${table_name}.${column_name}`] : [];
    }),
  );
  return found.flat().toSorted();
}

test('an address confirms by the mailed link, the owner hears of it, and downloads what is known of it alone', async () => {
  const { own, picture } = await wroteHere('ida@example.com');
  await ask('export', ' Ida@Example.com ').expect(303);
  const request = await last();
  const link = await linkTo('ida@example.com', 'confirm');

  const early = await admin.post(`/admin/export-personal-data/${request.id}/file`);
  const page = await open(link);
  const unchanged = (await last()).status;
  const confirmed = await confirm(link);
  const again = await confirm(link);
  const { body } = await asBuffer(
    admin.post(`/admin/export-personal-data/${request.id}/file`) as ReturnType<typeof site.request.get>,
  );
  const list = await admin.get('/admin/export-personal-data');

  expect([request.status, early.status, page.status, unchanged]).toEqual(['pending', 403, 200, 'pending']);
  expect([confirmed.status, again.status]).toEqual([200, 403]);
  expect(
    await db('letters')
      .where({ key: `personal-data:${request.id}:confirmed` })
      .first(),
  ).toMatchObject({
    to_address: 'owner@example.com',
  });
  expect(list.text).toContain('Given out');
  const entries = await entriesOf(body as Buffer);
  const json = entries.get('personal-data.json')!;
  for (const words of [
    'Words of ida',
    'By ida',
    '127.0.0.1',
    `/comments/${own.id}"`,
    `/comments/${picture.id}"`,
    'Threats.',
    'Low tide',
  ])
    expect(json, words).toContain(words);
  const groups = (JSON.parse(json) as { groups: { name: string }[] }).groups.map(({ name }) => name);
  expect(groups).toEqual([
    'comment-activity',
    'comment-subscriptions',
    'comment-bans',
    'comments',
    'emails',
    'requests',
  ]);
  expect(json).not.toContain('friend-of-ida');
  expect(entries.get('index.html')).toContain('Words of ida');
  const files = [...entries].filter(([name]) => name.startsWith('files/'));
  expect(files).toHaveLength(2);
  expect(files[0]![1]).toContain('PNG');
});

test('a link to the file goes to the address, and to nobody who makes one up or comes late', async () => {
  await ask('export', 'jon@example.com', {}).expect(303);
  const { id } = await last();
  await admin.post(`/admin/export-personal-data/${id}/mail`).expect(303);
  const link = await linkTo('jon@example.com', 'file');

  const good = await open(link);
  const forged = new URL(link);
  forged.searchParams.set('until', String(Number(link.searchParams.get('until')) + 1000));
  const other = new URL(link);
  other.pathname = `/personal-data/${id - 1}/file`;
  const missing = new URL(link);
  missing.pathname = '/personal-data/99999/file';
  const refused = [await open(forged), await open(other), await open(missing)];
  later(3 * 24 * 60);
  refused.push(await open(link));

  expect(good.status).toBe(200);
  expect(good.headers['content-type']).toBe('application/zip');
  expect(refused.map(({ status }) => status)).toEqual([403, 403, 403, 403]);
});

test('erasing leaves the conversation to nobody, and no word of the person anywhere but in the request and the ban', async () => {
  const { own, other, picture, agent } = await wroteHere('kim@example.com');
  const reply = await leave(site.agent(), 'leo@example.com', 'An answer', {
    comment_parent: String(own.id),
  });
  await site.work();
  const before = await tablesWith('kim@example.com');
  await ask('erase', 'kim@example.com').expect(303);
  const { id } = await last();
  const unproven = await admin.post(`/admin/erase-personal-data/${id}/erase`);
  await site.work();
  const untouched = (await db<Comment>('comments').where({ id: own.id }).first())!;
  await confirm(await linkTo('kim@example.com', 'confirm')).expect(200);

  await admin.post(`/admin/erase-personal-data/${id}/erase`).expect(303);
  await site.work();

  expect(unproven.status).toBe(303);
  expect(untouched.author_email).toBe('kim@example.com');
  expect(before).toEqual(
    expect.arrayContaining(['comments.author_email', 'letters.to_address', 'media.name']),
  );
  expect(await tablesWith('kim@example.com')).toEqual([
    'comment_bans.value',
    'personal_data_requests.address',
  ]);
  expect(await tablesWith(own.browser_key_hash!)).toEqual([]);
  const page = await site.request.get(`/?p=${post.id}`).redirects(2);
  expect(page.text).toMatch(new RegExp(`id="div-comment-${own.id}"[\\s\\S]+Anonymous[\\s\\S]+Words of kim`));
  expect(page.text).toContain('An answer');
  expect(await db('comments').where({ id: picture.id }).first()).toBeUndefined();
  expect(await db('comments').where({ id: other.id }).first('open_reports', 'reactions')).toEqual({
    open_reports: 1,
    reactions: { '👍': 1 },
  });
  expect(await db('comments').where({ id: reply.id }).first('author_email', 'parent_id')).toEqual({
    author_email: 'leo@example.com',
    parent_id: own.id,
  });
  expect((await agent.get('/comments/mine')).text).not.toContain('Words of kim');
  const list = await admin.get('/admin/erase-personal-data');
  for (const words of ['Completed', 'things were erased', 'A ban is kept'])
    expect(list.text).toContain(words);
});

test('what is wrong is said: no address, a second request, a late link; a new link makes the first void', async () => {
  const wrong = await ask('erase', 'nobody');
  await ask('erase', 'mia@example.com').expect(303);
  const second = await ask('erase', 'mia@example.com');
  const { id } = await last();
  const first = await linkTo('mia@example.com', 'confirm');
  later(5);
  await admin.post(`/admin/erase-personal-data/${id}/again`).expect(303);
  const newer = await linkTo('mia@example.com', 'confirm');
  const replaced = await confirm(first);
  later(2 * 24 * 60 + 1);
  const late = await confirm(newer);
  await db.raw(`SELECT graphile_worker.add_job('privacy.tidy')`);
  await site.work();

  expect([wrong.status, second.status]).toEqual([400, 409]);
  expect(wrong.text).toContain('value="nobody"');
  expect([replaced.status, late.status]).toEqual([403, 403]);
  expect((await last()).status).toBe('failed');
  expect((await admin.get('/admin/erase-personal-data')).text).toContain('Send the link again');
});

test('by command: a file, and erased at once', async () => {
  await wroteHere('nia@example.com');
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'quillback-personal-'));
  afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));
  const file = path.join(folder, 'nia.zip');
  const run = (...args: string[]) => personalDataCommand.run(blog, args);

  const codes = [
    await run('export', 'nia@example.com', file),
    await run('export', 'nia@example.com', file),
    await run('erase', 'nia@example.com', 'superfluous'),
    await run('erase', 'no address'),
    await run('erase', 'nia@example.com'),
  ];

  expect(codes).toEqual([0, 1, 1, 1, 0]);
  const entries = await entriesOf(fs.readFileSync(file));
  expect(entries.get('personal-data.json')).toContain('Words of nia');
  expect(await db('comments').where({ author_email: 'nia@example.com' }).first()).toBeUndefined();
});
