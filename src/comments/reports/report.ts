// comments/reports/report.ts: a reader tells the moderators about a comment; enough of them hold it until one has looked.
import crypto from 'node:crypto';
import { findUser } from '../../accounts/queries.ts';
import { may } from '../../accounts/user.ts';
import { inTransaction } from '../../base/database/database.ts';
import { notFound } from '../../base/errors.ts';
import { settings } from '../../base/settings/settings.ts';
import type { Blog } from '../../blog.ts';
import type { Post } from '../../posts/post.ts';
import type { Comment } from '../comment.ts';
import { keepDecisions } from '../moderation/history-queries.ts';
import { setStatus } from '../moderation/moderate.ts';
import { lockComment } from '../own/queries.ts';
import { discussion } from '../settings.ts';
import { addReport, reportingNetworks } from './queries.ts';
import type { GivenReport } from './reasons.ts';

/**
 * Keeps a report, one of each person; what the same person reports again changes nothing, not even after a moderator has answered.
 * When they came from as many networks as the settings say, the comment is held, and moderators hear of it. Comments of those who
 * publish or moderate here, and those that a moderator has left as they are, are only listed.
 * @throws HttpError 404 when readers do not see the comment any more
 */
export function reportComment(
  blog: Blog,
  { comment_id, post }: { comment_id: number; post: Post },
  report: GivenReport,
): Promise<void> {
  return inTransaction(blog, async (blog) => {
    const comment = await lockComment(blog.db, comment_id);
    if (comment?.status !== 'approve') throw notFound('comment');
    const open = await addReport(blog.db, { ...report, comment_id, reported_at: blog.now() });
    const { comments_reports_hold: most } = await settings(blog.db, discussion);
    if (!open || !most || open < most || (await isOfStaff(blog, comment, post))) return;
    // Whoever forgets the browser's key, or has several accounts, is still in one network.
    if ((await reportingNetworks(blog.db, comment_id)) < most) return;
    const changes = await setStatus(blog, [comment_id], 'hold');
    await keepDecisions(blog.db, changes, {
      batch: crypto.randomUUID(),
      what: 'hold',
      user_id: null,
      via: 'reports',
      decided_at: blog.now(),
    });
  });
}

/** Whether its author publishes or moderates here, which readers cannot end. */
async function isOfStaff(blog: Blog, { user_id }: Comment, post: Post): Promise<boolean> {
  if (user_id === null) return false;
  if (user_id === post.author_id) return true;
  const user = await findUser(blog.db, user_id);
  return may(user, 'moderate_comments') || may(user, 'publish_posts');
}
