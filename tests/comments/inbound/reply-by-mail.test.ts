// tests/comments/inbound/reply-by-mail.test.ts: an answer to an email about a comment becomes a reply; forged, automatic and late ones do not.
import { expect, test } from 'vitest';
import { saveSettings } from '../../../src/base/settings/settings.ts';
import type { Comment } from '../../../src/comments/comment.ts';
import { ownWords } from '../../../src/comments/inbound/own-words.ts';
import { discussion } from '../../../src/comments/settings.ts';
import { updateSubscriber } from '../../../src/comments/subscriptions/queries.ts';
import { startBlog } from '../../blog.ts';

const token = 'a-word-for-the-mail-server';
const site = await startBlog({ REPLY_ADDRESS: 'reply@blog.example', INBOUND_MAIL_TOKEN: token });
const { db } = site.blog;
await saveSettings(db, discussion, {
  comment_previously_approved: false,
  comments_notify: false,
  moderation_notify: false,
});

let minutes = 0;
const later = () => {
  minutes += 1;
  site.setTime(new Date(Date.parse('2026-08-01T10:00:00Z') + minutes * 60_000).toISOString());
};
async function leave(post_id: number, author: string, comment: string, more = {}): Promise<Comment> {
  later();
  const email = `${author.toLowerCase()}@example.com`;
  await site.request
    .post('/comments')
    .set('User-Agent', 'Mozilla/5.0')
    .type('form')
    .send({ comment_post_ID: post_id, author, email, comment, ...more })
    .expect(303);
  await site.work();
  return (await db<Comment>('comments').orderBy('id', 'desc').first())!;
}
const letters = (to: string) =>
  db<{ subject: string; body: string; reply_to: string | null }>('letters')
    .where('to_address', to)
    .orderBy('id', 'desc');

/** Ada is told by email of what Bo answered. */
async function conversation(title: string) {
  const post = await site.hasPost({ title });
  const first = await leave(post.id, 'Ada', `Which wall of ${title}?`, { subscribe_replies: 'yes' });
  await updateSubscriber(db, 'ada@example.com', { confirmed_at: site.blog.now() });
  const answer = await leave(post.id, 'Bo', `The inner one of ${title}`, { comment_parent: first.id });
  later();
  return { post, answer, letter: (await letters('ada@example.com').first())! };
}

const emailOf = (to: string | null, text: string, more: Record<string, string> = {}) =>
  Object.entries({
    From: 'A. Lovelace <Ada@example.com>',
    To: `<${to ?? ''}>`,
    Subject: 'Re: a comment',
    'Message-ID': `<${text.length}.${minutes}@example.com>`,
    'Content-Type': 'text/plain; charset=utf-8',
    ...more,
  })
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('') +
  `\r\n${text}\r\n\r\nOn Sat, 1 Aug 2026 at 10:02, Quillback\r\n<blog@blog.example> wrote:\r\n> Bo replied to you`;
const handOver = (message: string, word = token) =>
  site.request
    .post('/inbound-mail')
    .set('Authorization', `Bearer ${word}`)
    .type('message/rfc822')
    .send(Buffer.from(message).toString());
const commentsOn = (post_id: number) => db<Comment>('comments').where({ post_id }).orderBy('id');

test('the answer to an email becomes a reply in the thread, once, under the name its sender is known by', async () => {
  const { post, answer, letter } = await conversation('Tides');
  expect(letter.reply_to).toMatch(/^reply\+\d+-[\da-f]{32}@blog\.example$/);
  expect(letter.body).toContain('You may also answer this email');
  const message = emailOf(letter.reply_to, 'Then the ring is **Roman**.');
  expect((await handOver(message).expect(200)).text).toBe('taken\n');
  await handOver(message).expect(200);

  const page = await site.request.get(`/comments/${answer.id}`).redirects(1).expect(200);
  expect(page.text).toContain('<strong>Roman</strong>');
  expect(page.text).not.toContain('Bo replied to you');
  const replies = (await commentsOn(post.id)).filter(({ parent_id }) => parent_id === answer.id);
  expect(replies.map(({ author_name, author_email }) => [author_name, author_email])).toEqual([
    ['Ada', 'ada@example.com'],
  ]);
});

test('who has no word of the mail server, another’s address, or no confirmed one, leaves nothing and is not answered', async () => {
  const { post, letter } = await conversation('Forgers');
  const before = await commentsOn(post.id);
  const mails = await letters('mallory@example.com');
  await handOver(emailOf(letter.reply_to, 'No word'), 'another-word-of-some-length').expect(401);
  const forged = { From: 'Mallory <mallory@example.com>' };
  expect((await handOver(emailOf(letter.reply_to, 'A passed-on address', forged))).text).toBe('dropped\n');
  const altered = letter.reply_to!.replace(/\+\d+-/, '+1-');
  expect((await handOver(emailOf(altered, 'Another comment'))).text).toBe('dropped\n');
  expect((await handOver('no message at all')).text).toBe('dropped\n');
  await updateSubscriber(db, 'ada@example.com', { confirmed_at: null });
  expect((await handOver(emailOf(letter.reply_to, 'Ended'))).text).toBe('dropped\n');
  expect(await commentsOn(post.id)).toEqual(before);
  expect(await letters('mallory@example.com')).toEqual(mails);
});

