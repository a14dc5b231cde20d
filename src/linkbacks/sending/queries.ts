// linkbacks/sending/queries.ts: all SQL about linkbacks that were sent.
import type { Database } from '../../base/database/database.ts';
import type { SentLinkback } from './sent.ts';

/** Notes what is to be told; those known stay as they are. Gives what is new. */
export function insertSent(
  db: Database,
  rows: (Pick<SentLinkback, 'post_id' | 'source' | 'target'> & Partial<SentLinkback>)[],
): Promise<SentLinkback[]> {
  if (!rows.length) return Promise.resolve([]);
  return db<SentLinkback>('sent_linkbacks')
    .insert(rows)
    .onConflict(['post_id', 'target', 'comment_id'])
    .ignore()
    .returning('*');
}

export function findSent(db: Database, id: number): Promise<SentLinkback | undefined> {
  return db<SentLinkback>('sent_linkbacks').where({ id }).first();
}

/** Who took a webmention of a post, or of one or all comments under it, and is to hear of changes. */
export function acceptedMentions(
  db: Database,
  about: { post_id: number; comment_id?: number } | { comment_id: number },
): Promise<SentLinkback[]> {
  return db<SentLinkback>('sent_linkbacks')
    .where({ ...about, protocol: 'webmention', status: 'accepted' })
    .orderBy('id')
    .limit(200);
}

/** Whether others were told of this address. */
export async function wasNotified(db: Database, source: string): Promise<boolean> {
  const found = await db<SentLinkback>('sent_linkbacks').where({ source }).first('id');
  return found !== undefined;
}

/**
 * Forgets what was told before a time of posts that are gone for good, among the next rows after an id.
 * @returns the id up to which was looked; undefined at the end
 */
export async function forgetGone(
  db: Database,
  asked: { after: number; before: Date; limit: number },
): Promise<number | undefined> {
  const { rows } = await db.raw<{ rows: { last: number | null; count: number }[] }>(
    `WITH stretch AS MATERIALIZED (
       SELECT id, post_id, sent_at FROM sent_linkbacks WHERE id > :after ORDER BY id LIMIT :limit
     ), gone AS (
       DELETE FROM sent_linkbacks USING stretch
        WHERE sent_linkbacks.id = stretch.id AND stretch.sent_at < :before
          AND NOT EXISTS (SELECT 1 FROM posts WHERE posts.id = stretch.post_id)
     )
     SELECT max(id) AS last, count(*) AS count FROM stretch`,
    asked,
  );
  const { last, count } = rows[0]!;
  return last !== null && count === asked.limit ? last : undefined;
}

export async function updateSent(
  db: Database,
  id: number,
  outcome: Partial<Pick<SentLinkback, 'protocol' | 'endpoint' | 'status' | 'said' | 'sent_at' | 'source'>>,
): Promise<void> {
  await db('sent_linkbacks').where({ id }).update(outcome);
}

/** Counts a try before it is made: one that ends with the process counts, too. */
export async function countTry(db: Database, id: number): Promise<void> {
  await db('sent_linkbacks').where({ id }).increment('tries');
}

/** Title and type are null when the post is gone for good. */
export type ListedSent = SentLinkback & { title: string | null; type: string | null };

/** The newest first, with the post each belongs to. */
export function listSent(
  db: Database,
  { post_id, ...slice }: { post_id?: number; limit: number; offset: number },
): Promise<ListedSent[]> {
  return db('sent_linkbacks')
    .where(ofPost(post_id))
    .leftJoin('posts', 'posts.id', 'sent_linkbacks.post_id')
    .orderByRaw('sent_linkbacks.sent_at DESC NULLS FIRST, sent_linkbacks.id DESC')
    .limit(slice.limit)
    .offset(slice.offset)
    .select<ListedSent[]>('sent_linkbacks.*', 'posts.title', 'posts.type');
}

/** How many there are, of one post or of all. */
export async function countSent(db: Database, post_id?: number): Promise<number> {
  const [row] = await db('sent_linkbacks').where(ofPost(post_id)).count<{ count: number }[]>('* as count');
  return row!.count;
}

const ofPost = (post_id?: number) => (post_id === undefined ? {} : { 'sent_linkbacks.post_id': post_id });
