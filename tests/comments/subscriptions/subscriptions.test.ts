// tests/comments/subscriptions/subscriptions.test.ts: readers are told of replies by email, only after they proved their address, and until they end it.
import { expect, test } from 'vitest';
import { addJob } from '../../../src/base/jobs/jobs.ts';
import { announce } from '../../../src/announcements.ts';
import { saveSettings } from '../../../src/base/settings/settings.ts';
import type { Comment } from '../../../src/comments/comment.ts';
import { discussion } from '../../../src/comments/settings.ts';
import { startBlog } from '../../blog.ts';

interface Letter {
  to_address: string;
  subject: string;
  body: string;
  html: string | null;
  headers: Record<string, string>;
  message_id: string;
}

const site = await startBlog();
const { db } = site.blog;
await saveSettings(db, discussion, {
  comment_previously_approved: false,
  comments_notify: false,
  moderation_notify: false,
});

let minutes = 0;
async function leave(fields: Record<string, string | number>): Promise<Comment> {
  minutes += 1;
  site.setTime(new Date(Date.parse('2026-08-01T10:00:00Z') + minutes * 60_000).toISOString());
  const answer = await site.request
    .post('/comments')
    .set('User-Agent', 'Mozilla/5.0')
    .type('form')
    .send({ author: 'Ada', email: 'ada@example.com', ...fields });
  expect(answer.status).toBe(303);
  await site.work();
  return (await db<Comment>('comments').orderBy('id', 'desc').first())!;
}
let read = 0;
/** The emails since the last look. */
async function mails(): Promise<Letter[]> {
  const all = await db('letters').orderBy('id').offset(read);
  read += all.length;
  return all;
}
const linkIn = (letter: Letter, part: string): URL =>
  new URL(letter.body.split(/\s/).find((word) => word.includes(part))!);
const visit = (link: URL) => site.request.get(link.pathname + link.search);
const send = (path: string, link: URL, more: Record<string, string> = {}) =>
  site.request
    .post(path)
    .type('form')
    .send({ ...Object.fromEntries(link.searchParams), ...more });

/** A reader who asked to be told of replies, and confirmed. */
async function subscribed(email: string, post_id: number, author = 'Ada') {
  const comment = await leave({
    comment_post_ID: post_id,
    author,
    email,
    comment: `A first word by ${email}`,
    subscribe_replies: 'yes',
  });
  const letter = (await mails()).at(-1);
  if (letter) await send('/comments/subscriptions/confirm', linkIn(letter, '/confirm?'));
  return comment;
}

