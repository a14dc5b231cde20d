// comments/thread/view.ts: rows in, exactly what the page shows out.
import type { AttachmentsView } from '../../attachments/view.ts';
import type { FacesView } from './mentions.ts';
import type { AvatarOf, AvatarView } from '../avatar.ts';
import type { CommentFormView } from '../form/view.ts';
import type { CommentKind } from '../comment.ts';
import { commentAnchor } from '../comment.ts';
import { cleanUrl } from '../form/form.ts';
import { ownPaths, type OwnActions } from '../own/ownership.ts';
import type { ThreadedComment } from './queries.ts';
import type { Threaded } from './thread.ts';

export interface CommentView {
  id: number;
  /** What it answers, on this page or not. */
  parent_id: number | null;
  /** WordPress's classes of the list item. */
  classes: string;
  author_name: string;
  author_url: string;
  /** Undefined when there are none. */
  avatar: AvatarView | undefined;
  /** What strangers cannot type: that the author of the post, or someone of the site, speaks. */
  badge: string;
  /** `Trackback`, `Pingback`, `Webmention`; '' for comments of readers. */
  kind: string;
  /** For readers who do not see the indentation. */
  place: string;
  /** The page of another site that is answered, as that site reads it; undefined for answers to readers. */
  answers: { name: string; url: string } | undefined;
  href: string;
  time: string;
  date: string;
  /** Clean. */
  html: string;
  attachments: AttachmentsView | undefined;
  is_waiting: boolean;
  reply: { href: string; label: string } | undefined;
  edit_href: string;
  /** What its author may do with it; undefined for everybody else. */
  own: OwnActions | undefined;
  /** Where its changes are read, when readers saw it change; else ''. */
  changes_href: string;
  /** Where the version is read that it answers, when that was edited afterwards; else ''. */
  answered_version_href: string;
  /** Its author took it back: a line stands in its place. */
  is_removed: boolean;
  /** Whether a list of replies opens after it, and how many end there. */
  opens: boolean;
  closes: number;
}

export interface CommentsView {
  /** Approved comments, without what is shown apart. */
  count: number;
  title: string;
  /** The title for one comment, and for `{count}` of them: an open page counts on. */
  titles: { one: string; many: string };
  /** What is shown apart, in a few words; '' for nothing. */
  apart_title: string;
  list: CommentView[];
  page: number;
  pages: number;
  /** Pages that mention the post, shown by themselves. */
  mentions: CommentView[];
  mentions_title: string;
  faces: FacesView[];
  /** Addresses of the neighbouring segments of a page that is very long; '' at the ends. */
  earlier_replies: string;
  more_replies: string;
  /** Addresses of the neighbouring pages; '' at the ends. */
  older: string;
  newer: string;
  /** Undefined when the post takes no comments. */
  form: CommentFormView | undefined;
  is_open: boolean;
  /** What the page asks to stay as it is now; undefined when not everybody may read it. */
  live: { post_id: number; version: number } | undefined;
  /** Of the top level. */
  order: 'asc' | 'desc';
  /** Whether a new comment stands on this page. */
  takes_new: boolean;
  /** The page shows what only this reader may see: it must be sent with `private, no-store`. */
  is_private: boolean;
}

/** What the whole list has in common. */
export interface ListContext {
  /** Address of this page of comments, without anchor. */
  path: string;
  post_author_id: number | null;
  depth: number;
  takes_replies: boolean;
  may_edit: boolean;
  ownOf(row: ThreadedComment): OwnActions | undefined;
  /** When comments were edited, of those that readers saw change. */
  edited: Map<number, Date>;
  names: Map<number, string>;
  attachments: Map<number, AttachmentsView>;
  avatarOf: AvatarOf;
  /** Pictures that came with linkbacks, by comment. */
  photos: Map<number, string>;
  dateOf(date: Date): string;
}

const kindNames: Record<CommentKind, string> = {
  comment: '',
  trackback: 'Trackback',
  pingback: 'Pingback',
  webmention: 'Webmention',
};

/** One comment of a list; `at` is its place in reading order. */
export function commentView(item: Threaded<ThreadedComment>, at: number, list: ListContext): CommentView {
  const { row, level } = item;
  const name = row.author_name || 'Anonymous';
  const parent = row.parent_id === null ? undefined : list.names.get(row.parent_id);
  const is_removed = row.status === 'removed';
  const is_waiting = row.status !== 'approve' && !is_removed;
  return {
    id: row.id,
    parent_id: row.parent_id,
    classes: classesOf(item, at, list),
    author_name: name,
    author_url: cleanUrl(row.author_url),
    avatar: list.avatarOf({
      name,
      email: row.author_email,
      user_id: row.user_id,
      photo: list.photos.get(row.id),
    }),
    badge: badgeOf(row, list),
    kind: kindNames[row.type],
    is_removed,
    place: parent === undefined ? '' : `Reply to ${parent}, level ${level}`,
    answers: row.answered_url
      ? { name: row.answered_name || 'a linkback', url: cleanUrl(row.answered_url) }
      : undefined,
    href: `${list.path}${commentAnchor(row.id)}`,
    time: row.posted_at.toISOString(),
    date: list.dateOf(row.posted_at),
    html: row.html,
    attachments: list.attachments.get(row.id),
    is_waiting,
    reply:
      list.takes_replies &&
      !is_waiting &&
      !is_removed &&
      level < list.depth &&
      ['comment', 'webmention'].includes(row.type)
        ? { href: replyHref(list.path, row.id), label: `Reply to ${name}` }
        : undefined,
    own: list.ownOf(row),
    ...changesOf(row, list),
    edit_href: list.may_edit && !is_removed ? `/admin/comments/${row.id}` : '',
    opens: item.opens,
    closes: item.closes,
  };
}

/** A reply that was written before its parent was edited leads to the version that it answers. */
function changesOf({ id, parent_id, posted_at }: ThreadedComment, { edited }: ListContext) {
  const parentEdited = parent_id === null ? undefined : edited.get(parent_id);
  return {
    changes_href: edited.has(id) ? ownPaths.changes(id) : '',
    answered_version_href:
      parentEdited && posted_at < parentEdited ? `${ownPaths.changes(parent_id!)}?answered=${id}` : '',
  };
}

/** `replytocom` works without script: the page comes back with the form made for a reply. */
function replyHref(path: string, id: number): string {
  return `${path}${path.includes('?') ? '&' : '?'}replytocom=${id}#respond`;
}

function badgeOf(row: ThreadedComment, { post_author_id }: ListContext): string {
  if (row.user_id === null) return '';
  if (row.user_id === post_author_id) return 'Author';
  return ['administrator', 'editor'].includes(row.user_role ?? '') ? 'Moderator' : '';
}

function classesOf(item: Threaded<ThreadedComment>, at: number, { post_author_id }: ListContext): string {
  const { row, level } = item;
  const isOdd = at % 2 === 1;
  return [
    row.type,
    isOdd ? 'odd alt' : 'even',
    level === 1 ? (isOdd ? 'thread-odd thread-alt' : 'thread-even') : '',
    `depth-${level}`,
    item.has_replies ? 'parent' : '',
    row.user_id === null ? '' : `byuser comment-author-${row.user_slug ?? row.user_id}`,
    row.user_id !== null && row.user_id === post_author_id ? 'bypostauthor' : '',
  ]
    .filter(Boolean)
    .join(' ');
}
