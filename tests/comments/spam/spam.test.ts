// tests/comments/spam/spam.test.ts: what moderators mark teaches the filter; every comment says what counted for and against it.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { saveSettings } from '../../../src/base/settings/settings.ts';
import type { Comment } from '../../../src/comments/comment.ts';
import { discussion } from '../../../src/comments/settings.ts';
import { spamCommand } from '../../../src/comments/spam/command.ts';
import { startBlog } from '../../blog.ts';

const site = await startBlog();
const { db } = site.blog;
const post = await site.hasPost();
const other = await site.hasPost();
const editor = await site.signIn(await site.hasUser({ role: 'editor' }));
await saveSettings(db, discussion, { comment_previously_approved: false, comment_max_links: 0 });

let minutes = 0;
/** A reader opens the page, reads for `seconds`, and sends its form with the words given. */
async function leave(
  fields: Record<string, string | number>,
  { seconds = 60, address = '/comments', isSealed = true, agent = site.request, on = post } = {},
): Promise<Comment> {
  minutes += 1;
  const opened = Date.parse('2026-08-01T10:00:00Z') + minutes * 600_000;
  site.setTime(new Date(opened).toISOString());
  const page = await agent.get(`/2026/08/01/${on.slug}/`);
  const form_seal = /name="form_seal" value="([^"]+)"/.exec(page.text)![1]!;
  site.setTime(new Date(opened + seconds * 1000).toISOString());
  const sent = { comment_post_ID: on.id, author: 'Ada', email: `a${minutes}@example.com`, ...fields };
  const answer = await agent
    .post(address)
    .set('User-Agent', 'Mozilla/5.0')
    .type('form')
    .send(isSealed ? { form_seal, ...sent } : sent);
  expect(answer.status).toBe(303);
  return (await db<Comment>('comments').orderBy('id', 'desc').first())!;
}
const decide = async (id: number, what: string) => {
  await editor.post(`/admin/comments/${id}/${what}`).type('form').send({});
  await site.work();
};
const why = async (id: number) => (await editor.get(`/admin/comments/${id}`)).text;

/** Twenty comments of each kind, decided by a moderator. */
async function teach(): Promise<void> {
  const goods = ['viagra', 'cialis', 'replica watches', 'casino bonus'];
  const themes = ['the harbour', 'my garden', 'the library', 'sourdough'];
  for (let n = 0; n < 20; n++) {
    const spam = await site.hasComment({
      post_id: post.id,
      status: 'hold',
      content: `Buy cheap ${goods[n % 4]} online now, discount number ${n} with free delivery https://pills${n}.example/`,
    });
    const ham = await site.hasComment({
      post_id: post.id,
      status: 'hold',
      content: `Thank you, the paragraph about ${themes[n % 4]} reminded me of winter ${n} with my neighbour`,
    });
    await editor.post(`/admin/comments/${spam.id}/spam`).type('form').send({});
    await editor.post(`/admin/comments/${ham.id}/approve`).type('form').send({});
  }
  await site.work();
}

test('before anything was decided the words count nothing', async () => {
  const comment = await leave({ comment: 'Buy cheap viagra online now, with free delivery' });

  expect(comment.status).toBe('approve');
  expect(await why(comment.id)).not.toContain('Words that were in spam');
});

test('after forty decisions new spam is marked, an honest comment is not, and both say why', async () => {
  await teach();

  const spam = await leave({
    comment: 'Discount casino bonus and cheap replica watches, buy online with free delivery',
  });
  const ham = await leave({
    comment: 'My neighbour has a garden by the harbour, and it reminded me of the library',
  });

  expect([spam.status, ham.status]).toEqual(['spam', 'approve']);
  const page = await why(spam.id);
  expect(page).toContain('the limit is 65');
  expect(page).toMatch(
    /Words that were in spam or in approved comments.*?(?:casino|cheap|discount|bonus|buy).*?\+\d+/s,
  );
  expect(await why(ham.id)).toMatch(/Words that were in spam or in approved comments.*?−\d+/s);
  // What the site decided by itself teaches nothing.
  expect(await db('comment_spam_lessons').where({ comment_id: ham.id }).first()).toBeUndefined();
});

