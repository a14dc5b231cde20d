// tests/attachments/comment-with-files.test.ts: a reader leaves a comment with files, and others see them.
import fs from 'node:fs';
import { beforeEach, expect, test } from 'vitest';
import { attachmentSettings } from '../../src/attachments/settings.ts';
import { saveSettings } from '../../src/base/settings/settings.ts';
import { moderateComments } from '../../src/comments/moderation/moderate.ts';
import { startBlog } from '../blog.ts';
import { filesIn, jpeg, mp3, mp4, pdf, png, sendAhead } from './files.ts';

const site = await startBlog();
const ada = { author: 'Ada', email: 'ada@example.com', url: '' };
const editor = await site.hasUser({ role: 'editor' });
const moderator = await site.signIn(editor);
let minutes = 0;

beforeEach(() => {
  minutes += 5;
  site.setTime(new Date(Date.parse('2026-08-01T10:00:00Z') + minutes * 60_000).toISOString());
});

type Files = [name: string, body: Buffer][];

/** Sends the form as a browser without script does. */
function leave(post_id: number, files: Files, fields: Record<string, string> = {}, client = site.request) {
  const request = client.post('/comments');
  const all = { ...ada, comment: `Words of minute ${minutes}`, comment_post_ID: String(post_id), ...fields };
  for (const [name, value] of Object.entries(all)) void request.field(name, value);
  for (const [name, body] of files) void request.attach('attachment', body, name);
  return request;
}

const several = () =>
  saveSettings(site.blog.db, attachmentSettings, { enable_multiple_upload: true, max_upload_count: 5 });
const commentsOf = (post_id: number) => site.blog.db('comments').where({ post_id }).orderBy('id');
const page = async (path: string) => (await site.request.get(path)).text;
const addressOf = (post: { slug: string }) => `/2026/08/01/${post.slug}/`;

test('a picture, a film of 28 MB, sound and a document stand under the comment', async () => {
  await several();
  const post = await site.hasPost();
  const files: Files = [
    ['sea.png', png],
    ['film.mp4', mp4(28 * 2 ** 20)],
    ['song.mp3', mp3],
    ['paper.pdf', pdf],
  ];

  const answer = await leave(post.id, files, { attachment_alt: 'The sea at noon' }, moderator);
  await site.work();

  const html = await page(addressOf(post));
  expect(answer.status).toBe(303);
  expect(html).toMatch(
    /<img src="\/uploads\/2026\/08\/sea\.png" alt="The sea at noon" width="40" height="30"/,
  );
  expect(html).toMatch(/<video controls preload="metadata" src="\/uploads\/2026\/08\/film\.mp4"/);
  expect(html).toMatch(/<audio controls preload="metadata" src="\/uploads\/2026\/08\/song\.mp3"/);
  expect(html).toMatch(/<a href="\/uploads\/2026\/08\/paper\.pdf" download="paper.pdf">paper.pdf<\/a>/);
  expect(html).toContain('PDF, ');
  expect(html).toContain('MP4, 28 MB');
  for (const [, address] of html.matchAll(/(?:src|href)="(\/uploads\/[^"]+)"/g)) {
    expect((await site.request.get(address!)).status).toBe(200);
  }
  expect(fs.readdirSync(site.blog.storage.staging)).toEqual([]);
});

test('files keep the order in which they were chosen, and their descriptions', async () => {
  await several();
  const post = await site.hasPost();
  const names = ['1.mp4', '2.png', '3.mp3', '4.pdf', '5.png'];
  const bodies: Record<string, Buffer> = { mp4: mp4(3_000_000), png, mp3, pdf };

  await leave(
    post.id,
    names.map((name) => [name, bodies[name.split('.')[1]!]!]),
    {},
    moderator,
  );

  const rows = await site.blog
    .db('attachments')
    .join('media', 'media.id', 'media_id')
    .where({ post_id: post.id })
    .orderBy('position');
  expect(rows.map(({ name }) => name)).toEqual(names);
});

