// linkbacks/queries.ts: all SQL about linkbacks.
import type { Database } from '../base/database/database.ts';
import type { Linkback } from './linkback.ts';

export type NewLinkback = Pick<
  Linkback,
  'kind' | 'post_id' | 'source' | 'target' | 'claimed' | 'received_at'
>;

/** Gives the row's id; undefined when this source was received for this post before. */
export async function insertLinkback(db: Database, linkback: NewLinkback): Promise<number | undefined> {
  const [row] = await db('linkbacks')
    .insert({ ...linkback, claimed: JSON.stringify(linkback.claimed) })
    .onConflict(['post_id', 'source'])
    .ignore()
    .returning<{ id: number }[]>('id');
  return row?.id;
}

export function findLinkback(db: Database, id: number): Promise<Linkback | undefined> {
  return db<Linkback>('linkbacks').where({ id }).first();
}

/** The claim of a source about a post, if it was received. */
export function findBySource(db: Database, post_id: number, source: string): Promise<Linkback | undefined> {
  return db<Linkback>('linkbacks').where({ post_id, source }).first();
}

/** The pages whose pingbacks stand under a post, the newest first. */
export async function pingbackSources(db: Database, post_id: number): Promise<string[]> {
  const rows = await db('comments')
    .where({ post_id, type: 'pingback', status: 'approve' })
    .orderBy('id', 'desc')
    .limit(1000)
    .select<{ author_url: string }[]>('author_url');
  return rows.map(({ author_url }) => author_url);
}

/** Whether a comment of another kind than a reader's stands under the post with this address (an import's, too). */
export async function isKnownSource(db: Database, post_id: number, source: string): Promise<boolean> {
  const found = await db('comments')
    .where({ post_id, author_url: source })
    .whereNot({ type: 'comment' })
    .first('id');
  return found !== undefined;
}

/** How many claims of the same source host wait before this one. */
export async function countWaitingBefore(db: Database, id: number): Promise<number> {
  const { rows } = await db.raw<{ rows: { count: number }[] }>(
    `SELECT count(*) FROM linkbacks AS earlier JOIN linkbacks AS this ON this.id = :id
      WHERE earlier.id < this.id AND earlier.status = 'unverified'
        AND split_part(earlier.source, '/', 3) = split_part(this.source, '/', 3)`,
    { id },
  );
  return rows[0]!.count;
}

/** Writes what came of a claim. The sender's address has gone into the comment, and goes from here. */
export async function settleLinkback(
  db: Database,
  id: number,
  outcome: Pick<Linkback, 'status' | 'reason' | 'comment_id' | 'checked_at'> &
    Partial<Pick<Linkback, 'mention_type' | 'written' | 'author_photo'>>,
): Promise<void> {
  await db('linkbacks')
    .where({ id })
    .update({ ...outcome, checks: db.raw('checks + 1'), claimed: db.raw(`claimed - 'author_ip'`) });
}

/**
 * What to look into again: sources that were silent or broken within a week, up to three times, a day apart; and
 * proven ones after 1, 7 and 30 days, then every 30.
 */
export async function dueForCheck(db: Database, now: Date): Promise<{ id: number }[]> {
  const { rows } = await db.raw<{ rows: { id: number }[] }>(
    `SELECT id FROM (
       SELECT id, checked_at FROM linkbacks
        WHERE status = 'refused' AND comment_id IS NOT NULL AND checks < 3
          AND received_at > :now::timestamptz - interval '7 days'
          AND checked_at < :now::timestamptz - interval '20 hours'
          AND (reason LIKE 'the source was not fetched%' OR reason LIKE 'the source answered 5%')
       UNION
       SELECT id, checked_at FROM linkbacks
        WHERE status = 'verified' AND comment_id IS NOT NULL
          AND checked_at < :now::timestamptz - interval '30 days'
       UNION
       -- Older ones have had all three looks, or are due by the line above.
       SELECT id, checked_at FROM linkbacks
        WHERE status = 'verified' AND comment_id IS NOT NULL
          AND received_at > :now::timestamptz - interval '61 days'
          AND EXISTS (SELECT 1 FROM unnest(ARRAY[1, 7, 30]) AS days
                       WHERE received_at + make_interval(days => days) > checked_at
                         AND received_at + make_interval(days => days) <= :now)
     ) AS due
      ORDER BY checked_at, id LIMIT 200`,
    { now },
  );
  return rows;
}

/** Deletes claims without a comment that were looked into before these times. */
export async function deleteUnseen(
  db: Database,
  { refused, others }: { refused: Date; others: Date },
): Promise<void> {
  await db.raw(
    `DELETE FROM linkbacks
      WHERE comment_id IS NULL AND status <> 'unverified'
        AND checked_at < greatest(:refused::timestamptz, :others)
        AND checked_at < CASE status WHEN 'refused' THEN :refused::timestamptz ELSE :others END`,
    { refused, others },
  );
}

/** Forgets a claim that was not believed and that no moderator can look at any more, so that it may come anew. */
export async function forgetRefused(
  db: Database,
  { post_id, source, before }: { post_id: number; source: string; before: Date },
): Promise<void> {
  await db('linkbacks')
    .where({ post_id, source, status: 'refused' })
    .whereNull('comment_id')
    .where('checked_at', '<', before)
    .delete();
}
