// tests/comments/form/checks.test.ts: what is refused, with which status, and that nothing typed is lost.
import http from 'node:http';
import { expect, test } from 'vitest';
import { saveSettings } from '../../../src/base/settings/settings.ts';
import type { Comment } from '../../../src/comments/comment.ts';
import { discussion } from '../../../src/comments/settings.ts';
import { startBlog } from '../../blog.ts';

const site = await startBlog();
const { db } = site.blog;
const post = await site.hasPost();
const ada = { comment_post_ID: post.id, author: 'Ada', email: 'ada@example.com', comment: 'My words' };

let minutes = 0;
/** Every form is sent a minute after the one before. */
function leave(fields: Record<string, string | number>, agent = site.request) {
  minutes += 1;
  site.setTime(new Date(Date.parse('2026-08-01T10:00:00Z') + minutes * 60_000).toISOString());
  return agent.post('/comments').type('form').send(fields);
}
const kept = () => db<Comment>('comments').orderBy('id');

test.each<[string, number, Record<string, string | number>]>([
  ['an unknown parent', 403, { comment_parent: 99_999 }],
  ['no name', 422, { author: '' }],
  ['no email', 422, { email: '' }],
  ['a short email', 422, { email: 'a@b.c' }],
  ['a malformed email', 422, { email: 'nobody at example.com' }],
  ['a website that is none', 422, { url: 'javascript:alert(1)' }],
  ['a name too long', 400, { author: 'x'.repeat(246) }],
  ['an email too long', 400, { email: `${'x'.repeat(60)}@${'y'.repeat(50)}.example` }],
  ['a website too long', 400, { url: `https://x.example/${'y'.repeat(190)}` }],
  ['a text over 65,525 characters (A1)', 400, { comment: 'ä'.repeat(65_526) }],
  ['a character no text has (A2)', 400, { comment: 'My\0 words' }],
  ['another kind of comment (A15)', 400, { type: 'note' }],
])('%s is refused with %i, and the form comes back', async (_what, status, fields) => {
  const before = (await kept()).length;

  const answer = await leave({ ...ada, ...fields });

  expect(answer.status).toBe(status);
  expect(answer.text).toMatch(/role="alert"[^>]*>[^<]{10,}</);
  const typed = String(fields.comment ?? ada.comment).replaceAll('\0', '');
  expect(answer.text.includes(`${typed}</textarea>`)).toBe(true);
  expect(answer.text).toContain('id="commentform"');
  expect(answer.headers['cache-control']).toBe('private, no-store');
  expect((await kept()).length).toBe(before);
});

test('an empty text is refused, and the other fields stay', async () => {
  const answer = await leave({ ...ada, comment: '  ' });

  expect(answer.status).toBe(422);
  expect(answer.text).toContain('Please write something.');
  expect(answer.text).toContain('value="ada@example.com"');
});

test('text of exactly the longest length is kept whole', async () => {
  const text = '🔥'.repeat(65_525);

  const answer = await leave({ ...ada, comment: text });

  expect(answer.status).toBe(303);
  expect((await kept()).at(-1)!.content === text).toBe(true);
});

test('posts that a stranger cannot read answer 404 with the text (A14)', async () => {
  for (const status of ['draft', 'pending', 'private', 'trash'] as const) {
    const hidden = await site.hasPost({ status, title: 'Secret plans' });

    const answer = await leave({ ...ada, comment_post_ID: hidden.id });

    expect(answer.status).toBe(404);
    expect(answer.text).toContain('My words</textarea>');
    expect(answer.text).not.toContain('Secret plans');
  }
  expect((await leave({ ...ada, comment_post_ID: 99_999 })).status).toBe(404);
});

test('a protected post wants its password first', async () => {
  const hidden = await site.hasPost({ password: 'sesame' });

  const answer = await leave({ ...ada, comment_post_ID: hidden.id });

  expect(answer.status).toBe(403);
  expect(answer.text).toContain('My words</textarea>');
});

test('a parent must be approved and stand on the same post', async () => {
  const elsewhere = await site.hasComment({ post_id: (await site.hasPost()).id });
  const waiting = await site.hasComment({ post_id: post.id, status: 'hold' });

  const answers = [];
  for (const parent of [elsewhere, waiting]) answers.push(await leave({ ...ada, comment_parent: parent.id }));

  expect(answers.map(({ status }) => status)).toEqual([403, 403]);
});

