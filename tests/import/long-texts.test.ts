// tests/import/long-texts.test.ts: texts of other blogs that are too much to be set: nothing comes in empty.
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import type { Comment } from '../../src/comments/comment.ts';
import { importWxr } from '../../src/import/import-wxr.ts';
import type { Post } from '../../src/posts/post.ts';
import { startBlog } from '../blog.ts';

const site = await startBlog();

const item = (id: number, content: string, comment = '') => `<item>
  <title>Post ${id}</title><wp:post_id>${id}</wp:post_id><wp:post_name>post-${id}</wp:post_name>
  <wp:post_type>post</wp:post_type><wp:status>publish</wp:status>
  <wp:post_date_gmt>2025-03-04 10:00:00</wp:post_date_gmt>
  <content:encoded><![CDATA[${content}]]></content:encoded>
  ${comment && `<wp:comment><wp:comment_id>${id}</wp:comment_id><wp:comment_author>Ada</wp:comment_author><wp:comment_approved>1</wp:comment_approved><wp:comment_content><![CDATA[${comment}]]></wp:comment_content></wp:comment>`}
</item>`;

const wxr = (...items: string[]) =>
  `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>Old</title><wp:wxr_version>1.2</wp:wxr_version>${items.join('')}</channel></rss>`;

test('a text that is too long, too deep or of too many parts shows its words', async () => {
  const picture = `<img src="data:image/png;base64,${'A'.repeat(2_500_000)}">`;
  const base64 = `${'QUJD'.repeat(19)}\n`.repeat(20);
  const deep = '<div>'.repeat(300);
  const file = wxr(
    item(
      11,
      `Words that must be read. ${picture} <b>And</b> these &amp; &lt;those>.`,
      '<b>'.repeat(300) + 'deep',
    ),
    item(12, '<b>x</b> '.repeat(60_000)),
    item(13, `${'<div>'.repeat(300)}inside${'</div>'.repeat(300)}<script>alert(1)</script>`),
    item(14, `${'a\n\n'.repeat(60_000)}the end`),
    item(15, 'An ordinary one.', 'a\n\n'.repeat(5000)),
    item(
      16,
      `Before <img alt="a>b" src="data:image/png;base64,${base64}"> after. ${'QUJD'.repeat(99)} ${deep}`,
    ),
  );

  const { problem } = await importWxr(site.blog, { open: () => Readable.from([Buffer.from(file)]) });

  expect(problem).toBeUndefined();
  const html = (await site.blog.db<Post>('posts').orderBy('id')).map((post) => post.html);
  expect(html[0]).toBe('<p>Words that must be read. And these &amp; &lt;those>.</p>');
  expect(html[1]).toMatch(/^<p>x x x [x ]+x<\/p>$/);
  expect(html[2]).toBe('<p>inside</p>');
  expect(html[3]).toMatch(/^<p>a a a [a ]+ the end<\/p>$/);
  expect(html[4]).toBe('<p>An ordinary one.</p>');
  // Of what was a picture no letter is left, of a word of 396 letters the first forty.
  expect(html[5]).toMatch(/^<p>Before b[^A-Z]*> after\. (QUJD){10}…<\/p>$/);
  const [tooDeep, long] = await site.blog.db<Comment>('comments').orderBy('id');
  expect(tooDeep!.html).toBe('<p>deep</p>');
  // More than a reader may send today.
  expect(long!.html.match(/<p>a<\/p>/g)).toHaveLength(5000);
});
