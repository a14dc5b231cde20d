// comments/thread/page.ts: gathers what a post's page shows of its comments: list, paging, form.
import type { Request } from 'express';
import { settings } from '../../base/settings/settings.ts';
import type { Blog } from '../../blog.ts';
import { permalink } from '../../posts/addresses/permalink.ts';
import type { Post } from '../../posts/post.ts';
import { apartOf, facesView } from './mentions.ts';
import { commentsAreOpen } from '../comment.ts';
import { rememberedAuthor } from '../form/cookies.ts';
import { commentFormView } from '../form/view.ts';
import { isForAll } from '../live/fragments.ts';
import { versionOfThread } from '../live/queries.ts';
import { listContext } from './context.ts';
import { pageAddress, pagingOf } from './paging.ts';
import { segmentAddress, segmentOf } from './segments.ts';
import { findComment } from '../queries/find.ts';
import { ownOf } from '../own/in-thread.ts';
import type { ThreadedComment } from './queries.ts';
import { viewerOf } from './viewer.ts';
import { discussion } from '../settings.ts';
import { commentView, type CommentsView } from './view.ts';

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
  const is_open = commentsAreOpen(post, rules, blog.now());
  const viewer = await viewerOf(blog, req);
  // Before the comments: what comes between is told twice, and not left out.
  const live = await liveOf(blog, post, { is_open });
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
  const first = pageAddress(address, paging.page, paging);
  const path = segmentAddress(first, segment);
  const reader = { user: req.user, ownOf: ownOf(blog, req, rules) };
  const context = await listContext(blog, { post, rules, rows: all, is_open, path, reader });
  const count = Math.max(0, post.comment_count - apart.counts.mention - apart.counts.face);
  const is_private =
    rows.some((row) => !['approve', 'removed'].includes(row.status) || context.ownOf(row) !== undefined) ||
    rememberedAuthor(blog, req) !== undefined;
  if (is_private) req.res?.set('Cache-Control', 'private, no-store');
  const faces = facesView(apart.faces, context);
  const titles = titlesOf(post);
  const mentions_title = apart.counts.mention === 1 ? 'One mention' : `${apart.counts.mention} mentions`;
  return {
    count,
    title: titleOf(titles, count),
    titles,
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
    live,
    order: rules.comment_order,
    takes_new: paging.page === paging.pages && segment === (rules.comment_order === 'desc' ? 1 : segments),
    is_private,
  };
}

/** What an open page asks for; nothing when not everybody may read the post, or nothing will change beneath it. */
async function liveOf(blog: Blog, post: Post, { is_open }: { is_open: boolean }) {
  if (!isForAll(post) || (!is_open && !post.comment_count)) return undefined;
  return { post_id: post.id, version: await versionOfThread(blog.db, post.id) };
}

/** The comment that an address wants to answer, if it may be answered here. */
async function parentOf(blog: Blog, post: Post, { replytocom }: CommentsAsked) {
  if (!replytocom) return undefined;
  const parent = await findComment(blog.db, replytocom);
  return parent?.post_id === post.id && parent.status === 'approve' ? parent : undefined;
}

/** Each by itself, whatever it answers. */
const alone = (rows: ThreadedComment[]) =>
  rows.map((row) => ({ row, level: 1, has_replies: false, opens: false, closes: 0 }));

function titlesOf({ title }: Post): CommentsView['titles'] {
  const name = title || 'this post';
  return { one: `One comment on “${name}”`, many: `{count} comments on “${name}”` };
}

const titleOf = ({ one, many }: CommentsView['titles'], count: number): string =>
  count === 1 ? one : many.replace('{count}', () => String(count));

/** A post's lists count all that was said; beneath it stands where the rest is. */
function apartTitle(parts: string[]): string {
  const words = parts.map((part) => part.replace(/^One/, 'one')).join(', ');
  return words && `From other sites: ${words}`;
}
