// export/queries/comments.ts: comments of an export: the first few of several posts at once, the rest in portions.
import type { Database } from '../../base/database/database.ts';
import type { Comment } from '../../comments/comment.ts';

export type ExportedComment = Pick<
  Comment,
  | 'id'
  | 'post_id'
  | 'parent_id'
  | 'type'
  | 'status'
  | 'former_status'
  | 'status_changed_at'
  | 'author_name'
  | 'author_email'
  | 'author_url'
  | 'author_ip'
  | 'user_agent'
  | 'user_id'
  | 'content'
  | 'posted_at'
  | 'meta'
> & {
  /** The time with its microseconds, to go on from. */
  moment: string;
};

const columns = `id, post_id, parent_id, type, status, former_status, status_changed_at, author_name, author_email,
  author_url, author_ip, user_agent, user_id, content, posted_at, meta, posted_at::text AS moment`;

/** The first comments of several posts, `each` at most of one. */
export async function firstComments(
  db: Database,
  post_ids: number[],
  each: number,
): Promise<Map<number, ExportedComment[]>> {
  const found = new Map<number, ExportedComment[]>(post_ids.map((id) => [id, []]));
  if (!post_ids.length) return found;
  const { rows } = await db.raw<{ rows: ExportedComment[] }>(first, { post_ids, each });
  for (const row of rows) found.get(row.post_id)!.push(row);
  return found;
}

const first = `
     SELECT one.* FROM unnest(:post_ids::int[]) AS given (post_id)
      CROSS JOIN LATERAL (SELECT ${columns} FROM comments
                           WHERE comments.post_id = given.post_id
                           ORDER BY status, comments.posted_at, id LIMIT :each) AS one
      ORDER BY one.post_id, one.status, one.posted_at, one.id`;

/** The comments of a post behind one of them, in the order of its index. */
export async function commentsBehind(
  db: Database,
  { post_id, status, moment, id }: ExportedComment,
  limit: number,
): Promise<ExportedComment[]> {
  const { rows } = await db.raw<{ rows: ExportedComment[] }>(behind, { post_id, status, moment, id, limit });
  return rows;
}

const behind = `
     SELECT ${columns} FROM comments
      WHERE post_id = :post_id AND (status, comments.posted_at, id) > (:status, :moment::timestamptz, :id)
      ORDER BY status, comments.posted_at, id LIMIT :limit`;

export interface ExportedAttachment {
  comment_id: number;
  media_id: number;
  alternative_text: string;
  /** Whether a post has the number of the file, too. */
  is_doubled: boolean;
}

/** What hangs on comments, each in its order. */
export async function attachmentsOn(
  db: Database,
  comment_ids: number[],
): Promise<Map<number, ExportedAttachment[]>> {
  const found = new Map<number, ExportedAttachment[]>();
  if (!comment_ids.length) return found;
  const { rows } = await db.raw<{ rows: ExportedAttachment[] }>(
    `SELECT comment_id, media_id, alternative_text,
            EXISTS (SELECT FROM posts WHERE posts.id = media_id) AS is_doubled
       FROM attachments WHERE comment_id = ANY(:comment_ids)
      ORDER BY comment_id, position, id LIMIT 50000`,
    { comment_ids },
  );
  for (const row of rows) found.set(row.comment_id, [...(found.get(row.comment_id) ?? []), row]);
  return found;
}
