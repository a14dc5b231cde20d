// tests/linkbacks/pings-kit.ts: a site that links here, and how it says so.
import { beforeEach } from 'vitest';
import { saveSettings } from '../../src/base/settings/settings.ts';
import type { Comment } from '../../src/comments/comment.ts';
import { discussion } from '../../src/comments/settings.ts';
import { permalink } from '../../src/posts/addresses/permalink.ts';
import type { Post } from '../../src/posts/post.ts';
import { startBlog } from '../blog.ts';

export const site = await startBlog();
await saveSettings(site.blog.db, discussion, { comment_previously_approved: false });
export const addressOf = async (post: Post) => `http://blog.example${await permalink(site.blog, post)}`;
export const commentsOf = (post: Post) =>
  site.blog.db<Comment>('comments').where({ post_id: post.id }).orderBy('id');
export const linking = (target: string) =>
  `<title>Their page</title><meta property="og:site_name" content="Third blog"><nav><p>Menu</p></nav>
   <p>We read <a href="${target}">a fine story</a> &amp; liked it <script>x</script>a lot.</p>`;

export const hour = 3_600_000;
// The clock moves on, so that the limit on haste stays out of the way.
let minute = 0;
beforeEach(() => {
  minute += 1;
  site.setTime(new Date(Date.UTC(2026, 7, 1, 9, minute)).toISOString());
});

export const mention = (fields: object) => site.request.post('/webmention').type('form').send(fields);
export const call = (method: string, ...params: string[]) =>
  site.request
    .post('/xmlrpc.php')
    .type('text/xml')
    .send(
      `<?xml version="1.0"?><methodCall><methodName>${method}</methodName><params>${params
        .map((value) => `<param><value><string>${value}</string></value></param>`)
        .join('')}</params></methodCall>`,
    );
export const fault = (xml: string) => [
  Number(/<int>(-?\d+)</.exec(xml)?.[1]),
  /faultString<\/name><value><string>([^<]*)/.exec(xml)?.[1],
];
