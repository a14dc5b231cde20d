// tests/comments/form/long-texts.test.ts: a long comment is set before its transaction, once, and by the limits of comments.
import { expect, test } from 'vitest';
import type { Comment } from '../../../src/comments/comment.ts';
import { startBlog } from '../../blog.ts';

const site = await startBlog({ TRUST_PROXY: '1' });
const post = await site.hasPost();
const video = 'https://www.youtube.com/watch?v=dQw4w9WgXcQ';
const filler = `\n\n${'Nothing but words. '.repeat(100)}`;
let sent = 0;

function leave(comment: string, more: Record<string, string> = {}) {
  sent += 1;
  site.setTime(new Date(Date.parse('2026-08-01T10:00:00Z') + sent * 60_000).toISOString());
  const fields = { comment_post_ID: post.id, author: 'Ada', email: 'ada@example.com', comment, ...more };
  return site.request.post('/comments').set('X-Forwarded-For', `10.0.${sent}.1`).type('form').send(fields);
}
const last = () => site.blog.db<Comment>('comments').orderBy('id', 'desc').first();

/** Statements that ask for embeds: one for each rendering of a text with an address on its line. */
function watchRendering() {
  const seen: { inTransaction: boolean }[] = [];
  const note = ({ sql, __knexTxId }: { sql: string; __knexTxId?: string }) => {
    if (/from "embeds" where "url" in/.test(sql)) seen.push({ inTransaction: __knexTxId !== undefined });
  };
  site.blog.db.on('query', note);
  return { seen, stop: () => void site.blog.db.removeListener('query', note) };
}

test('a long comment comes out as a short one does', async () => {
  await leave(`*a* "b" :)\n\n${video}`);
  const short = await last();
  await leave(`*a* "b" :)\n\n${video}${filler}`);
  const long = await last();

  expect(short!.html).toContain('<em>a</em> “b” 🙂');
  expect(long!.html.startsWith(short!.html)).toBe(true);
  expect(long!.embed_urls).toEqual([video]);
});

test('the same form again, later or at once, is rendered once and outside of transactions', async () => {
  const words = `${video}${filler}Once.`;
  const watch = watchRendering();
  const form_key = 'a-key-of-this-form';
  const send = () =>
    site.request
      .post('/comments')
      .set('X-Forwarded-For', '10.9.9.9')
      .type('form')
      .send({ comment_post_ID: post.id, author: 'Bea', email: 'bea@example.com', comment: words, form_key });

  const [one, two] = await Promise.all([send(), send()]);
  const later = await send();
  watch.stop();

  expect([one.status, two.status, later.status]).toEqual([303, 303, 303]);
  expect(two.headers.location).toBe(one.headers.location);
  expect(later.headers.location).toBe(one.headers.location);
  expect(watch.seen).toEqual([{ inTransaction: false }]);
});

test.each<[string, number, string]>([
  ['2,000 paragraphs', 303, 'a\n\n'.repeat(2000)],
  ['more', 422, 'a\n\n'.repeat(2001)],
  ['2,000 lines', 303, 'a\n'.repeat(2000)],
  ['more', 422, 'a\n'.repeat(2001)],
  ['mail addresses that become 1,900 links', 303, 'a@b.cc '.repeat(1900)],
  ['… 2,100 links', 422, 'a@b.cc '.repeat(2100)],
  ['links and elements that are too many together', 422, `${'a@b.cc '.repeat(1100)}${'*a* '.repeat(1000)}`],
  ['quotes 24 deep', 303, `${'>'.repeat(24)} a`],
  ['quotes 60 deep', 422, `${'>'.repeat(60)} a`],
  ['3,000 lines in a fence', 303, `\`\`\`\n${'a\n'.repeat(3000)}\`\`\``],
])('%s in a comment: %i', async (_what, status, text) => {
  const answer = await leave(text);

  expect(answer.status).toBe(status);
  if (status === 422) expect(answer.text).toContain('</textarea>');
});

test('after twenty embeds the others stay links', async () => {
  const address = (at: number) => `https://youtu.be/${String(at).padStart(11, 'a')}`;
  await leave(Array.from({ length: 25 }, (_, at) => address(at)).join('\n\n'));
  const many = await last();
  await leave(`${address(1)}\n\n`.repeat(25));
  const same = await last();

  expect(many!.embed_urls).toHaveLength(20);
  expect(many!.html.match(/<p><a href="https:\/\/youtu\.be/g)).toHaveLength(5);
  expect(same!.html.match(/<p><a href="https:\/\/youtu\.be/g)).toHaveLength(5);
});

test('a moderator can save an imported comment that has more elements than a reader may send', async () => {
  const long = 'a\n\n'.repeat(4000);
  const comment = await site.hasComment({ post_id: post.id, content: long });
  const editor = await site.signIn(await site.hasUser({ role: 'editor' }));

  const answer = await editor
    .post(`/admin/comments/${comment.id}/save`)
    .type('form')
    .send({ author: 'Ada', email: 'ada@example.com', comment: `${long}Corrected` });

  expect(answer.status).toBe(303);
  const saved = await site.blog.db<Comment>('comments').where({ id: comment.id }).first();
  expect(saved!.html).toContain('Corrected');
});