test('old posts close by themselves where the settings say so; registration can be required', async () => {
  await saveSettings(db, discussion, { close_comments_for_old_posts: true, close_comments_days_old: 14 });
  const old = await site.hasPost({ published_at: new Date('2026-07-01T00:00:00Z') });
  const closed = await leave({ ...ada, comment_post_ID: old.id });
  await saveSettings(db, discussion, { close_comments_for_old_posts: false, comment_registration: true });
  const unknown = await leave(ada);
  const page = await site.request.get(`/2026/08/01/${post.slug}/`);
  await saveSettings(db, discussion, { comment_registration: false });

  expect(closed.status).toBe(403);
  expect(unknown.status).toBe(403);
  expect(unknown.text).toContain('My words</textarea>');
  expect(page.text).toContain('Sign in</a> to leave a comment');
});

test('the same words again are 409, too soon is 429; a header of the sender changes nothing (D17)', async () => {
  await leave({ ...ada, comment: 'Said once' });
  const again = await leave({ ...ada, comment: 'Said once' });
  await leave({ ...ada, comment: 'First of two' });
  const soon = await site.request
    .post('/comments')
    .set('X-Forwarded-For', '203.0.113.9')
    .type('form')
    .send({ ...ada, email: 'other@example.com', author: 'Other', comment: 'Second of two' });

  expect(again.status).toBe(409);
  expect(soon.status).toBe(429);
  expect(soon.headers['retry-after']).toBe('15');
  expect(soon.text).toContain('Second of two</textarea>');
});

test('who comes too soon is turned away before the words are worked on (A9)', async () => {
  const deep = '<b>'.repeat(2000) + 'deep';

  const first = await leave({ ...ada, comment: deep });
  await leave({ ...ada, comment: 'A calm one' });
  const soon = await site.request
    .post('/comments')
    .type('form')
    .send({ ...ada, comment: deep });

  expect([first.status, soon.status]).toEqual([422, 429]);
});

test('two at once by one author do not both pass; moderators need not wait', async () => {
  minutes += 2;
  site.setTime(new Date(Date.parse('2026-08-01T10:00:00Z') + minutes * 60_000).toISOString());
  const both = await Promise.all(
    ['one of two', 'two of two'].map((comment) =>
      site.request
        .post('/comments')
        .type('form')
        .send({ ...ada, comment }),
    ),
  );
  const editor = await site.signIn(await site.hasUser({ role: 'editor' }));
  const quick = [];
  for (const comment of ['quick', 'quicker']) {
    quick.push(await editor.post('/comments').type('form').send({ comment_post_ID: post.id, comment }));
  }

  expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([303, 429]);
  expect(quick.map(({ status }) => status)).toEqual([303, 303]);
});

test('the same form sent twice, even at once, makes one comment and leads to it', async () => {
  minutes += 2;
  site.setTime(new Date(Date.parse('2026-08-01T10:00:00Z') + minutes * 60_000).toISOString());
  const form = { ...ada, comment: 'Clicked twice', form_key: 'a-form-of-its-own' };
  const send = () => site.request.post('/comments').type('form').send(form);

  const both = await Promise.all([send(), send()]);
  const later = await send();

  expect([...both, later].map(({ status }) => status)).toEqual([303, 303, 303]);
  expect(new Set([...both, later].map(({ headers }) => headers.location)).size).toBe(1);
  expect(await db('comments').where({ content: 'Clicked twice' })).toHaveLength(1);
});

