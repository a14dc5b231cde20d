// tests/comments/own/own-by-mail.test.ts: My comments, and the mailed link that makes a browser known as their author.
import zlib from 'node:zlib';
import { beforeEach, expect, test } from 'vitest';
import { saveSettings } from '../../../src/base/settings/settings.ts';
import type { Comment } from '../../../src/comments/comment.ts';
import { discussion } from '../../../src/comments/settings.ts';
import { startBlog } from '../../blog.ts';

const site = await startBlog();
const { db } = site.blog;
type Agent = ReturnType<typeof site.agent>;
interface Letter {
  to_address: string;
  body: string;
}

let hours = 0;
const sentence = 'If comments were left here with this address, an email with a link is on its way to it.';

beforeEach(async () => {
  hours += 3;
  site.setTime(new Date(Date.parse('2026-08-01T10:00:00Z') + hours * 3_600_000).toISOString());
  await saveSettings(db, discussion, { ...discussion.parse({}), comment_previously_approved: false });
  await db('letters').delete();
  await db('rate_limits').delete();
});
const minutes = (more: number) =>
  site.setTime(
    new Date(Date.parse('2026-08-01T10:00:00Z') + hours * 3_600_000 + more * 60_000).toISOString(),
  );

const rowOf = (id: number) => db<Comment>('comments').where({ id }).first();
const letters = () => db<Letter>('letters').where('body', 'like', '%/comments/mine/confirm%').orderBy('id');

async function ask(email: string, agent: Agent = site.agent()) {
  const asked = await agent.post('/comments/mine/link').type('form').send({ email });
  await site.work();
  return asked;
}

async function linkIn(letter: Letter | undefined): Promise<string> {
  return /http:\/\/blog\.example(\S+confirm\S+)/.exec(letter!.body)![1]!;
}

async function press(agent: Agent, link: string) {
  return agent
    .post('/comments/mine/confirm')
    .type('form')
    .send(Object.fromEntries(new URL(link, 'http://blog.example').searchParams));
}

test('a mailed link makes a new browser the author of all comments of its address, once', async () => {
  const post = await site.hasPost({ title: 'A talk' });
  const held = await site.hasComment({
    post_id: post.id,
    author_email: 'Bea@example.com',
    author_name: 'Bea',
    content: 'One that waits',
    status: 'hold',
    browser_key_hash: 'a key that is lost',
  });
  const shown = await site.hasComment({
    post_id: post.id,
    author_email: 'bea@example.com',
    content: 'One that is shown',
  });
  const others = await site.hasComment({ post_id: post.id, author_email: 'eve@example.com' });
  const user = await site.hasUser({ email: 'bea@example.com' });
  const ofUser = await site.hasComment({
    post_id: post.id,
    author_email: 'bea@example.com',
    user_id: user.id,
  });
  const browser = site.agent();

  await ask(' BEA@example.com ');
  const link = await linkIn((await letters())[0]);
  const visited = await browser.get(link);
  const before = await browser.get('/comments/mine');
  const pressed = await press(browser, link);
  const mine = await browser.get('/comments/mine');
  const thief = site.agent();
  const replayed = await press(thief, link);
  const revisited = await thief.get(link);

  expect(visited.status).toBe(200);
  expect(visited.headers['set-cookie']).toBeUndefined();
  expect(before.text).not.toContain('One that waits');
  expect(pressed.status).toBe(303);
  expect(mine.text).toContain('One that waits');
  expect(mine.text).toContain('Awaits moderation');
  expect(mine.text).toContain('One that is shown');
  expect(mine.text).toContain('Published');
  expect(mine.headers['cache-control']).toBe('private, no-store');
  expect([replayed.status, revisited.status]).toEqual([403, 403]);
  expect(revisited.text).not.toContain('bea@example.com');
  const [one, two] = [await rowOf(held.id), await rowOf(shown.id)];
  expect(one!.browser_key_hash).toMatch(/^[0-9a-f]{64}$/);
  expect(two!.browser_key_hash).toBe(one!.browser_key_hash);
  expect((await rowOf(others.id))!.browser_key_hash).toBeNull();
  expect((await rowOf(ofUser.id))!.browser_key_hash).toBeNull();
  expect((await browser.post(`/comments/${shown.id}/delete`)).status).toBe(303);
  expect((await browser.post(`/comments/${ofUser.id}/delete`)).status).toBe(403);
});

