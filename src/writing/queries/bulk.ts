// writing/queries/bulk.ts: what changes many posts at once; one statement for however many.
import type { Database } from '../../base/database/database.ts';
import type { OpenOrClosed, Post, PostStatus } from '../../posts/post.ts';

const known = [
  'id',
  'type',
  'status',
  'former_status',
  'author_id',
  'parent_id',
  'published_at',
  'title',
  'slug',
  'modified_at',
  'trashed_at',
] as const;

/** What must be known of a post before it is changed among others. */
export type HeldPost = Pick<Post, (typeof known)[number]> & {
  /** Whether nobody has written anything into it. */
  is_empty: boolean;
};

/** What is told about a post that was moved. */
export type MovedPost = Pick<Post, 'id' | 'status' | 'published_at'>;

/** Posts of a type, held until the transaction ends, in one order, so that two never wait for each other. */
export async function lockPosts(db: Database, type: string, ids: number[]): Promise<HeldPost[]> {
  return (await db('posts')
    .where({ type })
    .whereIn('id', ids)
    .orderBy('id')
    .limit(ids.length)
    .forUpdate()
    .select(...known)
    .select(db.raw(`NOT (title ~ '\\S' OR excerpt ~ '\\S' OR content ~ '\\S') AS is_empty`))) as HeldPost[];
}

/** Puts posts into the trash; they remember what they were. Gives back those that were not there yet. */
export async function putIntoTrash(db: Database, ids: number[], now: Date): Promise<MovedPost[]> {
  const { rows } = await db.raw<{ rows: MovedPost[] }>(
    `UPDATE posts SET status = 'trash', former_status = status, trashed_at = :now
      WHERE id = ANY(:ids) AND status <> 'trash' RETURNING id, status, published_at`,
    { ids, now },
  );
  return rows;
}

/** Takes posts out of the trash: back to what they were; what was scheduled for a past minute becomes a draft. */
export async function takeOutOfTrash(db: Database, ids: number[], now: Date): Promise<MovedPost[]> {
  const { rows } = await db.raw<{ rows: MovedPost[] }>(
    `UPDATE posts
        SET status = CASE WHEN former_status = 'future' AND published_at <= :now THEN 'draft'
                          ELSE coalesce(former_status, 'draft') END,
            former_status = NULL, trashed_at = NULL
      WHERE id = ANY(:ids) AND status = 'trash' RETURNING id, status, published_at`,
    { ids, now },
  );
  return rows;
}

export async function deletePosts(db: Database, ids: number[]): Promise<void> {
  await db<Post>('posts').whereIn('id', ids).delete();
}

/** What becomes of one post among many; what is left out stays. */
export interface Becomes {
  id: number;
  status: PostStatus;
  published_at?: Date;
  slug?: string;
}

/** What becomes of all of them; null leaves it as it is. */
export interface BecomesAll {
  author_id: number | null;
  comment_status: OpenOrClosed | null;
  is_sticky: boolean | null;
}

/** Changes many posts, each to its own status, date and slug, and all to the same author and so on. */
export async function changePosts(
  db: Database,
  changes: Becomes[],
  all: BecomesAll,
  now: Date,
): Promise<MovedPost[]> {
  const { rows } = await db.raw<{ rows: MovedPost[] }>(
    `UPDATE posts
        SET status = becomes.status,
            published_at = coalesce(becomes.published_at, posts.published_at),
            slug = coalesce(becomes.slug, posts.slug),
            password = CASE becomes.status WHEN 'private' THEN '' ELSE password END,
            author_id = coalesce(:author_id::int, author_id),
            comment_status = coalesce(:comment_status, comment_status),
            is_sticky = coalesce(:is_sticky::boolean, is_sticky),
            modified_at = greatest(:now, modified_at + interval '1 ms')
       FROM json_to_recordset(:changes::json) AS becomes (id int, status text, published_at timestamptz, slug text)
      WHERE posts.id = becomes.id
     RETURNING posts.id, posts.status, posts.published_at`,
    { ...all, changes: JSON.stringify(changes), now },
  );
  return rows;
}

/**
 * What somebody typed and has not saved stays newer than its post, though the post is about to change: its words are
 * not touched. Call before the change.
 */
export async function touchAutosaves(db: Database, ids: number[], now: Date): Promise<void> {
  await db.raw(
    `UPDATE revisions SET created_at = greatest(:now, posts.modified_at) + interval '2 ms'
       FROM posts
      WHERE posts.id = revisions.post_id AND kind = 'autosave' AND post_id = ANY(:ids)
        AND revisions.created_at > posts.modified_at`,
    { ids, now },
  );
}

/** What lies in the trash, since before a moment, beyond an id; for emptying it in portions. */
export async function trashedIds(
  db: Database,
  { type, author_id, before, after, limit }: TrashAsked,
): Promise<number[]> {
  const query = db<Post>('posts')
    .where({ type, status: 'trash' as PostStatus, ...(author_id && { author_id }) })
    .where('id', '>', after);
  if (before) void query.where('trashed_at', '<', before);
  const rows = await query.orderBy('id').limit(limit).select('id');
  return rows.map(({ id }) => id);
}

interface TrashAsked {
  type: string;
  author_id?: number;
  before?: Date;
  after: number;
  limit: number;
}