test('where to go on is a page of this site (D11)', async () => {
  const editor = await site.signIn(await site.hasUser({ role: 'editor' }));
  const go = async (redirect_to: string) => {
    const form = { comment_post_ID: post.id, comment: `Going to ${redirect_to}`, redirect_to };
    return (await editor.post('/comments').type('form').send(form)).headers.location!;
  };

  expect(await go('/about/')).toMatch(/^\/about\/#comment-\d+$/);
  for (const foreign of [
    'https://evil.example/',
    '//evil.example/',
    '/\\evil.example',
    'javascript:alert(1)',
  ]) {
    expect(await go(foreign)).toMatch(/^\/(2026\/08\/01\/post-\d+\/|evil\.example)?#comment-\d+$/);
  }
});

test('a form with files works as well; a refusal keeps the files that came (B20)', async () => {
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );
  minutes += 2;
  site.setTime(new Date(Date.parse('2026-08-01T10:00:00Z') + minutes * 60_000).toISOString());
  const fields = { ...ada, comment: 'With a picture', email: '' };
  const first = site.request.post('/comments').attach('attachment', png, 'sunset.png');
  for (const [name, value] of Object.entries(fields)) void first.field(name, value);

  const refused = await first;
  const key = /name="form_key" value="([\w-]+)"/.exec(refused.text)![1]!;
  const again = await leave({ ...fields, email: 'ada@example.com', form_key: key });

  expect(refused.status).toBe(422);
  expect(refused.text).toContain('sunset.png');
  expect(again.status).toBe(303);
  const comment = (await kept()).at(-1)!;
  expect(await db('attachments').where({ comment_id: comment.id })).toHaveLength(1);
});

test('a field that people do not see catches programs; they are told nothing', async () => {
  const answer = await leave({ ...ada, comment: 'Buy now', website_url: 'https://spam.example' });

  expect(answer.status).toBe(303);
  expect((await kept()).at(-1)).toMatchObject({ content: 'Buy now', status: 'spam' });
});

test('a text that is too long comes back whole in its form, whichever way it was sent', async () => {
  const long = `${'word '.repeat(40_000)}end`;

  for (const answer of await bothWays(long)) {
    expect(answer.status).toBe(400);
    expect(answer.text).toContain('The comment is too long: 200003 characters');
    expect(answer.text.includes(`${long}</textarea>`)).toBe(true);
    expect(answer.text).toContain('value="ada@example.com"');
  }
});

test('of a text of a megabyte and more the beginning comes back, and all that stood behind it', async () => {
  const long = `${'word '.repeat(300_000)}end`;

  for (const answer of await bothWays(long)) {
    expect(answer.status).toBe(413);
    expect(answer.text).toContain('The form holds too much. Shorten the text');
    expect(answer.text.includes(`\n${long.slice(0, 4 * 65_525).trimEnd()}`)).toBe(true);
    expect(answer.text.includes(long.slice(0, 5 * 65_525))).toBe(false);
    expect(answer.text).toContain('value="ada@example.com"');
    expect(answer.text).toContain(`name="comment_post_ID" value="${ada.comment_post_ID}"`);
  }
});

/** Sends a text urlencoded, then multipart, its fields in the order of the form. */
async function bothWays(comment: string) {
  const { comment_post_ID, author, email } = ada;
  const fields = { comment_post_ID, comment, author, email };
  const encoded = await leave(fields);
  const multipart = site.request.post('/comments');
  for (const [name, value] of Object.entries(fields)) void multipart.field(name, String(value));
  return [encoded, await multipart];
}

test('a form with a file far beyond every limit comes back with its words, while the file is still being sent', async () => {
  const part = (name: string, value: string) =>
    `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
  const words = Object.entries({ ...ada, comment: 'Look at my film' }).map(([name, value]) =>
    part(name, String(value)),
  );
  const file = '--b\r\nContent-Disposition: form-data; name="attachment"; filename="film.mp4"\r\n\r\n';
  const headers = { 'Content-Type': 'multipart/form-data; boundary=b', 'Content-Length': 10 ** 9 };

  const answer = await new Promise<{ status: number; text: string; isOpen: boolean }>((resolve, reject) => {
    const request = http.request(`${site.address}/comments`, { method: 'POST', headers }, (got) => {
      let text = '';
      got.setEncoding('utf8').on('data', (piece) => (text += piece));
      got.on('end', () => {
        clearInterval(sending);
        resolve({ status: got.statusCode!, text, isOpen: !request.socket?.destroyed });
        request.destroy();
      });
    });
    request.on('error', reject);
    request.write(words.join('') + file);
    const sending = setInterval(() => request.write(Buffer.alloc(2 ** 16)), 10);
  });

  expect(answer.status).toBe(413);
  expect(answer.text).toContain('Look at my film</textarea>');
  expect(answer.text).toContain('value="ada@example.com"');
  expect(answer.text).toContain('far too large');
  expect(answer.isOpen).toBe(true);
});
