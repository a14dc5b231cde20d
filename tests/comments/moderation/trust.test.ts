// tests/comments/moderation/trust.test.ts: who is believed, what a browser remembers, who sees what waits.
import { expect, test } from 'vitest';
import { saveSettings } from '../../../src/base/settings/settings.ts';
import type { Comment } from '../../../src/comments/comment.ts';
import { discussion } from '../../../src/comments/settings.ts';
import { startBlog } from '../../blog.ts';

const site = await startBlog();
const { db } = site.blog;
const post = await site.hasPost();
const address = `/2026/08/01/${post.slug}/`;

let minutes = 30;
function leave(fields: Record<string, string | number>, agent: typeof site.request = site.request) {
  minutes += 1;
  site.setTime(new Date(Date.parse('2026-08-01T10:00:00Z') + minutes * 60_000).toISOString());
  const known = { comment_post_ID: post.id, author: 'Ada', email: 'ada@example.com' };
  return agent
    .post('/comments')
    .type('form')
    .send({ ...known, ...fields });
}
const last = async () => (await db<Comment>('comments').orderBy('id', 'desc').first())!;
const approve = (id: number) => db('comments').where({ id }).update({ status: 'approve' });

test('an email that was only typed earns no trust; the browser that agreed to be known does', async () => {
  const browser = site.agent();
  await leave({ comment: 'First', 'wp-comment-cookies-consent': 'yes' }, browser);
  const first = await last();
  await approve(first.id);

  await leave({ comment: 'An impostor with the same name and email' });
  const impostor = await last();
  await leave({ comment: 'Me again', 'wp-comment-cookies-consent': 'yes' }, browser);
  const again = await last();

  expect([first, impostor, again].map(({ status }) => status)).toEqual(['hold', 'hold', 'approve']);
});

test('the address of a registered user, typed by somebody else, is worth nothing', async () => {
  const user = await site.hasUser({ role: 'subscriber', email: 'known@example.com' });
  await site.hasComment({ post_id: post.id, user_id: user.id, author_email: user.email });

  await leave({ comment: 'I am known, I say', email: user.email });
  const typed = await last();
  await leave({ comment: 'I am known' }, await site.signIn(user));
  const proven = await last();

  expect(typed).toMatchObject({ status: 'hold', user_id: null });
  expect(proven).toMatchObject({ status: 'approve', user_id: user.id, author_email: user.email });
});

test('the author of the post and moderators are shown at once, others are judged in order', async () => {
  const author = await site.hasUser({ role: 'author' });
  const own = await site.hasPost({ author_id: author.id });
  const editor = await site.signIn(await site.hasUser({ role: 'editor' }));
  await saveSettings(db, discussion, {
    comment_previously_approved: false,
    moderation_keys: 'casino\n198.51.100.',
    disallowed_keys: 'pills',
  });

  const judged: Record<string, string> = {};
  const judge = async (
    what: string,
    fields: Record<string, string | number>,
    agent?: typeof site.request,
  ) => {
    await leave({ comment: what, ...fields }, agent);
    judged[what] = (await last()).status;
  };
  await judge('a reader', {});
  await judge('one link https://a.example', {});
  await judge('two links https://a.example https://b.example', {});
  await judge('a CASINO in town', {});
  await judge('cheap p<b>ills</b>', {});
  await saveSettings(db, discussion, { comment_moderation: true });
  await judge('everything waits', {});
  await judge('the author, casino', { comment_post_ID: own.id }, await site.signIn(author));
  await judge('an editor https://a.example https://b.example', {}, editor);
  await saveSettings(db, discussion, discussion.parse({}));

  expect(Object.values(judged)).toEqual([
    'approve',
    'approve',
    'hold',
    'hold',
    'trash',
    'hold',
    'approve',
    'approve',
  ]);
});

test('what waits is shown to its author alone, and that page is kept nowhere (E3)', async () => {
  const { headers } = await leave({ comment: 'Waiting words' });
  const { id } = await last();

  const own = await site.request.get(headers.location!);
  const stranger = await site.request.get(address);
  const guessed = await site.request.get(`${address}?unapproved=${id}&moderation-hash=${'a'.repeat(43)}`);
  site.setTime('2026-08-03T10:00:00Z');
  const late = await site.request.get(headers.location!);
  site.setTime('2026-08-01T10:30:00Z');

  expect(own.text).toContain('Waiting words');
  expect(own.text).toContain('awaits moderation');
  expect(own.headers['cache-control']).toBe('private, no-store');
  expect(stranger.text).not.toContain('Waiting words');
  expect(stranger.headers['cache-control']).not.toContain('no-store');
  expect(guessed.text).not.toContain('Waiting words');
  expect(late.text).not.toContain('Waiting words');
});

