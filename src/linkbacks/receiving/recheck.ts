// linkbacks/receiving/recheck.ts: looks again: at sources that did not answer, that have changed, and whether links are still there.
import { inTransaction } from '../../base/database/database.ts';
import type { Blog } from '../../blog.ts';
import type { Comment } from '../../comments/comment.ts';
import { setStatus } from '../../comments/moderation/moderate.ts';
import { findComment } from '../../comments/queries/find.ts';
import { mergeMeta } from '../../comments/queries/write.ts';
import type { Linkback } from '../linkback.ts';
import { lookAside, type Seen } from './inspect.ts';
import { changePhoto } from '../photo.ts';
import { settleLinkback } from '../queries.ts';
import { rewriteComment } from './rewrite.ts';
import type { Source } from './source.ts';
import { metaOf, sealOf, typeOf, wordsOf } from './words.ts';

/**
 * A source that answers late goes to the moderator; a link that is gone takes its comment along, and one that is back
 * brings it to the moderator again. What a moderator decided meanwhile stays.
 * @param is_update the source says that it has changed: its words are read anew
 */
export async function recheckLinkback(
  blog: Blog,
  linkback: Linkback,
  source: Source,
  is_update: boolean,
): Promise<void> {
  const seen = await lookAside(linkback, source);
  const status = statusOf(linkback, seen);
  await inTransaction(blog, async (blog) => {
    const comment = linkback.comment_id ? await findComment(blog.db, linkback.comment_id) : undefined;
    const written = comment && (await follow(blog, linkback, comment, seen, is_update));
    const isShown = comment !== undefined && ['approve', 'hold'].includes(comment.status);
    const isBack = status === 'verified' && comment?.status === hiddenAs[linkback.status];
    if (comment && isBack) await setStatus(blog, [comment.id], 'hold');
    const goes = status === 'withdrawn' && linkback.status !== 'withdrawn';
    if (goes && isShown) await setStatus(blog, [comment.id], 'trash');
    await settleLinkback(blog.db, linkback.id, {
      status,
      reason: seen.reason ?? null,
      // Binned by a moderator before: it does not come back with the link.
      comment_id: goes && !isShown ? null : linkback.comment_id,
      checked_at: blog.now(),
      ...(seen.proof && {
        mention_type: typeOf(linkback, seen.proof),
        author_photo: seen.proof.mention.author_photo,
      }),
      ...(written && { written }),
    });
    // The moderator reads why it is gone, and no more than that when it is back.
    const linkback_reason = seen.reason === undefined ? [] : [seen.reason];
    if (comment && status !== linkback.status) await mergeMeta(blog.db, comment.id, { linkback_reason });
    const photo = seen.proof?.mention.author_photo ?? linkback.author_photo;
    if (comment && photo !== linkback.author_photo) await changePhoto(blog, comment.id);
  });
}

/** Where the comment of a claim lies that was not believed, or not any more. */
const hiddenAs: Partial<Record<Linkback['status'], Comment['status']>> = {
  refused: 'spam',
  withdrawn: 'trash',
};

/** Gives the comment the page's words; gives their seal. Words that a moderator changed stay. */
async function follow(
  blog: Blog,
  linkback: Linkback,
  comment: Comment,
  { proof }: Seen,
  is_update: boolean,
): Promise<string | undefined> {
  const isFirst = linkback.status === 'refused';
  const isWanted = is_update || isFirst;
  if (!proof || !isWanted || linkback.written !== sealOf(comment)) return undefined;
  const words = wordsOf(linkback, proof);
  const seal = sealOf(words);
  const isSame = seal === linkback.written && typeOf(linkback, proof) === linkback.mention_type;
  if (!isSame) await rewriteComment(blog, comment, words, metaOf(linkback, proof));
  return seal;
}

function statusOf({ status }: Linkback, { proof, reason }: Seen): Linkback['status'] {
  if (proof) return 'verified';
  const isGone = reason === 'no link to the post' || /answered (404|410)$/.test(reason);
  return status === 'verified' && isGone ? 'withdrawn' : status;
}
