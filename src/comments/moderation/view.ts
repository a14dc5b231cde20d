// comments/moderation/view.ts: comments as the moderation list shows them.
import type { AttachmentsView } from '../../attachments/view.ts';
import { firstWords } from '../../base/html/first-words.ts';
import { __, _x, N_, translate } from '../../base/language/gettext.ts';
import type { TimeView } from '../../base/time/relative.ts';
import type { AvatarOf, AvatarView } from '../avatar.ts';
import { commentStatuses, type CommentStatus } from '../comment.ts';
import { cleanUrl } from '../form/form.ts';
import type { StoredJudgement } from '../spam/queries.ts';
import { listAddress, type ListAsked } from './form.ts';
import { countedTo, type Counters, type ListedComment } from './list-queries.ts';
import type { Moderation } from './moderate.ts';
import { chipsOf } from './reasons.ts';

export interface RowView {
  id: number;
  /** Its place in the list: its time in microseconds, and its id. */
  place: string;
  status: CommentStatus;
  status_label: string;
  kind: string;
  author_name: string;
  author_email: string;
  author_url: string;
  author_ip: string;
  avatar: AvatarView | undefined;
  excerpt: string;
  in_reply_to: string;
  post: { title: string; count: number; list_href: string };
  /** Its own screen. */
  href: string;
  time: TimeView;
  /** Short reasons why it waits, and that it has files. */
  chips: { label: string; is_bad: boolean }[];
  thumbs: { src: string; label: string }[];
  actions: ActionView[];
  may_moderate: boolean;
  is_current: boolean;
}

export interface ActionView {
  what: Moderation;
  label: string;
  is_danger: boolean;
  /** The key of the keyboard that does it; '' for none. */
  key: string;
}

export interface RowContext {
  timeOf(date: Date): TimeView;
  avatarOf: AvatarOf;
  attachments: AttachmentsView | undefined;
  judgement: StoredJudgement | undefined;
  asked: ListAsked;
  may_moderate: boolean;
  is_current: boolean;
}

/** A row of the list. */
export function rowView(comment: ListedComment, context: RowContext): RowView {
  const { timeOf, avatarOf, attachments, judgement, asked, may_moderate, is_current } = context;
  const author_name = comment.author_name || __('Anonymous');
  return {
    id: comment.id,
    place: `${comment.micros}.${comment.id}`,
    status: comment.status,
    status_label: asked.status === comment.status ? '' : translate(commentStatuses[comment.status]),
    kind: comment.type === 'comment' ? '' : comment.type,
    author_name,
    author_email: comment.author_email,
    author_url: cleanUrl(comment.author_url),
    author_ip: comment.author_ip,
    avatar: avatarOf({
      name: author_name,
      email: comment.author_email,
      user_id: comment.user_id,
      browser: comment.browser_key_hash,
    }),
    excerpt: firstWords(comment.words, 40) || comment.words.slice(0, 200),
    in_reply_to: comment.parent_id === null ? '' : comment.parent_author_name || __('Anonymous'),
    post: {
      title: comment.post_title || __('Untitled'),
      count: comment.post_comment_count,
      list_href: `/admin/comments?post=${comment.post_id}`,
    },
    href: oneAddress(comment.id, asked),
    time: timeOf(comment.posted_at),
    chips: [...ownChips(comment), ...chipsOf(judgement, comment.status), ...noteOf(comment)],
    thumbs: thumbsOf(attachments),
    actions: actionsFor(comment),
    may_moderate,
    is_current,
  };
}

/** A comment's own screen, which knows the list that it was opened from. */
function oneAddress(id: number, asked: ListAsked): string {
  const back = listAddress(asked, { before: asked.before, after: asked.after });
  return back === '/admin/comments'
    ? `/admin/comments/${id}`
    : `/admin/comments/${id}?back=${encodeURIComponent(back)}`;
}

/** What the blog found out about a linkback. */
const noteOf = ({ meta }: ListedComment): RowView['chips'] =>
  meta.linkback_reason?.[0] ? [{ label: __('Checked: %s', meta.linkback_reason[0]), is_bad: false }] : [];