test('a guest without cookies edits within fifteen minutes by the mailed link', async () => {
  const post = await site.hasPost();
  const reader = site.agent();
  await reader
    .post('/comments')
    .type('form')
    .send({ comment_post_ID: post.id, author: 'Cy', email: 'cy@example.com', comment: 'With a typpo' });
  const { id } = (await db<Comment>('comments').orderBy('id', 'desc').first())!;
  const refused = await reader.get(`/comments/${id}/edit`);
  await ask('cy@example.com', reader);
  await press(reader, await linkIn((await letters())[0]));

  const form = await reader.get(`/comments/${id}/edit`);
  const version = /name="version" value="(\w+)"/.exec(form.text)![1];
  const saved = await reader
    .post(`/comments/${id}/edit`)
    .type('form')
    .send({ comment: 'Without one', version });

  expect(refused.status).toBe(403);
  expect(refused.text).toContain('href="/comments/mine"');
  expect(saved.status).toBe(303);
  expect((await rowOf(id))!.content).toBe('Without one');
});

test('whoever types an address learns nothing of it, and it gets one email an hour at most', async () => {
  const post = await site.hasPost();
  await site.hasComment({ post_id: post.id, author_email: 'dora@example.com', content: 'Words of Dora' });
  const spy = site.agent();

  const known = await ask('dora@example.com', spy);
  const unknown = await ask('nobody@example.com', spy);
  await ask('dora@example.com');
  const [knownPage, unknownPage] = [
    await spy.get(known.headers.location!),
    await spy.get(unknown.headers.location!),
  ];
  const atOnce = await letters();
  minutes(61);
  await ask('dora@example.com');
  const later = await letters();

  expect([known.status, unknown.status]).toEqual([303, 303]);
  expect(known.headers.location).toBe(unknown.headers.location);
  expect(knownPage.text).toContain(sentence);
  expect(knownPage.text).toBe(unknownPage.text);
  expect(knownPage.text).not.toContain('Words of Dora');
  expect(atOnce.map(({ to_address }) => to_address)).toEqual(['dora@example.com']);
  expect(later).toHaveLength(2);
  expect((await site.agent().get(await linkIn(later[0]))).status).toBe(403);
  expect((await site.agent().get(await linkIn(later[1]))).status).toBe(200);
});

test('links that were changed, forged or are an hour old open nothing', async () => {
  const post = await site.hasPost();
  const target = await site.hasComment({ post_id: post.id, author_email: 'finn@example.com' });
  await site.hasComment({ post_id: post.id, author_email: 'mallory@example.com' });
  await ask('mallory@example.com');
  await ask('finn@example.com');
  const [mallory, finn] = (await letters()) as [Letter, Letter];
  const own = await linkIn(mallory);
  const forged = own.replace('mallory%40', 'finn%40');
  minutes(61);

  const changed = await press(site.agent(), forged);
  const old = await press(site.agent(), await linkIn(finn));
  const none = await site.request.post('/comments/mine/confirm');
  const foreign = await site.request
    .post('/comments/mine/link')
    .set('Origin', 'https://evil.example')
    .type('form')
    .send({ email: 'finn@example.com' });

  expect([changed.status, old.status, none.status, foreign.status]).toEqual([403, 403, 403, 403]);
  expect((await rowOf(target.id))!.browser_key_hash).toBeNull();
});

test('a network asks for few links, and what is no address is said', async () => {
  const wrong = await site.request
    .post('/comments/mine/link')
    .type('form')
    .send({ email: 'a@b, c@d.example' });
  const statuses = [];
  for (let at = 0; at < 7; at += 1) statuses.push((await ask(`reader${at}@example.com`)).status);

  expect(wrong.status).toBe(400);
  expect(wrong.text).toContain('This is not an email address.');
  expect(wrong.text).toContain('value="a@b, c@d.example"');
  expect(statuses).toEqual([303, 303, 303, 303, 303, 429, 429]);
  expect(await letters()).toEqual([]);
});

