// comments/thread/classes.ts: how a comment of a list is told from others: its classes, and the badge of its writer.
import { __ } from '../../base/language/gettext.ts';
import type { ThreadedComment } from './queries.ts';
import type { Threaded } from './thread.ts';

/** Who wrote the post. */
interface Around {
  post_author_id: number | null;
}

/** What strangers cannot type: that the author of the post, or someone of the site, speaks. */
export function badgeOf(row: ThreadedComment, { post_author_id }: Around): string {
  if (row.user_id === null) return '';
  if (row.user_id === post_author_id) return __('Author');
  return ['administrator', 'editor'].includes(row.user_role ?? '') ? __('Moderator') : '';
}

/** WordPress's classes of a comment; `at` is its place in reading order. */
export function classesOf(item: Threaded<ThreadedComment>, at: number, { post_author_id }: Around): string {
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
