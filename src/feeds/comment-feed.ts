// feeds/comment-feed.ts: the newest comments of the site or of one post, as a feed.
import { attachmentsOf, type AttachmentRow } from '../attachments/queries.ts';
import { textOf } from '../base/html/excerpt.ts';
import { settings } from '../base/settings/settings.ts';
import { escapeXml } from '../base/xml/escape.ts';
import type { Blog } from '../blog.ts';
import { commentAnchor, type Comment } from '../comments/comment.ts';
import { recentComments } from '../comments/queries/find.ts';
import { permalinks } from '../posts/permalink.ts';
import type { Post } from '../posts/post.ts';
import { reading } from '../posts/settings.ts';
import { channel, postTitle } from './channel.ts';
import { absolute, feedHtml, markup, plainMarkup } from './content.ts';
import { atomDate, rssDate } from './dates.ts';
import { enclosuresOf } from './enclosures.ts';
import type { CommentEntryView, FeedAsked, FeedView } from './feed.ts';
import { namesOfComments, postsByIds } from './queries.ts';

/** A feed of comments that every stranger may see, ready for its template. */
export async function commentFeed(
  blog: Blog,
  asked: FeedAsked,
): Promise<FeedView<CommentEntryView> & { modified: Date }> {
  const { posts_per_rss: limit } = await settings(blog.db, reading);
  const offset = (asked.page - 1) * limit;
  const comments = await recentComments(blog.db, {
    limit,
    offset,
    ...(asked.kind === 'post' ? { post_id: asked.post.id } : {}),
  });
  const entries = await entriesOf(blog, asked, comments);
  const dates = comments.map(({ posted_at }) => posted_at);
  const about =
    asked.kind === 'post' && !dates.length ? [asked.post.published_at ?? asked.post.modified_at] : [];
  return channel(blog, asked, entries, [...dates, ...about]);
}

interface Around {
  blog: Blog;
  asked: FeedAsked;
  posts: Map<number, Post>;
  paths: Map<number, string>;
  names: Map<number, string>;
  files: Map<number, AttachmentRow[]>;
}

async function entriesOf(blog: Blog, asked: FeedAsked, comments: Comment[]): Promise<CommentEntryView[]> {
  const ids = comments.map(({ id }) => id);
  const posts = await postsByIds(
    blog.db,
    comments.map(({ post_id }) => post_id),
  );
  const around: Around = {
    blog,
    asked,
    posts,
    paths: await permalinks(blog, [...posts.values()]),
    names: await namesOfComments(
      blog.db,
      comments.flatMap(({ parent_id }) => parent_id ?? []),
    ),
    files: await attachmentsOf(blog.db, ids),
  };
  return comments.map((comment) => entryOf(around, comment));
}

function entryOf(around: Around, comment: Comment): CommentEntryView {
  const { blog, asked } = around;
  const page = blog.url + around.paths.get(comment.post_id)!;
  const url = page + commentAnchor(comment.id);
  const name = comment.author_name || 'Anonymous';
  const parent = around.names.get(comment.parent_id ?? 0);
  const answered = parent === undefined ? page : page + commentAnchor(comment.parent_id!);
  const html = feedHtml(comment.html, page);
  const reply =
    parent === undefined
      ? ''
      : `<p>In reply to <a href="${escapeXml(answered)}">${escapeXml(parent)}</a>.</p>\n`;
  const title =
    asked.kind === 'post'
      ? `By: ${name}`
      : `Comment on ${postTitle(around.posts.get(comment.post_id)!)} by ${name}`;
  const date = comment.posted_at;
  return {
    title,
    marked_title: plainMarkup(title),
    url,
    id: url,
    author: { name, url: safeUrl(comment.author_url) },
    published: rssDate(date),
    published_at: atomDate(date),
    updated_at: atomDate(date),
    summary: plainMarkup(textOf(html)),
    content: markup(reply + html),
    in_reply_to: answered,
    enclosures: enclosuresOf(around.files.get(comment.id) ?? [], (address) => absolute(address, blog.url)),
  };
}

/** A reader's own page; other schemes are nothing to click on. */
const safeUrl = (url: string): string => (/^https?:\/\//i.test(url) && URL.canParse(url) ? url : '');