/** That its author asks for another look; how many readers reported it, and wait for an answer; and that its name is somebody else's. */
export const ownChips = ({
  open_reports,
  is_namesake,
  appealed_at,
}: Pick<ListedComment, 'open_reports' | 'is_namesake' | 'appealed_at'>): RowView['chips'] => [
  ...(appealed_at ? [{ label: __('Asked for another look'), is_bad: false }] : []),
  ...(open_reports ? [{ label: __('Reports: %s', open_reports), is_bad: true }] : []),
  ...(is_namesake ? [{ label: __('Name of somebody else'), is_bad: true }] : []),
];

/** At most four small pictures; other files by their type. */
function thumbsOf(files: AttachmentsView | undefined): RowView['thumbs'] {
  if (!files) return [];
  const { images, players, cards } = files;
  return [
    ...images.map(({ src, alt, name }) => ({ src, label: alt || name })),
    ...[...players, ...cards].map(({ type_label }) => ({ src: '', label: type_label })),
  ].slice(0, 4);
}

/** What can be done with a comment of a status, in WordPress's order. Approving one that waits dismisses its reports, too. */
export function actionsFor({
  status,
  open_reports = 0,
  appealed_at = null,
}: Pick<ListedComment, 'status'> &
  Partial<Pick<ListedComment, 'open_reports' | 'appealed_at'>>): ActionView[] {
  const action = (what: Moderation, label: string, key: string, is_danger = false) => ({
    what,
    label,
    key,
    is_danger,
  });
  const spam = action('spam', _x('Spam', 'verb'), 's', true);
  const remove = action('delete', __('Delete permanently'), '', true);
  const keep = appealed_at ? [{ ...dismissReports(), label: __('Leave as it is') }] : [];
  if (status === 'spam') return [action('restore', __('Not spam'), 'u'), ...keep, remove];
  if (status === 'trash') return [action('restore', __('Restore'), 'u'), ...keep, spam, remove];
  const turn =
    status === 'hold' ? action('approve', __('Approve'), 'a') : action('hold', __('Unapprove'), 'u');
  const dismiss = open_reports && status === 'approve' ? [dismissReports()] : [];
  return [...dismiss, turn, spam, action('trash', _x('Trash', 'verb'), 'd', true)];
}

const dismissReports = (): ActionView => ({
  what: 'dismiss',
  label: __('Dismiss reports'),
  key: 'i',
  is_danger: false,
});

/** The links above the list, with their numbers. */
export function viewLinks(asked: ListAsked, counters: Counters) {
  const labels: Record<keyof Counters, string> = {
    all: N_('All'),
    mine: N_('Mine'),
    ...commentStatuses,
    reported: N_('Reported'),
    appealed: N_('Asked again'),
  };
  return (Object.keys(labels) as (keyof Counters)[]).map((status) => ({
    status,
    label: translate(labels[status]),
    count: countLabel(counters[status]),
    href: listAddress(asked, { status, s: '', type: '' }),
    is_current: status === asked.status,
  }));
}

/** What can be done with many at once, on a view. */
export function bulkActions(status: ListAsked['status']): ActionView[] {
  if (status === 'spam' || status === 'trash') return actionsFor({ status });
  if (status === 'appealed') return actionsFor({ status: 'trash', appealed_at: new Date(0) });
  const danger = actionsFor({ status: 'hold' }).slice(1);
  const both = [
    ...actionsFor({ status: 'hold' }).slice(0, 1),
    ...actionsFor({ status: 'approve' }).slice(0, 1),
  ];
  if (status === 'hold') return [...both.slice(0, 1), ...danger];
  if (status === 'approve') return [...both.slice(1), ...danger];
  return [...(status === 'reported' ? [dismissReports()] : []), ...both, ...danger];
}

/** A counter in digits, as far as it was counted. */
export const countLabel = (count: number): string =>
  count > countedTo ? `${countedTo.toLocaleString('en')}+` : count.toLocaleString('en');