test('My comments of a browser are on one page after the other, and of nobody else', async () => {
  const post = await site.hasPost();
  await site.hasComment({ post_id: post.id, author_email: 'gus@example.com', content: 'First of Gus' });
  for (let at = 0; at < 52; at += 1)
    await site.hasComment({
      post_id: post.id,
      author_email: 'gus@example.com',
      content: `Number ${at} of Gus`,
    });
  const gus = site.agent();
  await ask('gus@example.com');
  await press(gus, await linkIn((await letters())[0]));

  const first = await gus.get('/comments/mine');
  const [, older] = /href="(\/comments\/mine\?before=\d+)"/.exec(first.text)!;
  const second = await gus.get(older!);
  const stranger = await site.request.get('/comments/mine');

  expect(first.text).toContain('Number 51 of Gus');
  expect(first.text).not.toContain('First of Gus');
  expect(second.text).toContain('First of Gus');
  expect(stranger.text).not.toContain('of Gus');
  expect(stranger.text).toContain('This browser is not known here.');
});

test('all of it is downloaded as a zip file with the files, and with nothing of others', async () => {
  const post = await site.hasPost({ title: 'Pictures' });
  const agent = site.agent();
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );
  await site.hasComment({ post_id: post.id, content: 'Of somebody else' });
  await agent
    .post('/comments')
    .field('comment_post_ID', post.id)
    .field('author', 'Hal')
    .field('email', 'hal@example.com')
    .field('comment', 'A comment of Hal — with “quotes”')
    .field('wp-comment-cookies-consent', 'yes')
    .attach('files', png, '..strange name.png');
  await site.work();

  const { body, headers, status } = await agent
    .get('/comments/mine/export')
    .buffer(true)
    .parse((res, done) => {
      const pieces: Buffer[] = [];
      res.on('data', (piece: Buffer) => pieces.push(piece));
      res.on('end', () => done(null, Buffer.concat(pieces)));
    });
  const entries = unzip(body as Buffer);
  const [record, ...more] = JSON.parse(entries.get('comments.json')!.toString()) as {
    text: string;
    state: string;
    files: string[];
  }[];
  const file = entries.get(record!.files[0]!)!;

  expect(status).toBe(200);
  expect(headers['content-type']).toBe('application/zip');
  expect(headers['content-disposition']).toContain('my-comments.zip');
  expect(headers['cache-control']).toBe('private, no-store');
  expect([...entries.keys()].toSorted()).toEqual(['comments.json', record!.files[0]]);
  expect(more).toEqual([]);
  expect(record).toMatchObject({ text: 'A comment of Hal — with “quotes”', state: 'Published' });
  expect(record!.files[0]).toMatch(/^files\/\d+-\d+-[\w.-]+\.png$/);
  expect(file.subarray(1, 4).toString()).toBe('PNG');
});

/** Reads a zip file by its central directory (APPNOTE 4.3.12), and checks each sum. */
function unzip(zip: Buffer): Map<string, Buffer> {
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06'));
  const entries = new Map<string, Buffer>();
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [method, crc, packed] = [
      zip.readUInt16LE(at + 10),
      zip.readUInt32LE(at + 16),
      zip.readUInt32LE(at + 20),
    ];
    const [name, extra, comment] = [28, 30, 32].map((offset) => zip.readUInt16LE(at + offset)) as [
      number,
      number,
      number,
    ];
    const local = zip.readUInt32LE(at + 42);
    const begins = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const bytes = zip.subarray(begins, begins + packed);
    const whole = method === 8 ? zlib.inflateRawSync(bytes) : bytes;
    expect(zlib.crc32(whole)).toBe(crc);
    entries.set(zip.subarray(at + 46, at + 46 + name).toString(), whole);
    at += 46 + name + extra + comment;
  }
  return entries;
}
