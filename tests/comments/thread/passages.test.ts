// tests/comments/thread/passages.test.ts: a comment on a passage of the post: kept, shown, found again after edits, carried along.
import { expect, test } from 'vitest';
import { announce } from '../../../src/announcements.ts';
import { saveSettings } from '../../../src/base/settings/settings.ts';
import { textExtractsOf } from '../../../src/posts/content/extracts.ts';
import { discussion } from '../../../src/comments/settings.ts';
import { passageIn } from '../../../src/comments/passages/passage.ts';
import type { Post } from '../../../src/posts/post.ts';
import { startBlog } from '../../blog.ts';
import { exportText } from '../../export/exported.ts';

const site = await startBlog({ COMMENT_ATTEMPTS: '1000' });
const { db } = site.blog;
await saveSettings(db, discussion, { comment_previously_approved: false });

const text =
  '<p>At low water one walks <em>over</em> to the island.</p>\n<p>The tide comes back. The tide is quick.</p>';
let machines = 0;

function leave(post: Post, fields: Record<string, string>) {
  machines += 1;
  site.setTime(new Date(Date.parse('2026-08-01T10:00:00Z') + machines * 60_000).toISOString());
  return site.request
    .post('/comments')
    .type('form')
    .send({ author: 'Ada', email: 'ada@example.com', comment_post_ID: post.id, ...fields });
}

const page = async ({ slug }: Post) => (await site.request.get(`/2026/08/01/${slug}/`)).text;
const commentsOf = ({ id }: Post) => db('comments').where({ post_id: id }).orderBy('id');
const passagesOf = async (post: Post) => (await commentsOf(post)).map((one) => passageIn(one));

async function edit({ id }: Post, html: string): Promise<void> {
  await db('posts')
    .where({ id })
    .update({ content: html, html, ...textExtractsOf(html), pages: null });
  await announce(site.blog, 'post.saved', { post_id: id });
  await site.work();
}

test('a passage over blocks and markup stands above its comment and in the list, with a way to its place', async () => {
  const post = await site.hasPost({ content: text, html: text });

  const answer = await leave(post, { comment: 'Not at spring', passage: 'over to the island.\n\nThe tide' });
  await leave(post, { comment: 'Nobody does', passage: 'over to the island. The tide' });
  const shown = await page(post);

  expect(answer.status).toBe(303);
  expect(shown.match(/<blockquote class="comment-passage"/g)).toHaveLength(2);
  expect(shown).toContain('<summary>1 passage with comments</summary>');
  const [first, second] = await commentsOf(post);
  expect(shown).toContain(
    `data-comments="${first.id},${second.id}" data-exact="over to the island. The tide"`,
  );
  expect(shown).toContain(`/${post.slug}/#:~:text=over%20to%20the%20island.%20The%20tide"`);
  expect(shown).toContain(`href="/comments/${first.id}">2 comments</a>`);
});

test.each([
  ['words that do not stand there', 'At high water one swims', 'does not stand in the text'],
  ['more than 500 characters', 'x'.repeat(501), 'at most 500 characters'],
  ['markup', '<em>over</em>', 'does not stand in the text'],
])('refused with all that was typed: %s', async (_, passage, reason) => {
  const post = await site.hasPost({ content: text, html: text });

  const answer = await leave(post, { comment: 'My long letter', passage });

  expect(answer.status).toBe(422);
  expect(answer.text).toContain(reason);
  expect(answer.text).toContain('My long letter</textarea>');
  expect(answer.text).toContain('aria-describedby="passage-hint passage-problem" aria-invalid="true"');
  expect(answer.text).toMatch(/<details class="comment-form-passage" open>/);
  expect(await commentsOf(post)).toEqual([]);
});

test('of words that stand twice the surroundings choose, and where the setting is off there is no passage', async () => {
  const post = await site.hasPost({ content: text, html: text });

  await leave(post, { comment: 'How quick?', passage: 'The tide', passage_suffix: ' is quick.' });
  await leave(post, { comment: 'When?', passage: 'The tide', passage_suffix: ' comes' });
  const [quick, back] = await passagesOf(post);
  await saveSettings(db, discussion, { comments_passages: false });
  await leave(post, { comment: 'Without', passage: 'The tide' });
  const shown = await page(post);
  await saveSettings(db, discussion, { comments_passages: true });

  expect(quick!.start! - back!.start!).toBe('Thetidecomesback.'.length);
  expect((await passagesOf(post))[2]).toBeUndefined();
  expect(shown).not.toContain('name="passage"');
  expect(shown).not.toContain('passages with comments');
});

test('after edits a passage is found again; one that is gone says so, and comes back with its words', async () => {
  const post = await site.hasPost({ content: text, html: text });
  await leave(post, { comment: 'Not at spring', passage: 'one walks over to the island' });

  await edit(post, `<p>Before it all.</p><p>At low water one can walk over to the island.</p>`);
  const [edited] = await passagesOf(post);
  const moved = await page(post);
  await edit(post, '<p>Nothing of that is left, not a word.</p>');
  const gone = await page(post);
  await edit(post, text);
  const back = await page(post);

  expect(edited).toMatchObject({
    exact: 'one walks over to the island',
    start: 'Beforeitall.Atlowwaterone'.length,
  });
  expect(moved).toContain('<p>one walks over to the island</p>');
  expect(moved).toContain('#:~:text=can%20walk%20over%20to%20the%20island"');
  expect(gone).toContain('The text does not have this passage any more.');
  expect(gone).not.toContain('class="commented-passages"');
  expect(back).not.toContain('any more.');
  expect(back).toContain('<q>one walks over to the island</q>');
});

test('a held comment’s passage is in no list, no feed and no answer for strangers; an approved one is in each', async () => {
  const post = await site.hasPost({ content: text, html: text });
  await saveSettings(db, discussion, { comment_moderation: true });
  await leave(post, { comment: 'Waits', passage: 'The tide comes back' });
  await saveSettings(db, discussion, { comment_moderation: false });
  const held = [await page(post), (await site.request.get(`/2026/08/01/${post.slug}/feed/`)).text].join('');
  await leave(post, { comment: 'Shown', passage: 'At low water' });
  const [, { id }] = await commentsOf(post);

  const feed = (await site.request.get(`/2026/08/01/${post.slug}/feed/`)).text;
  const rest = (await site.request.get(`/wp-json/wp/v2/comments?post=${post.id}`)).body;

  expect(held).not.toMatch(/The tide comes back(?!\.)/);
  expect(feed).toContain('<blockquote><p>At low water</p></blockquote>');
  expect(rest).toMatchObject([{ id, passage: { exact: 'At low water', start: 0 } }]);
  expect(rest).toHaveLength(1);
  expect(await exportText(site.blog)).toContain(
    '<wp:meta_key><![CDATA[_quillback_annotation]]></wp:meta_key>',
  );
});

test.each(['{', '[]', '{"selector":[{"type":"TextQuoteSelector","exact":5}]}', '{"selector":[]}'])(
  'what an import brought that is no annotation is no passage: %s',
  async (kept) => {
    const post = await site.hasPost({ content: text, html: text });
    await site.hasComment({ post_id: post.id, meta: { _quillback_annotation: [kept] } });

    expect(await page(post)).not.toContain('comment-passage"');
    await edit(post, text);
    expect((await commentsOf(post))[0].meta).toEqual({ _quillback_annotation: [kept] });
  },
);
