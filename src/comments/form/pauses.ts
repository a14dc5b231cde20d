// comments/form/pauses.ts: how soon after a comment the same person may leave the next one.
import { may, type User } from '../../accounts/user.ts';
import { httpError } from '../../base/errors.ts';
import { __, __in, _n } from '../../base/language/gettext.ts';
import type { Blog } from '../../blog.ts';
import type { Post } from '../../posts/post.ts';
import { lastOnPost, lastPosted, type Writer } from '../queries/write.ts';

const floodPause = 15_000;

export interface Paused extends Writer {
  browser_key_hash: string | null;
  posted_at: Date;
}

/**
 * Refuses who is too quick: 15 seconds after any comment, and on a post in slow mode as long as it says. Those who moderate, and
 * the author of the post, do not wait.
 * @throws HttpError 429 with `retry_after`
 */
export async function refuseQuick(
  blog: Blog,
  row: Paused,
  { user, post }: { user?: User | undefined; post: Pick<Post, 'id' | 'author_id' | 'comment_pause'> },
): Promise<void> {
  if (may(user, 'moderate_comments')) return;
  const since = new Date(row.posted_at.getTime() - 3_600_000);
  const last = await lastPosted(blog.db, row, { since, until: row.posted_at });
  if (last && row.posted_at.getTime() - last.getTime() < floodPause) {
    const message = __('You are quick. Please wait 15 seconds after a comment, then send this one.');
    throw httpError(429, 'flood', message);
  }
  if (post.comment_pause && !(user && user.id === post.author_id)) await refuseSlowMode(blog, row, post);
}

async function refuseSlowMode(
  blog: Blog,
  row: Paused,
  { id, comment_pause }: Pick<Post, 'id' | 'comment_pause'>,
): Promise<void> {
  const { browser_key_hash, posted_at } = row;
  const since = new Date(posted_at.getTime() - comment_pause * 1000);
  const last = await lastOnPost(blog.db, row, { browser_key_hash, post_id: id, since });
  if (!last) return;
  const retry_after = Math.max(1, Math.ceil((last.getTime() - since.getTime()) / 1000));
  const message = `${slowNote(comment_pause)} ${__('You can send yours %s; the text is below.', __in(...lengthOf(retry_after)))}`;
  throw Object.assign(httpError(429, 'slow_mode', message), { retry_after });
}

/** What stands beside the form of a post in slow mode; '' for none. */
export function slowNote(pause: number): string {
  if (!pause) return '';
  const [count, unit] = lengthOf(pause);
  if (unit === 'second')
    return _n(
      'Slow mode: the same person may comment here again after %s second.',
      'Slow mode: the same person may comment here again after %s seconds.',
      count,
    );
  if (unit === 'minute')
    return _n(
      'Slow mode: the same person may comment here again after %s minute.',
      'Slow mode: the same person may comment here again after %s minutes.',
      count,
    );
  return _n(
    'Slow mode: the same person may comment here again after %s hour.',
    'Slow mode: the same person may comment here again after %s hours.',
    count,
  );
}

/** Seconds, minutes or hours: the largest in which it is a few, rounded up. */
function lengthOf(seconds: number): [count: number, unit: 'second' | 'minute' | 'hour'] {
  if (seconds < 120) return [seconds, 'second'];
  const minutes = Math.ceil(seconds / 60);
  return minutes < 120 ? [minutes, 'minute'] : [Math.ceil(minutes / 60), 'hour'];
}
