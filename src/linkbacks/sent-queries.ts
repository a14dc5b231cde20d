// linkbacks/sent-queries.ts: all SQL about linkbacks that were sent.
import type { Database } from '../base/database/database.ts';
import type { SentLinkback } from './sent.ts';

/** Notes what is to be told; those known stay as they are. Gives what is new. */
export function insertSent(
  db: Database,
  rows: Pick<SentLinkback, 'post_id' | 'source' | 'target' | 'protocol' | 'endpoint'>[],
): Promise<SentLinkback[]> {
  if (!rows.length) return Promise.resolve([]);
  return db<SentLinkback>('sent_linkbacks')
    .insert(rows)
    .onConflict(['post_id', 'target'])
    .ignore()
    .returning('*');
}

export function findSent(db: Database, id: number): Promise<SentLinkback | undefined> {
  return db<SentLinkback>('sent_linkbacks').where({ id }).first();
}

/** Who took a webmention of a post and is to hear of its changes. */
export function acceptedMentions(db: Database, post_id: number): Promise<SentLinkback[]> {
  return db<SentLinkback>('sent_linkbacks')
    .where({ post_id, protocol: 'webmention', status: 'accepted' })
    .orderBy('id')
    .limit(200);
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

export type ListedSent = SentLinkback & { title: string; type: string };

/** The newest first, with the post each belongs to. */
export function listSent(db: Database, slice: { limit: number; offset: number }): Promise<ListedSent[]> {
  return db('sent_linkbacks')
    .join('posts', 'posts.id', 'sent_linkbacks.post_id')
    .orderByRaw('sent_linkbacks.sent_at DESC NULLS FIRST, sent_linkbacks.id DESC')
    .limit(slice.limit)
    .offset(slice.offset)
    .select<ListedSent[]>('sent_linkbacks.*', 'posts.title', 'posts.type');
}

export async function countSent(db: Database): Promise<number> {
  const [row] = await db('sent_linkbacks').count<{ count: number }[]>('* as count');
  return row!.count;
}