test('several pictures are a gallery', async () => {
  await several();
  const post = await site.hasPost();

  await leave(
    post.id,
    [
      ['a.png', png],
      ['b.jpg', jpeg],
    ],
    {},
    moderator,
  );
  await site.work();

  const html = await page(addressOf(post));
  expect(html).toContain('<ul class="attachments-images attachments-gallery">');
  expect(html.match(/<img src="\/uploads/g)).toHaveLength(2);
});

test('files of a held comment open with its approval and close again with spam (section 4.6)', async () => {
  const post = await site.hasPost();
  const { headers } = await leave(post.id, [['a.png', png]]);
  const [comment] = await commentsOf(post.id);
  const { file } = await site.blog.db('media').orderBy('id', 'desc').first();
  const ask = async (client: typeof site.request) => (await client.get(`/uploads/${file}`)).status;

  const own = (await site.request.get(headers.location!.split('#')[0]!)).text;
  const [, signed] = /<img src="(\/uploads\/[^"]+)"/.exec(own)!;
  const held = [await ask(site.request), await ask(moderator), (await site.request.get(signed!)).status];
  await moderateComments(site.blog, editor, [comment.id], 'approve');
  const approved = [await ask(site.request)];
  await moderateComments(site.blog, editor, [comment.id], 'spam');
  const spam = [await ask(site.request), await ask(moderator)];

  expect(comment.status).toBe('hold');
  expect(held).toEqual([404, 200, 200]);
  expect(approved).toEqual([200]);
  expect(spam).toEqual([404, 200]);
});

test('files under a post that turns private are private', async () => {
  const post = await site.hasPost();
  await leave(post.id, [['a.png', png]], {}, moderator);
  const { file } = await site.blog.db('media').orderBy('id', 'desc').first();
  const ask = async () => (await site.request.get(`/uploads/${file}`)).status;

  const before = await ask();
  await site.blog.db('posts').where({ id: post.id }).update({ status: 'private' });
  const { followPost } = await import('../../src/attachments/follow-post.ts');
  await followPost(site.blog, { post_id: post.id });
  const after = await ask();

  expect([before, after]).toEqual([200, 404]);
});

test('a file deleted with its comment is gone from the disk', async () => {
  const post = await site.hasPost();
  await site.work();
  const before = filesIn(site);
  await leave(post.id, [['a.png', png]]);
  await site.work();
  const [comment] = await commentsOf(post.id);
  const during = filesIn(site).length;

  await moderateComments(site.blog, editor, [comment.id], 'delete');
  await site.work();

  expect(during).toBeGreaterThan(before.length);
  expect(filesIn(site)).toEqual(before);
});

test('a file of 28 MB and one byte gives the form back with the text and the other file, with 413 (B17)', async () => {
  await several();
  const post = await site.hasPost();
  const files: Files = [
    ['ok.png', png],
    ['long.mp4', mp4(28 * 2 ** 20 + 1)],
  ];

  const answer = await leave(post.id, files, { comment: 'A long letter' }, moderator);
  const [, form_key] = /name="form_key" value="([^"]+)"/.exec(answer.text)!;
  const again = await leave(post.id, [], { comment: 'A long letter', form_key: form_key! }, moderator);
  await site.work();

  expect(answer.status).toBe(413);
  expect(answer.text).toContain('“long.mp4” is larger than 28 MB.');
  expect(answer.text).toContain('A long letter</textarea>');
  expect(answer.text).toMatch(/ok\.png.*received/s);
  expect(answer.text).not.toContain('name="remove_attachment" value="" ');
  expect(again.status).toBe(303);
  expect(await page(addressOf(post))).toMatch(/alt="ok.png"/);
  expect(filesIn(site).filter((name) => name.startsWith('.waiting'))).toEqual([]);
});

test('a received file may be let go of by its box', async () => {
  const post = await site.hasPost();
  const form_key = 'a-form-with-a-box-to-tick';
  const { body } = await sendAhead(site, 'a.png', png, form_key);

  await leave(post.id, [], { form_key, remove_attachment: body.id }, moderator);

  const files = await site.blog.db('media').where({ post_id: post.id });
  expect(await commentsOf(post.id)).toHaveLength(1);
  expect(files).toEqual([]);
});

test('the same form sent twice makes one comment with one file', async () => {
  const post = await site.hasPost();
  const form_key = 'a-form-that-is-sent-twice';

  const answers = await Promise.all(
    [1, 2].map(() => leave(post.id, [['a.png', png]], { form_key }, moderator)),
  );
  await site.work();

  expect(answers.every(({ status }) => status < 500)).toBe(true);
  expect(await commentsOf(post.id)).toHaveLength(1);
});

