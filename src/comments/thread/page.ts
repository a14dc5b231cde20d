// comments/thread/page.ts: gathers what a post's page shows of its comments: list, paging, form.
import type { Request } from 'express';
import { N_, __, _n, translate } from '../../base/language/gettext.ts';
import { pageHoldsUntil, pageShows, threadTag } from '../../base/page-cache/notes.ts';
import { settings } from '../../base/settings/settings.ts';
import type { Blog } from '../../blog.ts';
import { permalink } from '../../posts/addresses/permalink.ts';
import type { Post } from '../../posts/post.ts';
import { readId } from '../../base/http/ids.ts';
import { apartOf, facesView, type Apart } from './mentions.ts';
import { commentsAreOpen, commentsCloseAt } from '../comment.ts';
import { rememberedAuthor } from '../form/cookies.ts';
import { commentFormView } from '../form/view.ts';
import { isForAll } from '../live/fragments.ts';
import { listContext } from './context.ts';
import { pageAddress, pagingOf } from './paging.ts';
import { segmentAddress, segmentOf } from './segments.ts';
import { findComment } from '../queries/find.ts';
import { ownOf } from '../own/in-thread.ts';
import { aroundThread, type PinnedComment } from './around-queries.ts';
import type { ThreadedComment } from './queries.ts';
import { viewerOf } from './viewer.ts';
import { commentedPassages } from '../passages/view.ts';
import { discussion } from '../settings.ts';
import { apartTitle, titleOf, titlesOf, type CommentsView, type PinnedView } from './comments-view.ts';
import { arrange, arranged, orderLinks, type Arrangement } from './order.ts';
import { commentView, type ListContext } from './view.ts';

/** What an address asks for: a page of comments (from 1, the oldest), a segment of it, or the form made for a reply. */
export interface CommentsAsked {
  cpage?: number;
  segment?: number;
  replytocom?: number;
  /** `asc`, `desc` or `helpful`; how the owner has it when it is none of them. */
  order?: unknown;
  /** `flat` shows all on one level. */
  view?: unknown;
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
  const owner = await settings(blog.db, discussion);
  const wanted = arrange(owner, asked);
  const { rules } = wanted;
  const is_open = commentsAreOpen(post, rules, blog.now());
  pageShows(threadTag(post.id));
  if (is_open) pageHoldsUntil(commentsCloseAt(post, rules));
  // Before the comments: what comes between is told twice, and not left out.
  const { version, pinned, passages } = await aroundThread(blog.db, post.id, most_pinned);
  const page = await listOf(blog, req, post, { asked, wanted, is_open });
  const apart = await apartOf(blog.db, post, rules);
  const rows = page.items.map(({ row }) => row);
  const context = await listContext(blog, {
    post,
    rules,
    rows: [...rows, ...apart.mentions, ...apart.faces],
    is_open,
    path: page.path,
    reader: { user: req.user, ownOf: ownOf(blog, req, rules) },
    is_flat: wanted.is_flat,
  });
  const count = Math.max(0, post.comment_count - apart.counts.mention - apart.counts.face);
  const is_private =
    rows.some((row) => !['approve', 'removed'].includes(row.status) || context.ownOf(row) !== undefined) ||
    rememberedAuthor(blog, req) !== undefined;
  if (is_private) req.res?.set('Cache-Control', 'private, no-store');
  const titles = titlesOf(post);
  return {
    post_id: post.id,
    ...page.links,
    ...apartView(apart, context),
    ...(count > 1 ? orderLinks(owner, wanted, page) : { orders: [], flat: undefined }),
    count,
    title: titleOf(post, count),
    titles,
    list: page.items.map((item, at) => commentView(item, at, context)),
    pinned: pinned.map(pinnedView),
    passages: owner.comments_passages ? commentedPassages(passages, page.address) : [],
    missing_note: isMissing(req, rows) ? translate(missingNote) : '',
    form: is_open
      ? await commentFormView(blog, req, {
          post,
          permalink: page.address,
          rules: owner,
          parent: await parentOf(blog, post, asked),
        })
      : undefined,
    is_open,
    // Where nobody may read along, and nothing will change, there is nothing to hear.
    live: isForAll(post) && (is_open || post.comment_count) ? { post_id: post.id, version } : undefined,
    order: wanted.order,
    is_flat: wanted.is_flat,
    is_private,
  };
}

