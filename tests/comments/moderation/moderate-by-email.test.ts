// tests/comments/moderation/moderate-by-email.test.ts: the links of an email about a comment: a page with a button, once, for a week.
import { expect, test } from 'vitest';
import { announce } from '../../../src/announcements.ts';
import { general } from '../../../src/base/settings/general.ts';
import { saveSettings } from '../../../src/base/settings/settings.ts';
import { startBlog } from '../../blog.ts';

const site = await startBlog();
const { db } = site.blog;
await saveSettings(db, general, { admin_email: 'owner@example.com' });
const post = await site.hasPost();
const statusOf = async (id: number) => (await db('comments').where({ id }).first('status')).status;

/** A held comment, and the links of the email about it by their first word. */
async function heldWithLinks() {
  const { id } = await site.hasComment({ post_id: post.id, status: 'hold', content: 'Please look at me' });
  await announce(site.blog, 'comment.posted', { comment_id: id });
  await site.work();
  const letter = await db('letters').orderBy('id', 'desc').first();
  const links = Object.fromEntries(
    [...letter.body.matchAll(/^(Approve|Spam|Trash): (\S+)$/gm)].map(([, word, href]) => [
      word,
      new URL(href),
    ]),
  ) as Record<'Approve' | 'Spam' | 'Trash', URL>;
  return { id, links };
}
const open = (link: URL) => site.request.get(link.pathname + link.search);
const press = (link: URL) =>
  site.request.post(link.pathname).type('form').send(Object.fromEntries(link.searchParams));

test('the link opens a page that changes nothing; its button approves, without signing in, once', async () => {
  const { id, links } = await heldWithLinks();

  const page = await open(links.Approve);
  expect(page.status).toBe(200);
  expect(page.text).toContain('Please look at me');
  expect(page.headers['cache-control']).toContain('no-store');
  expect(await statusOf(id)).toBe('hold');

  expect((await press(links.Approve)).text).toContain('The comment is published.');
  expect(await statusOf(id)).toBe('approve');
  // Replayed, or another link of the same email after the decision.
  await press(links.Approve).expect(403);
  await press(links.Spam).expect(403);
  expect(await statusOf(id)).toBe('approve');
});

test('a link for one thing does no other, nor the same to another comment, and a made-up key shows nothing', async () => {
  const one = await heldWithLinks();
  const other = await heldWithLinks();

  const turned = new URL(one.links.Trash.href.replace('/trash?', '/approve?'));
  await press(turned).expect(403);
  const moved = new URL(one.links.Approve.href.replace(`/${one.id}/`, `/${other.id}/`));
  await press(moved).expect(403);
  const page = await open(moved);
  expect(page.status).toBe(403);
  expect(page.text).not.toContain('Please look at me');

  expect([await statusOf(one.id), await statusOf(other.id)]).toEqual(['hold', 'hold']);
});

test('after a week it is void; until then it is good', async () => {
  const { id, links } = await heldWithLinks();
  const now = site.blog.now().getTime();

  site.setTime(new Date(now + 7 * 86_400_000 + 1000).toISOString());
  await press(links.Spam).expect(403);
  site.setTime(new Date(now + 7 * 86_400_000 - 2000).toISOString());
  await press(links.Spam).expect(200);

  expect(await statusOf(id)).toBe('spam');
});