test('a decision that is changed is unlearned', async () => {
  const { id } = await site.hasComment({
    post_id: post.id,
    status: 'hold',
    content: 'Grandmother’s xylophone recital',
  });
  const counted = () => db('comment_spam_tokens').where({ token: 'word:xylophone' }).first('spam', 'ham');

  await decide(id, 'spam');
  const asSpam = await counted();
  await decide(id, 'restore');
  await decide(id, 'approve');
  const asHam = await counted();
  await decide(id, 'hold');
  const undecided = await counted();

  expect([asSpam, asHam, undecided]).toEqual([
    { spam: 1, ham: 0 },
    { spam: 0, ham: 1 },
    { spam: 0, ham: 0 },
  ]);
});

test('WordPress’s own address takes what our form seals; what programs send there blindly is spam, and is kept', async () => {
  const sealed = await leave(
    { comment: 'By the form, to the other address' },
    { address: '/wp-comments-post.php' },
  );
  const blind = await leave(
    { comment: 'Sent by a program that never read the page' },
    { address: '/wp-comments-post.php', isSealed: false },
  );
  const foreign = await leave(
    { comment: 'With the seal of another post', comment_post_ID: other.id },
    { address: '/wp-comments-post.php' },
  );
  const without = await leave(
    { comment: 'To our own address, by a script of the reader' },
    { isSealed: false },
  );

  expect([sealed.status, blind.status, foreign.status, without.status]).toEqual([
    'approve',
    'spam',
    'spam',
    'approve',
  ]);
  expect(await why(blind.id)).toContain('to an address that only programs use');
});

test('who sends a form after two seconds is told apart from who takes five', async () => {
  const quick = await leave({ comment: 'Typed by nobody in so short a time' }, { seconds: 2 });
  const slow = await leave({ comment: 'Typed by somebody in a longer time' }, { seconds: 5 });

  expect(await why(quick.id)).toMatch(/Sent seconds after the form was opened.*?2 seconds.*?\+25/s);
  expect(await why(slow.id)).not.toContain('Sent seconds after');
});

test('the same text under other posts, and what was marked before, count; a host that was approved once does not', async () => {
  const text = 'A long enough text that somebody leaves everywhere, see https://marked.example/a';
  const first = await leave({ comment: text });
  const again = await leave({ comment: text }, { on: other });
  expect(await why(again.id)).toContain('The same text stands under other posts');
  expect(await why(first.id)).not.toContain('The same text stands under other posts');

  await decide(first.id, 'spam');
  await decide(again.id, 'spam');
  const host = await leave({ comment: 'Something quite different this time https://www.marked.example/b' });
  expect(await why(host.id)).toContain('A linked site was marked as spam before');

  await decide(host.id, 'approve');
  const later = await leave({ comment: 'And once more, on another day https://marked.example/c' });
  expect(await why(later.id)).not.toContain('A linked site was marked as spam before');
});

test('nothing that tells who somebody is stands in what was learned', async () => {
  const { rows } = await db.raw(
    `SELECT token FROM comment_spam_tokens WHERE token LIKE '%@%' OR token LIKE '%127.0.0%'`,
  );

  expect(rows).toEqual([]);
});

test('switched off, nothing is scored; the rules go on', async () => {
  await saveSettings(db, discussion, { spam_check: false, moderation_keys: 'xylophone' });

  const spam = await leave({ comment: 'Cheap casino bonus and cheap viagra, buy online with free delivery' });
  const held = await leave({ comment: 'A xylophone' });
  await saveSettings(db, discussion, { spam_check: true, moderation_keys: '' });

  expect([spam.status, held.status]).toEqual(['approve', 'hold']);
  expect(await why(held.id)).toContain('It contains words that are held: xylophone');
  expect(await why(held.id)).not.toContain('Score:');
});

test('what was learned goes to another site as a file; a broken file changes nothing there', async () => {
  const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'spam-')), 'tokens.jsonl');
  const all = () => db('comment_spam_tokens').orderBy('token').select('token', 'spam', 'ham');
  const learned = await all();

  expect(await spamCommand.run(site.blog, ['export', file])).toBe(0);
  await db('comment_spam_tokens').del();
  expect(await spamCommand.run(site.blog, ['import', file])).toBe(0);
  expect(await all()).toEqual(learned);

  fs.appendFileSync(file, '{"token":"word:broken","spam":-1,"ham":0}\n');
  expect(await spamCommand.run(site.blog, ['import', file])).toBe(1);
  expect(await all()).toEqual(learned);
});
