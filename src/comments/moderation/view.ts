// comments/moderation/view.ts: comments as the admin shows them.
import type { AttachmentsView } from '../../attachments/view.ts';
import { firstWords } from '../../base/html/first-words.ts';
import { commentStatuses, type CommentStatus } from '../comment.ts';
import { listAddress, type ListAsked } from './form.ts';
import { cleanUrl } from '../form/form.ts';
import type { Moderation } from './moderate.ts';
import type { Counters, ListedComment } from './list-queries.ts';

export interface ModeratedView {
  id: number;
  status: CommentStatus;
  status_label: string;
  kind: string;
  author_name: string;
  author_email: string;
  author_url: string;
  author_ip: string;
  /** Clean. */
  html: string;
  excerpt: string;
  in_reply_to: string;
  post: { id: number; title: string; count: number; list_href: string };
  href: string;
  time: string;
  date: string;
  actions: { what: Moderation; label: string; is_danger: boolean }[];
  attachments: AttachmentsView | undefined;
  /** What the blog found out about it, for the moderator; '' when nothing. */
  note: string;
}

/** A row of the list. */
export function moderatedView(
  comment: ListedComment,
  { dateOf, attachments }: { dateOf(date: Date): string; attachments: AttachmentsView | undefined },
): ModeratedView {
  return {
    id: comment.id,
    status: comment.status,
    status_label: commentStatuses[comment.status],
    kind: comment.type === 'comment' ? '' : comment.type,
    author_name: comment.author_name || 'Anonymous',
    author_email: comment.author_email,
    author_url: cleanUrl(comment.author_url),
    author_ip: comment.author_ip,
    html: comment.html,
    excerpt: firstWords(comment.plain ?? comment.content, 12) || comment.content.slice(0, 80),
    in_reply_to: comment.parent_id === null ? '' : comment.parent_author_name || 'Anonymous',
    post: {
      id: comment.post_id,
      title: comment.post_title || 'Untitled',
      count: comment.post_comment_count,
      list_href: `/admin/comments?post=${comment.post_id}`,
    },
    href: comment.status === 'approve' ? `/comments/${comment.id}` : '',
    time: comment.posted_at.toISOString(),
    date: dateOf(comment.posted_at),
    actions: actionsFor(comment.status),
    attachments,
    note: comment.meta.linkback_reason?.[0] ?? '',
  };
}

/** What can be done with a comment of a status, in WordPress's order. */
export function actionsFor(status: CommentStatus): ModeratedView['actions'] {
  const action = (what: Moderation, label: string, is_danger = false) => ({ what, label, is_danger });
  if (status === 'spam') return [action('restore', 'Not spam'), action('delete', 'Delete permanently', true)];
  if (status === 'trash') {
    return [
      action('restore', 'Restore'),
      action('spam', 'Spam'),
      action('delete', 'Delete permanently', true),
    ];
  }
  const turn = status === 'hold' ? action('approve', 'Approve') : action('hold', 'Unapprove');
  return [turn, action('spam', 'Spam', true), action('trash', 'Trash', true)];
}

/** The links above the list, with their numbers. */
export function viewLinks(asked: ListAsked, counters: Counters) {
  const labels: Record<keyof Counters, string> = { all: 'All', mine: 'Mine', ...commentStatuses };
  return (Object.keys(labels) as (keyof Counters)[]).map((status) => ({
    label: labels[status],
    count: counters[status],
    href: listAddress(asked, { status, s: '', type: '' }),
    is_current: status === asked.status,
  }));
}

/** What can be done with many at once, on a view. */
export function bulkActions(status: ListAsked['status']): ModeratedView['actions'] {
  if (status === 'spam' || status === 'trash') return actionsFor(status);
  const danger = actionsFor('hold').slice(1);
  const both = [...actionsFor('hold').slice(0, 1), ...actionsFor('approve').slice(0, 1)];
  if (status === 'hold') return [...both.slice(0, 1), ...danger];
  if (status === 'approve') return [...both.slice(1), ...danger];
  return [...both, ...danger];
}