interface Asked {
  asked: CommentsAsked;
  wanted: Arrangement;
  is_open: boolean;
}

/** The comments of the page that is asked for, and where its neighbours are. */
async function listOf(blog: Blog, req: Request, post: Post, { asked, wanted }: Asked) {
  const { rules, order, query } = wanted;
  const address = await permalink(blog, post);
  const viewer = await viewerOf(blog, req);
  const paging = await pagingOf(blog.db, post, rules, asked.cpage);
  const { page, pages, slice } = paging;
  const isEmpty =
    post.comment_count === 0 && !viewer.comment_id && !viewer.browser_key_hash && !viewer.user_id;
  const { items, segment, segments } = isEmpty
    ? { items: [], segment: 1, segments: 1 }
    : await segmentOf(
        blog.db,
        {
          post_id: post.id,
          viewer,
          is_threaded: rules.thread_comments,
          linkbacks_shown: rules.linkbacks_shown,
          by_helpful: order === 'helpful',
          ...slice,
        },
        rules,
        asked.segment,
      );
  const first = arranged(pageAddress(address, page, paging), query);
  const at = (other: number) => arranged(pageAddress(address, other, paging), query);
  return {
    items,
    address,
    pages,
    path: segmentAddress(first, segment),
    links: {
      page,
      pages,
      earlier_replies: segment > 1 ? segmentAddress(first, segment - 1) : '',
      more_replies: segment < segments ? segmentAddress(first, segment + 1) : '',
      older: page > 1 ? at(page - 1) : '',
      newer: page < pages ? at(page + 1) : '',
      takes_new: page === pages && segment === (order === 'desc' ? 1 : segments),
    },
  };
}

/** What other sites say, beside the conversation. */
function apartView({ mentions, faces, counts }: Apart, context: ListContext) {
  const shown = facesView(faces, context);
  const mentions_title =
    counts.mention === 1 ? __('One mention') : _n('%s mention', '%s mentions', counts.mention);
  return {
    apart_title: apartTitle([
      ...shown.map(({ title }) => title),
      ...(counts.mention ? [mentions_title] : []),
    ]),
    mentions: alone(mentions).map((item, at) => commentView(item, at, context)),
    mentions_title,
    faces: shown,
  };
}

/** Three stand above a conversation without hiding it. */
const most_pinned = 3;

const pinnedView = ({ id, author_name, html }: PinnedComment): PinnedView => ({
  href: `/comments/${id}`,
  author_name: author_name || __('Anonymous'),
  html,
});

const missingNote = N_(
  'The comment this address names is not shown here: it waits for approval, or was removed.',
);

/** Whether the address is that of a comment which waits, and this reader is not shown it (any more). */
function isMissing({ query: { unapproved } }: Request, rows: ThreadedComment[]): boolean {
  const id = readId(unapproved);
  return id !== undefined && !rows.some((row) => row.id === id);
}

/** The comment that an address wants to answer, if it may be answered here. */
async function parentOf(blog: Blog, post: Post, { replytocom }: CommentsAsked) {
  if (!replytocom) return undefined;
  const parent = await findComment(blog.db, replytocom);
  return parent?.post_id === post.id && parent.status === 'approve' ? parent : undefined;
}

/** Each by itself, whatever it answers. */
const alone = (rows: ThreadedComment[]) =>
  rows.map((row) => ({ row, level: 1, has_replies: false, opens: false, closes: 0, replies: 0 }));