const closed = await site.hasPost({ comment_status: 'closed' });
const open = await site.hasPost();

test.each<[string, Record<string, string>, Files, boolean]>([
  ['a closed post', { comment_post_ID: String(closed.id) }, [['a.png', png]], true],
  ['no such post', { comment_post_ID: '999999' }, [['a.png', png]], true],
  ['no email', { email: '' }, [['a.png', png]], true],
  ['a bad email', { email: 'nobody' }, [['a.png', png]], true],
  ['a text that is too long', { comment: 'x'.repeat(70_000) }, [['a.png', png]], true],
  ['an unknown parent', { comment_parent: '999999' }, [['a.png', png]], true],
  ['a refused type', {}, [['a.php', png]], false],
  ['a refused size', {}, [['a.mp4', mp4(28 * 2 ** 20 + 1)]], false],
])('%s leaves no file but the one that is announced (B20)', async (_what, fields, files, waits) => {
  const before = filesIn(site);

  const answer = await leave(open.id, files, fields);

  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(answer.status).toBeLessThan(500);
  const left = filesIn(site).filter((name) => !before.includes(name));
  expect(left.length).toBe(waits ? 1 : 0);
  if (waits)
    expect(
      await site.blog.db('waiting_files').where({ file: left[0]!.replace('.waiting/', '') }),
    ).toHaveLength(1);
});

test('a name cannot leave its place on the page (B10)', async () => {
  const post = await site.hasPost();

  await leave(post.id, [['"><img src=x onerror=alert(1)>.pdf', pdf]], {}, moderator);

  const html = await page(addressOf(post));
  expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;.pdf');
  expect(html).not.toContain('<img src=x');
});

test('a comment that fails within its transaction leaves its file waiting for the next try', async () => {
  const post = await site.hasPost();
  const form_key = 'a-form-whose-comment-fails';
  await site.blog.db.raw(`ALTER TABLE attachments ADD CONSTRAINT broken CHECK (position < 0) NOT VALID`);

  const answer = await leave(post.id, [['a.png', png]], { form_key }, moderator);
  await site.blog.db.raw(`ALTER TABLE attachments DROP CONSTRAINT broken`);
  const waiting = await site.blog.db('waiting_files').where({ form_key });
  site.setTime('2026-08-01T20:00:00Z');
  const again = await leave(post.id, [], { form_key }, moderator);

  expect(answer.status).toBe(500);
  expect(waiting).toHaveLength(1);
  expect(again.status).toBe(303);
  const rows = await site.blog.db('media').where({ post_id: post.id });
  expect(rows).toHaveLength(1);
  expect(fs.existsSync(site.blog.storage.path(rows[0].file))).toBe(true);
});

test('a file that made room for others in the meantime: the form comes back with the reason, and without that file', async () => {
  await several();
  const post = await site.hasPost();
  const form_key = 'form-whose-file-is-gone';
  await sendAhead(site, 'gone.png', png, form_key);
  const [row] = await site.blog.db('waiting_files').where({ form_key });
  fs.rmSync(`${site.blog.storage.staging}/${row.file}`);

  const lines = site.logged.length;
  const words = { form_key, comment: 'My words about the picture' };
  const refused = await leave(post.id, [['kept.pdf', pdf]], words);
  const again = await leave(post.id, [], words);

  expect(refused.status).toBe(409);
  expect(refused.text).toContain('“gone.png” is not here any more');
  expect(refused.text).toContain('My words about the picture</textarea>');
  expect(refused.text).toContain('kept.pdf');
  expect(refused.text).not.toMatch(/name="remove_attachment" value="[^"]*"[^>]*>[^<]*gone\.png/);
  expect(again.status).toBe(303);
  const names = await site.blog
    .db('attachments')
    .join('media', 'media.id', 'media_id')
    .whereIn(
      'comment_id',
      (await commentsOf(post.id)).map(({ id }: { id: number }) => id),
    )
    .orderBy('position')
    .pluck<string[]>('name');
  expect(names).toEqual(['kept.pdf']);
  expect(site.logged.slice(lines).filter(({ level }) => Number(level) >= 50)).toEqual([]);
});
