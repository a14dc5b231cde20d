// comments/thread/page.ts: gathers what a post's page shows of its comments: list, paging, form.
import type { Request } from 'express';
import { settings } from '../../base/settings/settings.ts';
import type { Blog } from '../../blog.ts';
import { permalink } from '../../posts/addresses/permalink.ts';
import type { Post } from '../../posts/post.ts';
import { isPublic } from '../../posts/visible.ts';
import { apartOf, facesView, photosOf } from './mentions.ts';
import { avatarsOf } from '../avatar.ts';
import { picturesOf } from '../queries/pictures.ts';
import { commentsAreOpen, mayModerate } from '../comment.ts';
import { rememberedAuthor } from '../form/cookies.ts';
import { datesOf } from '../dates.ts';
import { commentFormView } from '../form/view.ts';
import { filesOf } from '../files.ts';
import { pageAddress, pagingOf } from './paging.ts';
import { segmentAddress, segmentOf } from './segments.ts';
import { findComment } from '../queries/find.ts';
import { ownOf } from '../own/in-thread.ts';
import type { ThreadedComment } from './queries.ts';
import { viewerOf } from './viewer.ts';
import { discussion, type Discussion } from '../settings.ts';
import { commentView, type CommentsView, type ListContext } from './view.ts';

/** What an address asks for: a page of comments (from 1, the oldest), a segment of it, or the form made for a reply. */
export interface CommentsAsked {
  cpage?: number;
  segment?: number;
  replytocom?: number;
}

/**
 * A post's comments for `views/comments/_comments.ejs`. The caller has made sure that the reader may read the post.
 * When the result is private, the answer is marked `private, no-store` here.
 */
export async function commentsView(
  blog: Blog,
  req: Request,
  post: Post,
  asked: CommentsAsked = {},
): Promise<CommentsView> {
  const rules = await settings(blog.db, discussion);
  const address = await permalink(blog, post);
  const is_threaded = rules.thread_comments;
  const viewer = await viewerOf(blog, req);
  const paging = await pagingOf(blog.db, post, rules, asked.cpage);
  const isEmpty =
    post.comment_count === 0 && !viewer.comment_id && !viewer.browser_key_hash && !viewer.user_id;
  const { items, segment, segments } = isEmpty
    ? { items: [], segment: 1, segments: 1 }
    : await segmentOf(
        blog.db,
        { post_id: post.id, viewer, is_threaded, linkbacks_shown: rules.linkbacks_shown, ...paging.slice },
        rules,
        asked.segment,
      );
  const apart = await apartOf(blog.db, post, rules);
  const rows = items.map(({ row }) => row);
  const all = [...rows, ...apart.mentions, ...apart.faces];
  const is_open = commentsAreOpen(post, rules, blog.now());
  const first = pageAddress(address, paging.page, paging);
  const path = segmentAddress(first, segment);
  const context = await listContext(blog, req, { post, rules, rows: all, is_open, path });
  const count = Math.max(0, post.comment_count - apart.counts.mention - apart.counts.face);
  const is_private =
    rows.some((row) => !['approve', 'removed'].includes(row.status) || context.ownOf(row) !== undefined) ||
    rememberedAuthor(blog, req) !== undefined;
  if (is_private) req.res?.set('Cache-Control', 'private, no-store');
  const faces = facesView(apart.faces, context);
  const mentions_title = apart.counts.mention === 1 ? 'One mention' : `${apart.counts.mention} mentions`;
  return {
    count,
    title: titleOf(post, count),
    apart_title: apartTitle([
      ...faces.map(({ title }) => title),
      ...(apart.counts.mention ? [mentions_title] : []),
    ]),
    list: items.map((item, at) => commentView(item, at, context)),
    mentions: alone(apart.mentions).map((item, at) => commentView(item, at, context)),
    mentions_title,
    faces,
    page: paging.page,
    pages: paging.pages,
    earlier_replies: segment > 1 ? segmentAddress(first, segment - 1) : '',
    more_replies: segment < segments ? segmentAddress(first, segment + 1) : '',
    older: paging.page > 1 ? pageAddress(address, paging.page - 1, paging) : '',
    newer: paging.page < paging.pages ? pageAddress(address, paging.page + 1, paging) : '',
    form: is_open
      ? await commentFormView(blog, req, {
          post,
          permalink: address,
          rules,
          parent: await parentOf(blog, post, asked),
        })
      : undefined,
    is_open,
    is_private,
  };
}

interface Gathered {
  post: Post;
  rules: Discussion;
  rows: ThreadedComment[];
  is_open: boolean;
  /** Address of this page of comments. */
  path: string;
}

async function listContext(
  blog: Blog,
  req: Request,
  { post, rules, rows, is_open, path }: Gathered,
): Promise<ListContext> {
  const users = rules.show_avatars ? rows.map(({ user_id }) => user_id) : [];
  return {
    path,
    post_author_id: post.author_id,
    depth: rules.thread_comments ? rules.thread_comments_depth : 1,
    takes_replies:
      rules.thread_comments && is_open && (!rules.comment_registration || req.user !== undefined),
    may_edit: mayModerate(req.user, post),
    ownOf: ownOf(blog, req, rules),
    edited: new Map(rows.flatMap(({ id, edited_at }) => (edited_at ? [[id, edited_at] as const] : []))),
    names: new Map(rows.map(({ id, status, author_name }) => [id, nameOf(status, author_name)])),
    attachments: await filesOf(blog, rows, { isSigned: !isPublic(post) || post.password !== '' }),
    avatarOf: avatarsOf(blog, rules, await picturesOf(blog.db, users)),
    photos: rules.show_avatars ? await photosOf(blog.db, rows) : new Map(),
    dateOf: await datesOf(blog),
  };
}

const nameOf = (status: string, name: string) =>
  status === 'removed' ? 'a comment that was removed' : name || 'Anonymous';

/** The comment that an address wants to answer, if it may be answered here. */
async function parentOf(blog: Blog, post: Post, { replytocom }: CommentsAsked) {
  if (!replytocom) return undefined;
  const parent = await findComment(blog.db, replytocom);
  return parent?.post_id === post.id && parent.status === 'approve' ? parent : undefined;
}

/** Each by itself, whatever it answers. */
const alone = (rows: ThreadedComment[]) =>
  rows.map((row) => ({ row, level: 1, has_replies: false, opens: false, closes: 0 }));

function titleOf(post: Post, count: number): string {
  const what = count === 1 ? 'One comment' : `${count} comments`;
  return `${what} on “${post.title || 'this post'}”`;
}

/** A post's lists count all that was said; beneath it stands where the rest is. */
function apartTitle(parts: string[]): string {
  const words = parts.map((part) => part.replace(/^One/, 'one')).join(', ');
  return words && `From other sites: ${words}`;
}
