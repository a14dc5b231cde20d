// tests/comments/notifications/mail-flood.test.ts: many comments in an hour: no flood of letters, and no silence either.
import { expect, test } from 'vitest';
import type { User } from '../../../src/accounts/user.ts';
import { announce } from '../../../src/announcements.ts';
import { addJob } from '../../../src/base/jobs/jobs.ts';
import { general } from '../../../src/base/settings/general.ts';
import { saveSettings } from '../../../src/base/settings/settings.ts';
import type { Comment, CommentStatus } from '../../../src/comments/comment.ts';
import type { Post } from '../../../src/posts/post.ts';
import { startBlog } from '../../blog.ts';

interface Letter {
  to_address: string;
  subject: string;
  body: string;
  message_id: string;
}

/** A blog with its administrator's address, an author and a post of theirs. */
async function blogOf(email: string) {
  const site = await startBlog();
  const author = await site.hasUser({ role: 'author', email });
  const post = await site.hasPost({ author_id: author.id, title: 'Crowded' });
  await saveSettings(site.blog.db, general, { admin_email: 'desk@example.com' });
  let read = 0;
  return {
    ...site,
    author,
    post,
    /** So many comments arrive; what is announced is done. */
    async arrive(count: number, status: CommentStatus, by: Partial<Comment> = {}) {
      await comments(site, post, count, status, by);
      await site.work();
    },
    /** The letters to an address since the last look. */
    async letters(to?: string): Promise<Letter[]> {
      const all = await site.blog.db('letters').orderBy('id').offset(read);
      if (!to) read += all.length;
      return to ? all.filter(({ to_address }) => to_address === to) : all;
    },
    async digest(iso: string) {
      site.setTime(iso);
      await addJob(site.blog, 'comments.digest');
      await site.work();
    },
  };
}

async function comments(
  site: Awaited<ReturnType<typeof startBlog>>,
  post: Post,
  count: number,
  status: CommentStatus,
  by: Partial<Comment>,
): Promise<void> {
  for (let number = 0; number < count; number++) {
    const { id } = await site.hasComment({ post_id: post.id, status, ...by });
    // A listener may hear of a comment twice.
    for (let times = 0; times < 2; times++) await announce(site.blog, 'comment.posted', { comment_id: id });
  }
}

test('after sixty letters in an hour one says what follows, then one an hour tells how many came, until it is calm (E1, D17)', async () => {
  const site = await blogOf('writer@example.com');

  await comments(site, site.post, 65, 'hold', { author_name: 'Ada\r\nBcc: eve@example.com' });
  // Two processes work at once.
  await Promise.all([site.work(), site.work()]);
  await site.work();
  const [desk, writer] = [await site.letters('desk@example.com'), await site.letters('writer@example.com')];
  const first = await site.letters();

  for (const letters of [desk, writer]) {
    expect(letters).toHaveLength(61);
    expect(letters.filter(({ subject }) => subject.includes('Please moderate'))).toHaveLength(60);
    expect(letters.at(-1)!.subject).toBe('[Quillback] Many comments: one email an hour from now on');
    expect(letters.at(-1)!.body).toContain('http://blog.example/admin/comments\n');
  }
  expect(first).toHaveLength(122);
  expect(new Set(first.map(({ message_id }) => message_id)).size).toBe(122);

  // An hour of flood: nothing but one digest for each.
  await site.arrive(70, 'hold', { author_name: 'Eve\r\nBcc: eve@example.com' });
  expect(await site.letters()).toEqual([]);
  await site.digest('2026-08-01T09:59:00Z');
  expect(await site.letters()).toEqual([]);
  await site.digest('2026-08-01T10:01:00Z');
  await site.digest('2026-08-01T10:02:00Z');
  const hour = await site.letters();
  expect(hour.map(({ to_address, subject }) => [to_address, subject])).toEqual([
    ['desk@example.com', '[Quillback] Comments of the last hour: 75'],
    ['writer@example.com', '[Quillback] Comments of the last hour: 75'],
  ]);
  expect(hour[0]!.body).toContain(
    '75 comments wait for moderation: http://blog.example/admin/comments?status=hold',
  );
  expect(hour[0]!.body).toContain('… and 55 more.');
  expect(hour[0]!.body).not.toContain('calm');
  expect(hour[0]!.body).toContain('Eve Bcc: eve@example.com on "Crowded" (waits)');

  // A calm hour: the last digest says so, and the next comment has its letter again.
  await site.arrive(2, 'approve');
  await site.digest('2026-08-01T11:03:00Z');
  const last = await site.letters();
  expect(last.map(({ to_address }) => to_address)).toEqual(['writer@example.com']);
  expect(last[0]!.body).toContain('2 comments were posted');
  expect(last[0]!.body).toContain('It is calm again');
  await site.arrive(1, 'approve');
  expect((await site.letters()).map(({ subject }) => subject)).toEqual(['[Quillback] Comment: "Crowded"']);
}, 120_000);

test('no digest comes when nothing came, nor for what was moderated meanwhile', async () => {
  const site = await blogOf('writer@example.com');

  await site.digest('2026-08-01T09:30:00Z');
  await site.arrive(60, 'approve');
  await site.digest('2026-08-01T10:31:00Z');
  expect(await site.letters()).toHaveLength(60);

  await site.arrive(63, 'approve');
  await site.blog.db('comments').orderBy('id', 'desc').update({ status: 'spam' });
  await site.digest('2026-08-01T11:32:00Z');
  await site.digest('2026-08-01T12:33:00Z');

  expect(
    (await site.letters()).map(({ subject }) => subject).filter((one) => !one.includes('Comment:')),
  ).toEqual(['[Quillback] Many comments: one email an hour from now on']);
  expect(await site.blog.db('comment_mail_gathered')).toEqual([]);
}, 120_000);

test('an author is not told of their own comments, one by one or in a digest', async () => {
  const site = await blogOf('writer@example.com');
  const own = ({ id, email }: User) => ({ user_id: id, author_name: 'Writer', author_email: email });

  await site.arrive(2, 'approve', own(site.author));
  expect(await site.letters()).toEqual([]);
  await site.arrive(61, 'approve');
  await site.letters();
  await site.arrive(3, 'approve', own(site.author));
  await site.digest('2026-08-01T10:01:00Z');

  const [digest] = await site.letters();
  expect(digest!.subject).toBe('[Quillback] Comments of the last hour: 1');
  expect(digest!.body).not.toContain('Writer on');
}, 120_000);
