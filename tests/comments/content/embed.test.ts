// tests/comments/content/embed.test.ts: a link alone on a line of a comment shows what it leads to.
import { expect, test } from 'vitest';
import { saveSettings } from '../../../src/base/settings/settings.ts';
import { discussion } from '../../../src/comments/settings.ts';
import { startBlog } from '../../blog.ts';

const site = await startBlog();

test('a card at once, its title as soon as it is known', async () => {
  const video = 'https://www.youtube.com/watch?v=dQw4w9WgXcQ';
  await saveSettings(site.blog.db, discussion, { comment_previously_approved: false });
  site.web(
    `https://www.youtube.com/oembed?url=${encodeURIComponent(video)}&maxwidth=640&maxheight=960&format=json`,
    { content_type: 'application/json', body: Buffer.from('{"type":"video","title":"A song"}') },
  );
  const post = await site.hasPost();
  const address = `/2026/08/01/${post.slug}/`;

  await site.request
    .post('/comments')
    .type('form')
    .send({
      comment_post_ID: post.id,
      author: 'Ada',
      email: 'ada@example.com',
      comment: `Listen:\n${video}\nGood, is it not?`,
    });
  const early = await site.request.get(address);
  await site.work();
  const late = await site.request.get(address);

  expect(early.text).toContain('data-frame="https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ');
  expect(early.text).toContain('Good, is it not?');
  expect(early.text).not.toMatch(/<iframe|A song/);
  expect(late.text).toContain('A song');
});