test.each([
  ['an automatic reply', { 'Auto-Submitted': 'auto-replied' }],
  ['a mass email', { Precedence: 'bulk' }],
  ['a bounce', { 'Return-Path': '<>' }],
  ['an email of a list', { 'List-Id': '<list.example.com>' }],
])('%s is no reply', async (what, more) => {
  const { post, letter } = await conversation(what);
  expect((await handOver(emailOf(letter.reply_to, 'I am away', more))).text).toBe('dropped\n');
  expect(await commentsOn(post.id)).toHaveLength(2);
  const plain = emailOf(letter.reply_to, 'I am here', { 'Auto-Submitted': 'no' });
  expect((await handOver(plain)).text).toBe('taken\n');
});

test('an answer that cannot be taken comes back with the reason and its text, once', async () => {
  const { post, letter } = await conversation('Closed');
  await db('posts').where({ id: post.id }).update({ comment_status: 'closed' });
  const message = emailOf(letter.reply_to, 'Too late?');
  expect((await handOver(message)).text).toBe('refused\n');
  await handOver(message);
  const told = await letters('ada@example.com').where('subject', 'like', '%not taken');
  expect(told).toHaveLength(1);
  expect(told[0]!.body).toContain('Comments are closed here.');
  expect(told[0]!.body).toContain('Too late?');
  expect(await commentsOn(post.id)).toHaveLength(2);
});

test('a reader known by an address alone waits as every guest does, and too quick an answer is to come again', async () => {
  const { post, letter } = await conversation('Waiting');
  await saveSettings(db, discussion, { comment_previously_approved: true });
  await handOver(emailOf(letter.reply_to, 'Shown at once?')).expect(200);
  expect((await commentsOn(post.id)).at(-1)!.status).toBe('hold');
  const quick = await handOver(emailOf(letter.reply_to, 'And one more')).expect(429);
  expect(Number(quick.get('Retry-After') ?? 15)).toBeGreaterThan(0);
  await saveSettings(db, discussion, { comment_previously_approved: false });
});

const theirs = '> Which wall?\n> The inner one.';
test.each([
  ['Gmail', `Mine\n\nOn Sat, Aug 1, 2026 at 10:02 AM Blog <b@b.example> wrote:\n\n${theirs}`],
  ['Gmail, over two lines', `Mine\n\nOn Sat, Aug 1, 2026 at 10:02 AM Blog\n<b@b.example> wrote:\n${theirs}`],
  ['Apple Mail', `Mine\n\n> On 1 Aug 2026, at 10:02, Blog <b@b.example> wrote:\n> \n${theirs}`],
  ['a phone', `Mine\n\nSent from my iPhone\n\nOn 1 Aug 2026, at 10:02, Blog wrote:\n${theirs}`],
  ['a German phone', `Mine\n\nVon meinem iPhone gesendet\n\nAm 01.08.2026 um 10:02 schrieb Blog:\n${theirs}`],
  ['Gmail, German', `Mine\n\nAm Sa., 1. Aug. 2026 um 10:02 Uhr schrieb Blog <b@b.example>:\n${theirs}`],
  ['French', `Mine\n\nLe sam. 1 août 2026 à 10:02, Blog <b@b.example> a écrit :\n${theirs}`],
  ['Spanish', `Mine\n\nEl sáb, 1 ago 2026 a las 10:02, Blog (<b@b.example>) escribió:\n${theirs}`],
  [
    'Outlook',
    'Mine\n\n________________________________\nFrom: Blog\nSent: Saturday\nSubject: [Blog]\n\nWhich wall?',
  ],
  ['Outlook, German', 'Mine\n\nVon: Blog <b@b.example>\nGesendet: Samstag\nAn: Ada\nBetreff: x\n\nWhich?'],
  ['Outlook of old', 'Mine\n\n-----Original Message-----\nFrom: Blog\n\nWhich wall?'],
  ['a signature', 'Mine\n\n-- \nAda\nhttps://ada.example'],
  ['words below', `On Sat, Aug 1, 2026 at 10:02 AM Blog wrote:\n${theirs}\n\nMine\n\n-- \nAda`],
  ['no quote', 'Mine'],
])('of an email the words of its sender stay: %s', (_client, text) => {
  expect(ownWords(text)).toBe('Mine');
});

test('words that only look like a quote stay, and quotes between the lines too', () => {
  const said = 'From: here it is far.\nOn the wall he wrote: nothing.\n\nBetween:\n> Which wall?\nThe inner.';
  expect(ownWords(said)).toBe(said);
});
