// tests/attachments/missing.test.ts: no comment is posted without a file that its form had, unless its author says so.
import { beforeEach, expect, test } from 'vitest';
import { attachmentSettings } from '../../src/attachments/settings.ts';
import { saveSettings } from '../../src/base/settings/settings.ts';
import { startBlog } from '../blog.ts';
import { png, sendAhead } from './files.ts';

const site = await startBlog({ COMMENT_ATTEMPTS: '1000' });
await saveSettings(site.blog.db, attachmentSettings, { enable_multiple_upload: true });
let minutes = 0;

beforeEach(() => {
  minutes += 5;
  site.setTime(new Date(Date.parse('2026-08-01T10:00:00Z') + minutes * 60_000).toISOString());
});

const gone = '01234567-89ab-4cde-8f01-23456789abcd';
const key = () => `a-form-key-of-minute-${minutes}`;

async function leave(fields: Record<string, string | string[]>, post_id?: number) {
  const id = post_id ?? (await site.hasPost()).id;
  const all = {
    author: 'Ada',
    email: 'ada@example.com',
    comment: `See ${minutes}`,
    form_key: key(),
    ...fields,
  };
  const answer = await site.request
    .post('/comments')
    .type('form')
    .send({ ...all, comment_post_ID: id });
  const [counted] = await site.blog.db('comments').where({ post_id: id }).count<{ count: number }[]>('*');
  return { answer, count: counted!.count, id };
}

test.each([
  ['that failed in the browser', ':sea.png'],
  ['that was swept meanwhile', `${gone}:sea.png`],
])('a file %s is asked about, and the form comes back whole', async (_how, attached_file) => {
  const { answer, count } = await leave({ attached_file });

  expect([answer.status, count]).toEqual([409, 0]);
  expect(answer.text).toContain('“sea.png” did not arrive.');
  expect(answer.text).toContain(`See ${minutes}</textarea>`);
  expect(answer.text).toContain('name="attached_file" value=":sea.png"');
  expect(answer.text).toContain('name="forgo_file" value=":sea.png"');
});

test('who says so posts without it', async () => {
  const { answer, count } = await leave({ attached_file: [':sea.png'], forgo_file: ':sea.png' });

  expect([answer.status, count]).toEqual([303, 1]);
});

test('another file takes its place, also without script', async () => {
  const post = await site.hasPost();

  const answer = await site.request
    .post('/comments')
    .field({ comment_post_ID: String(post.id), form_key: key(), author: 'Ada', email: 'ada@example.com' })
    .field({ comment: 'Chosen again', attached_file: ':sea.png' })
    .attach('attachment[]', png, 'sea.png');

  expect(answer.status).toBe(303);
});

test('what was sent ahead is there, and the same form sent twice is led to its comment', async () => {
  const { body } = await sendAhead(site, 'sea.png', png, key());
  const listed = await site.request.post('/attachments/received').type('form').send({ form_key: key() });
  const attached_file = `${body.id}:sea.png`;

  const first = await leave({ attached_file });
  const again = await leave({ attached_file }, first.id);

  expect(listed.body.files).toMatchObject([{ id: body.id, name: 'sea.png', alternative_text: '' }]);
  expect([first.answer.status, again.answer.status, again.count]).toEqual([303, 303, 1]);
  expect(again.answer.headers.location).toBe(first.answer.headers.location);
});

test('a stranger’s form key lists nothing', async () => {
  await sendAhead(site, 'sea.png', png, key());

  const listed = await site.request
    .post('/attachments/received')
    .type('form')
    .send({ form_key: 'some-other-form-key' });

  expect(listed.body.files).toEqual([]);
});

test('a picture alone is a comment, two of them are no repetition, and nothing at all is none', async () => {
  const { body } = await sendAhead(site, 'sea.png', png, key());
  const first = await leave({ comment: ' ', attached_file: `${body.id}:sea.png` });
  minutes += 5;
  site.setTime(new Date(Date.parse('2026-08-01T10:00:00Z') + minutes * 60_000).toISOString());
  const { body: other } = await sendAhead(site, 'hill.png', png, key());
  const second = await leave({ comment: '', attached_file: `${other.id}:hill.png` }, first.id);
  const none = await leave({ comment: '', form_key: 'a-key-without-files' }, first.id);

  expect([first.answer.status, second.answer.status, none.answer.status, none.count]).toEqual([
    303, 303, 422, 2,
  ]);
});

test('the word that a comment is stored comes as a cookie, to forms that ask for it alone', async () => {
  const asked = await leave({ keeps_draft: '1' });
  minutes += 5;
  site.setTime(new Date(Date.parse('2026-08-01T10:00:00Z') + minutes * 60_000).toISOString());
  const plain = await leave({ comment: 'Without script' });
  const refused = await leave({ keeps_draft: '1', email: 'ada@nowhere', comment: 'Refused' });

  const cookies = [asked, plain, refused].map(({ answer }) => String(answer.headers['set-cookie'] ?? ''));
  expect(cookies[0]).toMatch(/comment_stored_a-form-key-of-minute-\d+=\d+; Max-Age=3600; Path=\//);
  expect(cookies[0]).not.toMatch(/comment_stored[^,]*HttpOnly/);
  expect(cookies[1]).not.toContain('comment_stored');
  expect(cookies[2]).not.toContain('comment_stored');
});
