// linkbacks/recheck.ts: looks again: at sources that did not answer, and whether proven links are still there.
import type { Blog } from '../blog.ts';
import { findComment } from '../comments/queries/find.ts';
import { setStatus } from '../comments/moderate.ts';
import { inTransaction } from '../base/database/database.ts';
import type { Linkback } from './linkback.ts';
import { look, type Seen } from './look.ts';
import { settleLinkback } from './queries.ts';

/** A source that answers late goes to the moderator; a link that is gone takes its comment along. */
export async function recheckLinkback(blog: Blog, linkback: Linkback): Promise<void> {
  const seen = await look(blog, linkback);
  const comment = linkback.comment_id ? await findComment(blog.db, linkback.comment_id) : undefined;
  const outcome = outcomeOf(linkback, seen);
  await inTransaction(blog, async (blog) => {
    const { status, comment_id } = { ...linkback, ...outcome };
    await settleLinkback(blog.db, linkback.id, {
      status,
      reason: seen.reason ?? null,
      comment_id,
      checked_at: blog.now(),
    });
    // What a moderator decided meanwhile stays.
    if (outcome.status === 'verified' && linkback.status === 'refused' && comment?.status === 'spam') {
      await setStatus(blog, [comment.id], 'hold');
    }
    if (outcome.status === 'withdrawn' && comment && ['approve', 'hold'].includes(comment.status)) {
      await setStatus(blog, [comment.id], 'trash');
    }
  });
}

function outcomeOf({ status }: Linkback, { proof, reason }: Seen): Pick<Linkback, 'status'> {
  if (proof) return { status: 'verified' };
  const isGone = reason === 'no link to the post' || /answered (404|410)$/.test(reason);
  return { status: status === 'verified' && isGone ? 'withdrawn' : status };
}