test('nothing but one email with a link goes to an address before its owner followed it and pressed the button', async () => {
  const post = await site.hasPost({ title: 'Tides' });
  const first = await leave({ comment_post_ID: post.id, comment: 'Which wall?', subscribe_replies: 'yes' });
  await leave({ comment_post_ID: post.id, comment: 'And which ring?', subscribe_replies: 'yes' });
  const asked = await mails();
  expect(asked.map(({ to_address, subject }) => [to_address, subject])).toEqual([
    ['ada@example.com', '[Quillback] Confirm that you want to be told of comments'],
  ]);

  await visit(linkIn(asked[0]!, '/confirm?')).expect(200);
  await leave({
    comment_post_ID: post.id,
    comment_parent: first.id,
    author: 'Bo',
    email: 'bo@example.com',
    comment: 'Inner',
  });
  expect(await mails()).toEqual([]);

  await send('/comments/subscriptions/confirm', linkIn(asked[0]!, '/confirm?')).expect(303);
  const reply = await leave({
    comment_post_ID: post.id,
    comment_parent: first.id,
    author: 'Bo',
    email: 'bo@example.com',
    comment: 'The inner **wall**',
  });
  await announce(site.blog, 'comment.posted', { comment_id: reply.id });
  await site.work();

  const [told, ...others] = await mails();
  expect(others).toEqual([]);
  expect(told).toMatchObject({
    to_address: 'ada@example.com',
    subject: '[Quillback] Bo replied to you: "Tides"',
  });
  expect(told!.body).toContain('The inner wall');
  expect(told!.body).toContain('You: Which wall?');
  expect(told!.headers['List-Unsubscribe-Post']).toBe('List-Unsubscribe=One-Click');
  expect(told!.headers['In-Reply-To']).toMatch(new RegExp(`^<comment\\.${first.id}\\.`));
  // Nothing in the page part is loaded from anywhere.
  expect(told!.html).not.toMatch(/<img|<link|<script|url\(/);
  expect(told!.html).toContain('<h1');
});

test('nobody is told of their own comment, of a held one, or of other conversations', async () => {
  const post = await site.hasPost();
  const own = await subscribed('carl@example.com', post.id, 'Carl');

  await leave({
    comment_post_ID: post.id,
    comment_parent: own.id,
    author: 'Carl',
    email: 'Carl@Example.com',
    comment: 'To myself',
  });
  await leave({ comment_post_ID: post.id, author: 'Dora', email: 'dora@example.com', comment: 'By the way' });
  await saveSettings(db, discussion, { comment_moderation: true });
  await leave({
    comment_post_ID: post.id,
    comment_parent: own.id,
    author: 'Dora',
    email: 'dora@example.com',
    comment: 'Waits',
  });
  await saveSettings(db, discussion, { comment_moderation: false });

  expect(await mails()).toEqual([]);
});

test('a held comment’s author is told when it is published; a name behind an @ is told of it', async () => {
  const post = await site.hasPost();
  const editor = await site.signIn(await site.hasUser({ role: 'editor' }));
  await subscribed('eva@example.com', post.id, 'Eva Lund');
  await saveSettings(db, discussion, { comment_moderation: true });
  const held = await leave({
    comment_post_ID: post.id,
    author: 'Eva Lund',
    email: 'eva@example.com',
    comment: 'Another',
  });
  await saveSettings(db, discussion, { comment_moderation: false });
  expect(await mails()).toEqual([]);

  site.setTime(new Date(held.posted_at.getTime() + 30_000).toISOString());
  await editor.post(`/admin/comments/${held.id}/approve`).type('form').send({});
  await site.work();
  expect((await mails()).map(({ subject }) => subject)).toEqual([
    expect.stringContaining('Your comment is published'),
  ]);

  await leave({
    comment_post_ID: post.id,
    author: 'Finn',
    email: 'finn@example.com',
    comment: 'As @Eva Lund said',
  });
  await leave({
    comment_post_ID: post.id,
    author: 'Finn',
    email: 'finn@example.com',
    comment: 'Not @Eva Lundgren, though',
  });
  expect((await mails()).map(({ subject }) => subject)).toEqual([
    expect.stringContaining('Finn mentioned you'),
  ]);
});

test('a post is followed without a comment of one’s own being answered; the link ends it, a visit does not', async () => {
  const post = await site.hasPost({ title: 'Followed' });
  await leave({
    comment_post_ID: post.id,
    author: 'Gil',
    email: 'gil@example.com',
    comment: 'I follow',
    subscribe_post: 'yes',
  });
  const [asked] = await mails();
  await send('/comments/subscriptions/confirm', linkIn(asked!, '/confirm?'));
  await leave({ comment_post_ID: post.id, author: 'Hal', email: 'hal@example.com', comment: 'One' });
  const [told] = await mails();
  const header = new URL(told!.headers['List-Unsubscribe']!.slice(1, -1));

  await visit(header).expect(200);
  await leave({ comment_post_ID: post.id, author: 'Hal', email: 'hal@example.com', comment: 'Two' });
  expect(await mails()).toHaveLength(1);

  const forged = new URL(header);
  forged.searchParams.set('address', 'ada@example.com');
  await site.request
    .post(forged.pathname + forged.search)
    .type('form')
    .send({ 'List-Unsubscribe': 'One-Click' })
    .expect(403);
  await site.request
    .post(header.pathname + header.search)
    .type('form')
    .send({ 'List-Unsubscribe': 'One-Click' })
    .expect(200);
  await leave({ comment_post_ID: post.id, author: 'Hal', email: 'hal@example.com', comment: 'Three' });

  expect(await mails()).toEqual([]);
  expect(await db('comment_subscribers').where({ address: 'ada@example.com' }).first()).toBeDefined();
});

test('once an hour: what came is gathered into one email, without what was taken down; quiet hours wait', async () => {
  const post = await site.hasPost();
  const editor = await site.signIn(await site.hasUser({ role: 'editor' }));
  const own = await subscribed('ida@example.com', post.id, 'Ida');
  const answer = (comment: string) =>
    leave({
      comment_post_ID: post.id,
      comment_parent: own.id,
      author: 'Jo',
      email: 'jo@example.com',
      comment,
    });
  await answer('At once');
  const link = linkIn((await mails())[0]!, 'subscriptions?');
  await send('/comments/subscriptions', link, {
    frequency: 'hourly',
    quiet_from: '22',
    quiet_until: '7',
  }).expect(200);

  await answer('First of the hour');
  const gone = await answer('Taken down');
  await editor.post(`/admin/comments/${gone.id}/trash`).type('form').send({});
  await answer('Second of the hour');
  expect(await mails()).toEqual([]);
  const { digest_at } = await db('comment_subscribers').where({ address: 'ida@example.com' }).first();
  expect(digest_at.toISOString()).toBe('2026-08-01T11:00:00.000Z');
  site.setTime('2026-08-01T11:00:00Z');
  await addJob(site.blog, 'comments.digest');
  await site.work();

  const [digest, ...others] = await mails();
  expect(others).toEqual([]);
  expect(digest!.subject).toBe('[Quillback] 2 comments for you');
  expect(digest!.body).toContain('First of the hour');
  expect(digest!.body).toContain('Second of the hour');
  expect(digest!.body).not.toContain('Taken down');

  minutes = 13 * 60;
  await answer('At night');
  const later = await db('comment_subscribers').where({ address: 'ida@example.com' }).first();
  expect(later.digest_at.toISOString()).toBe('2026-08-02T07:00:00.000Z');
});

test('addresses that never confirmed are forgotten after a week, confirmed ones are not', async () => {
  const post = await site.hasPost();
  await leave({
    comment_post_ID: post.id,
    email: 'never@example.com',
    comment: 'Unasked',
    subscribe_post: 'yes',
  });
  await db('comment_subscribers').update({ created_at: new Date('2026-07-20T00:00:00Z') });
  await addJob(site.blog, 'comments.tidy-subscribers');
  await site.work();

  expect(await db('comment_subscribers').where({ address: 'never@example.com' }).first()).toBeUndefined();
  expect(await db('comment_subscribers').where({ address: 'ida@example.com' }).first()).toBeDefined();
});

test('who takes a comment back is told of no more replies to it', async () => {
  const post = await site.hasPost();
  const own = await subscribed('kim@example.com', post.id, 'Kim');
  const user = await site.hasUser({ role: 'subscriber', email: 'kim@example.com' });
  await db('comments').where({ id: own.id }).update({ user_id: user.id });
  const answer = (comment: string) =>
    leave({
      comment_post_ID: post.id,
      comment_parent: own.id,
      author: 'Leo',
      email: 'leo@example.com',
      comment,
    });
  await answer('Before');
  expect(await mails()).toHaveLength(1);

  await (await site.signIn(user)).post(`/comments/${own.id}/delete`).type('form').send({}).expect(303);
  const later = await site.hasComment({ post_id: post.id, parent_id: own.id, author_name: 'Leo' });
  await announce(site.blog, 'comment.posted', { comment_id: later.id });
  await site.work();

  expect(await db('comments').where({ id: own.id }).first('status')).toEqual({ status: 'removed' });
  expect(await mails()).toEqual([]);
});