test.each([
  ['spam', { website_url: 'https://filled.example' }],
  ['trash', { comment: 'Cheap pills for everybody' }],
])('who is judged %s by rule is told nothing; what a person judged is gone', async (status, fields) => {
  await saveSettings(db, discussion, { disallowed_keys: 'pills' });
  const browser = site.agent();
  const words = { comment: 'Look at my site', 'wp-comment-cookies-consent': 'yes', ...fields };
  const { headers } = await leave(words, browser);
  const kept = await last();

  const own = await site.request.get(headers.location!);
  const at_home = await browser.get(address);
  const stranger = await site.request.get(address);
  const moderator = await site.signIn(await site.hasUser({ role: 'editor' }));
  const moderate = (what: string) =>
    moderator.post('/admin/comments/moderate').type('form').send({ what, ids: kept.id }).expect(303);
  await moderate('approve');
  await moderate(status);
  const judged = [await site.request.get(headers.location!), await browser.get(address)];
  await saveSettings(db, discussion, { disallowed_keys: '' });

  expect(kept.status).toBe(status);
  for (const page of [own, at_home]) {
    expect(page.text).toContain(words.comment);
    expect(page.text).toContain('awaits moderation');
  }
  for (const page of [stranger, ...judged]) expect(page.text).not.toContain(words.comment);
});

test('what waits is shown on the page of comments where it will stand', async () => {
  await saveSettings(db, discussion, {
    page_comments: true,
    comments_per_page: 1,
    default_comments_page: 'oldest',
  });
  const long = await site.hasPost();
  for (const content of ['one', 'two']) await site.hasComment({ post_id: long.id, content });

  const { headers } = await leave({ comment_post_ID: long.id, comment: 'three waits' });
  const own = await site.request.get(headers.location!);

  expect(headers.location).toContain('/comment-page-2/?unapproved=');
  expect(own.text).toContain('three waits');
  await saveSettings(db, discussion, discussion.parse({}));
});

test('a browser remembers only with consent, for a year, out of reach of scripts; without it, no more', async () => {
  const browser = site.agent();
  const without = await leave({ comment: 'No thanks' }, browser);
  const withConsent = await leave(
    { comment: 'Yes please', url: 'ada.example', 'wp-comment-cookies-consent': 'yes' },
    browser,
  );
  const filled = await browser.get(address);
  const taken = await leave({ comment: 'Not any more' }, browser);
  const empty = await browser.get(address);

  expect(without.headers['set-cookie']).toBeUndefined();
  const cookies = withConsent.headers['set-cookie'] as unknown as string[];
  expect(cookies).toHaveLength(4);
  for (const cookie of cookies)
    expect(cookie).toMatch(/^comment_\w+=.+Max-Age=31536000;.+HttpOnly; SameSite=Lax$/);
  expect(filled.text).toContain('value="ada@example.com"');
  expect(filled.headers['cache-control']).toBe('private, no-store');
  expect(
    (taken.headers['set-cookie'] as unknown as string[]).every((one) => /Expires=Thu, 01 Jan 1970/.test(one)),
  ).toBe(true);
  expect(empty.text).not.toContain('value="ada@example.com"');
});

test('the next visitor finds nothing of the one before (E3)', async () => {
  const browser = site.agent();
  await leave({ comment: 'Remember me', 'wp-comment-cookies-consent': 'yes' }, browser);

  const mine = await browser.get(address);
  const next = await site.request.get(address);

  expect(mine.text).toContain('ada@example.com');
  expect(next.text).not.toContain('ada@example.com');
});

test('signed-in people are not asked who they are', async () => {
  const user = await site.hasUser({ role: 'subscriber', display_name: 'Grace' });
  const agent = await site.signIn(user);

  const page = await agent.get(address);
  await leave({ comment: 'As myself', author: 'Somebody else', email: 'else@example.com' }, agent);

  expect(page.text).toContain('Logged in as Grace.');
  expect(page.text).not.toContain('id="author"');
  expect(await last()).toMatchObject({ author_name: 'Grace', author_email: user.email, user_id: user.id });
});

test('addresses of machines are not stored where the settings say so', async () => {
  await saveSettings(db, discussion, { comments_ip_keep_days: 0 });

  await leave({ comment: 'Anonymous machine' });

  expect((await last()).author_ip).toBe('');
  await saveSettings(db, discussion, discussion.parse({}));
});
