// comments/reactions/queries.ts: the SQL of reactions, and of what moderators pick.
import type { Database } from '../../base/database/database.ts';
import type { Comment } from '../comment.ts';

/** What one person chose before; undefined for nothing. The comment must be locked. */
export async function chosenBy(
  db: Database,
  { comment_id, person }: { comment_id: number; person: string },
): Promise<string | undefined> {
  const found = await db<{ comment_id: number; person: string; reaction: string }>('comment_reactions')
    .where({ comment_id, person })
    .first('reaction');
  return found?.reaction;
}

/** Stores what one person chooses, in the place of what they chose before. */
export async function storeReaction(
  db: Database,
  chosen: { comment_id: number; person: string; reaction: string; reacted_at: Date },
): Promise<void> {
  await db('comment_reactions').insert(chosen).onConflict(['comment_id', 'person']).merge();
}

export async function removeReaction(
  db: Database,
  { comment_id, person }: { comment_id: number; person: string },
): Promise<void> {
  await db('comment_reactions').where({ comment_id, person }).delete();
}

/** The counts of a comment, which whoever changes its reactions keeps. */
export async function setReactionCounts(
  db: Database,
  id: number,
  { reactions, helpful }: Pick<Comment, 'reactions' | 'helpful'>,
): Promise<void> {
  await db('comments')
    .where({ id })
    .update({ reactions: JSON.stringify(reactions), helpful });
}

/** Comments that somebody reacted to, behind an id. */
export function reactedComments(
  db: Database,
  { after, limit }: { after: number; limit: number },
): Promise<Pick<Comment, 'id' | 'reactions'>[]> {
  return db<Comment>('comments')
    .whereRaw("reactions <> '{}'")
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .select('id', 'reactions');
}

export async function setHelpful(db: Database, comments: Pick<Comment, 'id' | 'helpful'>[]): Promise<void> {
  await db.raw(
    `UPDATE comments SET helpful = one.helpful
       FROM unnest(:ids::integer[], :helpful::real[]) AS one (id, helpful) WHERE comments.id = one.id`,
    { ids: comments.map(({ id }) => id), helpful: comments.map(({ helpful }) => helpful) },
  );
}

/** Pins or features a comment since a time, or not any more. */
export async function setHighlight(
  db: Database,
  id: number,
  change: Partial<Pick<Comment, 'pinned_at' | 'featured_at'>>,
): Promise<void> {
  await db<Comment>('comments').where({ id, status: 'approve' }).update(change);
}
