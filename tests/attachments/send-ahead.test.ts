// tests/attachments/send-ahead.test.ts: files a reader's browser sends before the comment itself.
import { beforeEach, expect, test } from 'vitest';
import { startBlog } from '../blog.ts';
import { docx, filesIn, jpeg, mp3, mp4, ole, pdf, png, sendAhead, gif, webp } from './files.ts';

const site = await startBlog();

beforeEach(async () => {
  await site.blog.db('waiting_files').delete();
});

test.each([
  ['a.png', png, 'image'],
  ['a.jpeg', jpeg, 'image'],
  ['a.gif', gif, 'image'],
  ['a.webp', webp, 'image'],
  ['a.mp4', mp4(), 'video'],
  ['a.mp3', mp3, 'audio'],
  ['a.pdf', pdf, 'file'],
  ['a.doc', ole, 'file'],
  ['a.docx', docx, 'file'],
])('%s is taken', async (name, body, kind) => {
  const answer = await sendAhead(site, name, body);

  expect(answer.body).toMatchObject({ name, size: body.length, kind });
  expect(answer.status).toBe(201);
});

test('a file can be taken back before the comment is sent', async () => {
  const before = filesIn(site).length;
  const { body } = await sendAhead(site, 'a.png', png);

  const stranger = await site.request
    .post(`/attachments/${body.id}/remove`)
    .type('form')
    .send({ form_key: 'some-other-form-key' });
  const left = filesIn(site).length;
  const answer = await site.request
    .post(`/attachments/${body.id}/remove`)
    .type('form')
    .send({ form_key: 'a-form-of-this-test' });

  expect([stranger.status, answer.status]).toEqual([204, 204]);
  expect([left, filesIn(site).length]).toEqual([before + 1, before]);
});

test('files of one form that come at once are told apart, and counted', async () => {
  const form_key = 'a-form-with-files-at-once';
  const names = ['1.png', '2.png', '3.png', '4.png'];

  const answers = await Promise.all(names.map((name) => sendAhead(site, name, png, form_key)));

  // One file is allowed by default.
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 403, 403, 403]);
  const [taken] = answers.filter(({ status }) => status === 201);
  expect(await site.blog.db('waiting_files').where({ form_key }).pluck('name')).toEqual([taken!.body.name]);
});
