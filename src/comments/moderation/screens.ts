// comments/moderation/screens.ts: gathers what the Comments screens show.
import type { Request } from 'express';
import { newFormKey } from '../../attachments/form-key.ts';
import { screenOptions, screenOptionsView } from '../../accounts/screen-options.ts';
import { may } from '../../accounts/user.ts';
import { adminFrame } from '../../base/admin/frame.ts';
import type { Blog } from '../../blog.ts';
import type { Post } from '../../posts/post.ts';
import { listAddress, listFilter, type ListAsked } from './form.ts';
import { actionsFor, bulkActions, moderatedView, viewLinks } from './view.ts';
import { reasonsView } from './reasons.ts';
import { judgementsOf } from '../spam/queries.ts';
import { mayModerate, type KeptComment } from '../comment.ts';
import { datesOf } from '../dates.ts';
import { filesOf } from '../files.ts';
import { limits, type CommentWords } from '../form/form.ts';
import { findComment } from '../queries/find.ts';
import { countByView, countListed, listComments, type ListedComment } from './list-queries.ts';

/** Columns that may be hidden; text and author’s name always stay. */
export const listColumns = [
  { name: 'author', title: 'Email, site and address' },
  { name: 'response', title: 'Where it stands' },
  { name: 'attachments', title: 'Files' },
];

/** The list, with its counters, search and paging. */
export async function listScreen(blog: Blog, req: Request, asked: ListAsked) {
  const filter = listFilter(req, asked);
  const options = screenOptions(req.user!, 'comments', listColumns);
  const { per_page: perPage, shown } = options;
  const found = await countListed(blog.db, filter);
  const pages = Math.max(1, Math.ceil(found / perPage));
  const page = Math.min(asked.page, pages);
  const rows = await listComments(blog.db, filter, { limit: perPage, offset: (page - 1) * perPage });
  const counters = await countByView(blog.db, filter);
  const files = await filesOf(blog, rows, { isSigned: true });
  const dateOf = await datesOf(blog);
  return {
    frame: adminFrame(blog, req, { title: 'Comments' }),
    views: viewLinks(asked, counters),
    comments: rows.map((row) => ({
      ...moderatedView(row, { dateOf, attachments: files.get(row.id) }),
      may_moderate: mayModerate(req.user, row.post),
    })),
    found,
    columns: shown,
    options: screenOptionsView('/admin/comments', listColumns, options),
    bulk: bulkActions(asked.status),
    empties: may(req.user, 'moderate_comments') && ['spam', 'trash'].includes(asked.status) && found > 0,
    status: asked.status,
    type: asked.type,
    search: asked.s,
    post: asked.post ? { id: asked.post, title: rows[0]?.post_title ?? `post ${asked.post}` } : undefined,
    back: listAddress(asked, { page }),
    all_posts: listAddress(asked, { post: 0 }),
    page,
    pages,
    older: page < pages ? listAddress(asked, { page: page + 1 }) : '',
    newer: page > 1 ? listAddress(asked, { page: page - 1 }) : '',
  };
}

/** One comment: to read whole, answer and correct. */
export async function oneScreen(
  blog: Blog,
  req: Request,
  { comment, post }: { comment: KeptComment; post: Post },
  again: { words?: CommentWords; reply?: string; problem?: string } = {},
) {
  const parent = comment.parent_id === null ? undefined : await findComment(blog.db, comment.parent_id);
  const row: ListedComment = {
    ...comment,
    post_title: post.title,
    post,
    post_comment_count: post.comment_count,
    parent_author_name: parent?.author_name ?? null,
  };
  const files = await filesOf(blog, [row], { isSigned: true });
  const { words } = again;
  return {
    frame: adminFrame(blog, req, {
      title: 'Comment',
      notice: again.problem ? { kind: 'error', text: again.problem } : undefined,
    }),
    comment: moderatedView(row, { dateOf: await datesOf(blog), attachments: files.get(comment.id) }),
    user_agent: comment.user_agent,
    reasons: reasonsView((await judgementsOf(blog.db, [comment.id])).get(comment.id)),
    actions: actionsFor(comment.status),
    may_reply: comment.status === 'approve' || comment.status === 'hold',
    approves: comment.status === 'hold',
    reply: again.reply ?? '',
    form_key: newFormKey(),
    limits,
    edited: words ?? comment,
  };
}
