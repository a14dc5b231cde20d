// writing/badges.ts: the marks beside a title in lists: what status a post has, and what is special about it.
import { __, translate } from '../base/language/gettext.ts';
import { postStatuses, type PostStatus } from '../posts/post.ts';
import type { ListedPost } from '../posts/queries/list.ts';

/** A mark beside a title; `kind` is the class that colours it. */
export interface Badge {
  text: string;
  kind: string;
}

/** What a list says of a post's status; '' for one that is simply published. */
export const statusBadge = (status: PostStatus): string =>
  status === 'publish' || status === 'trash' ? '' : translate(postStatuses[status].label);

const statusKinds: Partial<Record<PostStatus, string>> = { future: 'badge-note', pending: 'badge-hold' };

/** All marks of a post in a list. */
export function badgesOf({ status, is_sticky, password }: ListedPost): Badge[] {
  return [
    { text: statusBadge(status), kind: statusKinds[status] ?? '' },
    { text: is_sticky ? __('Sticky') : '', kind: 'badge-main' },
    { text: password ? __('Password') : '', kind: '' },
  ].filter(({ text }) => text !== '');
}
