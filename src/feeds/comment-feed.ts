// feeds/comment-feed.ts: the newest comments of the site or of one post, as a feed.
import { attachmentsOf, type AttachmentRow } from '../attachments/queries.ts';
import { firstWords } from '../base/html/first-words.ts';
import { __, __html } from '../base/language/gettext.ts';
import { escapeXml } from '../base/xml/escape.ts';
import type { Blog } from '../blog.ts';
import { commentAnchor } from '../comments/comment.ts';
import { passageIn } from '../comments/passages/passage.ts';
import { withAddresses } from '../embeds/feed-html.ts';
import { permalinks } from '../posts/addresses/permalink.ts';
import { channel, postTitle } from './channel.ts';
import { absolute, markup, plainMarkup } from './content.ts';
import { atomDate, rssDate } from './dates.ts';
import { enclosuresOf } from './enclosures.ts';
import type { CommentEntryView, FeedAsked, FeedView } from './feed.ts';
import {
  feedComments,
  namesOfComments,
  postsOfComments,
  type FeedComment,
  type PostOfComments,
} from './queries.ts';

/** A feed of comments that every stranger may see, ready for its template. @param ids of its entries */
export async function commentFeed(
  blog: Blog,
  asked: FeedAsked,
  ids: number[],
): Promise<FeedView<CommentEntryView> & { modified: Date }> {
  const comments = await feedComments(blog.db, ids);
  const entries = await entriesOf(blog, asked, comments);
  const dates = comments.map(({ posted_at }) => posted_at);
  const about =
    asked.kind === 'post' && !dates.length ? [asked.post.published_at ?? asked.post.modified_at] : [];
  return channel(blog, asked, entries, [...dates, ...about]);
}

interface Around {
  blog: Blog;
  asked: FeedAsked;
  posts: Map<number, PostOfComments>;
  paths: Map<number, string>;
  names: Map<number, string>;
  files: Map<number, AttachmentRow[]>;
}

async function entriesOf(blog: Blog, asked: FeedAsked, comments: FeedComment[]): Promise<CommentEntryView[]> {
  const ids = comments.map(({ id }) => id);
  const posts = await postsOfComments(
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

function entryOf(around: Around, comment: FeedComment): CommentEntryView {
  const { blog, asked } = around;
  const page = blog.url + around.paths.get(comment.post_id)!;
  const url = page + commentAnchor(comment.id);
  const name = comment.author_name || __('Anonymous');
  const parent = around.names.get(comment.parent_id ?? 0);
  const answered = parent === undefined ? page : page + commentAnchor(comment.parent_id!);
  const plain = comment.plain ?? '';
  const isCut = comment.text === null;
  const words = isCut ? firstWords(plain) : plain;
  const html = isCut ? `<p>${escapeXml(words)}</p>` : withAddresses(comment.text!, page).trim();
  const reply =
    parent === undefined
      ? ''
      : `<p>${__html('In reply to <a>%s</a>.', { a: { href: answered } }, { html: escapeXml(parent) })}</p>\n`;
  const title =
    asked.kind === 'post'
      ? __('By: %s', name)
      : __('Comment on %1$s by %2$s', postTitle(around.posts.get(comment.post_id)!), name);
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
    summary: plainMarkup(words),
    content: markup(reply + passageOf(comment) + html),
    in_reply_to: answered,
    enclosures: enclosuresOf(around.files.get(comment.id) ?? [], (address) => absolute(address, blog.url)),
    image: '',
  };
}

/** The words of the post that a comment is about. */
function passageOf(comment: FeedComment): string {
  const passage = passageIn(comment);
  return passage ? `<blockquote><p>${escapeXml(passage.exact)}</p></blockquote>\n` : '';
}

/** A reader's own page; other schemes are nothing to click on. */
const safeUrl = (url: string): string => (/^https?:\/\//i.test(url) && URL.canParse(url) ? url : '');
