// comments/thread/view.ts: rows in, exactly what the page shows out.
import type { AttachmentsView } from '../../attachments/view.ts';
import { N_, __, _n, translate } from '../../base/language/gettext.ts';
import type { AvatarOf, AvatarView } from '../avatar.ts';
import type { CommentKind } from '../comment.ts';
import { commentAnchor } from '../comment.ts';
import { cleanUrl } from '../form/form.ts';
import { ownPaths, type OwnActions } from '../own/ownership.ts';
import { badgeOf, classesOf } from './classes.ts';
import type { ThreadedComment } from './queries.ts';
import type { Threaded } from './thread.ts';
import { reportPath } from '../reports/reasons.ts';
import type { Reaction } from '../reactions/reaction.ts';
import { passageView, type PassageView } from '../passages/view.ts';
import { highlightView, reactionsView, type HighlightView, type ReactionsView } from '../reactions/view.ts';

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
  /** Somebody else had its name, or one that looks like it, before. */
  is_namesake: boolean;
  /** `Trackback`, `Pingback`, `Webmention`; '' for comments of readers. */
  kind: string;
  /** What it answers, when readers see that; `level` is '' where all stand on one. */
  parent: { id: number; name: string; href: string; level: string } | undefined;
  /** All replies below it, in words. */
  replies: string;
  /** The page of another site that is answered, as that site reads it; undefined for answers to readers. */
  answers: { name: string; url: string } | undefined;
  href: string;
  time: string;
  date: string;
  /** The words of the post that it is about. */
  passage: PassageView | undefined;
  /** Clean. */
  html: string;
  attachments: AttachmentsView | undefined;
  is_waiting: boolean;
  reply: { href: string; label: string } | undefined;
  edit_href: string;
  /** Where readers report it; '' for what this reader wrote. */
  report_href: string;
  /** What its author may do with it; undefined for everybody else. */
  own: OwnActions | undefined;
  /** Where its changes are read, when readers saw it change; else ''. */
  changes_href: string;
  /** Where the version is read that it answers, when that was edited afterwards; else ''. */
  answered_version_href: string;
  reactions: ReactionsView | undefined;
  is_featured: boolean;
  /** For moderators. */
  highlight: HighlightView | undefined;
  /** Its author took it back: a line stands in its place. */
  is_removed: boolean;
  /** Whether a list of replies opens after it, and how many end there. */
  opens: boolean;
  closes: number;
}

/** What the whole list has in common. */
export interface ListContext {
  /** Address of this page of comments, without anchor. */
  path: string;
  post_author_id: number | null;
  depth: number;
  /** The reader wants no threads: replies stand in their turn. */
  is_flat: boolean;
  reactions: Reaction[];
  takes_replies: boolean;
  may_edit: boolean;
  takes_reports: boolean;
  ownOf(row: ThreadedComment): OwnActions | undefined;
  /** When comments were edited, of those that readers saw change. */
  edited: Map<number, Date>;
  /** Of all comments here, and of those answered here that stand on other pages. */
  names: Map<number, string>;
  /** Which of them are here. */
  shown: Set<number>;
  attachments: Map<number, AttachmentsView>;
  avatarOf: AvatarOf;
  /** Pictures that came with linkbacks, by comment. */
  photos: Map<number, string>;
  dateOf(date: Date): string;
}

const kindNames: Record<CommentKind, string> = {
  comment: '',
  trackback: N_('Trackback'),
  pingback: N_('Pingback'),
  webmention: N_('Webmention'),
};

/** One comment of a list; `at` is its place in reading order. */
export function commentView(item: Threaded<ThreadedComment>, at: number, list: ListContext): CommentView {
  const { row } = item;
  const name = row.author_name || __('Anonymous');
  const is_removed = row.status === 'removed';
  const is_waiting = row.status !== 'approve' && !is_removed;
  const own = list.ownOf(row);
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
      browser: row.browser_key_hash,
      photo: list.photos.get(row.id),
    }),
    badge: badgeOf(row, list),
    is_namesake: row.is_namesake && !is_removed,
    kind: row.type === 'comment' ? '' : translate(kindNames[row.type]),
    is_removed,
    parent: parentView(item, list),
    replies: _n('%s reply', '%s replies', item.replies),
    answers: row.answered_url
      ? { name: row.answered_name || __('a linkback'), url: cleanUrl(row.answered_url) }
      : undefined,
    href: `${list.path}${commentAnchor(row.id)}`,
    time: row.posted_at.toISOString(),
    date: list.dateOf(row.posted_at),
    passage: passageView(row, list.path),
    html: row.html,
    attachments: list.attachments.get(row.id),
    is_waiting,
    reply: replyOf(item, name, list),
    own,
    report_href: list.takes_reports && !is_waiting && !is_removed && !own ? reportPath(row.id) : '',
    ...changesOf(row, list),
    reactions: reactionsView(row, list.reactions),
    is_featured: row.featured_at !== null && !is_waiting && !is_removed,
    highlight: list.may_edit ? highlightView(row) : undefined,
    edit_href: list.may_edit && !is_removed ? `/admin/comments/${row.id}` : '',
    opens: item.opens,
    closes: item.closes,
  };
}

function replyOf(
  { row, level }: Threaded<ThreadedComment>,
  name: string,
  list: ListContext,
): CommentView['reply'] {
  const takesOne = list.takes_replies && (list.is_flat || level < list.depth);
  return takesOne && row.status === 'approve' && ['comment', 'webmention'].includes(row.type)
    ? { href: replyHref(list.path, row.id), label: __('Reply to %s', name) }
    : undefined;
}

function parentView({ row, level }: Threaded<ThreadedComment>, list: ListContext): CommentView['parent'] {
  const name = row.parent_id === null ? undefined : list.names.get(row.parent_id);
  if (row.parent_id === null || name === undefined) return undefined;
  const href = list.shown.has(row.parent_id) ? commentAnchor(row.parent_id) : `/comments/${row.parent_id}`;
  return { id: row.parent_id, name, href, level: list.depth > 1 ? __(', level %s', level) : '' };
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
