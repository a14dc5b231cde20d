// comments/notifications/queries.ts: who got how many emails about comments, and what waits for a digest.
import type { Database } from '../../base/database/database.ts';

export interface CommentMail {
  /** In lower case. */
  address: string;
  /** Emails about single comments in the hour that began then. */
  hour_began: Date;
  letters: number;
  /** When the next digest is due; null while each comment has an email of its own. */
  digest_at: Date | null;
}

/** The row of an address, made when it is new; nobody else changes it before the transaction ends. */
export async function lockCommentMail(db: Database, address: string, now: Date): Promise<CommentMail> {
  await db<CommentMail>('comment_mail').insert({ address, hour_began: now }).onConflict('address').ignore();
  return (await db<CommentMail>('comment_mail').where({ address }).forUpdate().first())!;
}

export async function updateCommentMail(
  db: Database,
  address: string,
  changes: Partial<CommentMail>,
): Promise<void> {
  await db<CommentMail>('comment_mail').where({ address }).update(changes);
}

/** Emails about single comments to everybody, in hours that began after a time. */
export async function countCommentMail(db: Database, since: Date): Promise<number> {
  const { rows } = await db.raw<{ rows: { count: number }[] }>(
    'SELECT coalesce(sum(letters), 0) AS count FROM comment_mail WHERE hour_began > :since',
    { since },
  );
  return rows[0]!.count;
}

/** Whether an email of this key was written. */
export async function isWritten(db: Database, key: string): Promise<boolean> {
  return (await db('letters').where({ key }).first('id')) !== undefined;
}

export async function gather(
  db: Database,
  gathered: { address: string; comment_id: number; is_held: boolean },
): Promise<void> {
  await db('comment_mail_gathered').insert(gathered).onConflict().ignore();
}

/** Addresses whose digest is due, the longest overdue first. */
export async function dueDigests(db: Database, now: Date, limit: number): Promise<string[]> {
  const rows = await db<CommentMail>('comment_mail')
    .where('digest_at', '<=', now)
    .orderBy(['digest_at', 'address'])
    .limit(limit)
    .select('address');
  return rows.map(({ address }) => address);
}

export interface Gathered {
  comment_id: number;
  is_held: boolean;
  author_name: string;
  post_title: string;
}

export interface Digest {
  /** All that came, whatever has become of it. */
  came: number;
  /** Those that still wait, and those that are published. */
  held: number;
  posted: number;
  /** The newest of both. */
  newest: Gathered[];
}

/** What was gathered for an address; a comment that was moderated meanwhile is not listed any more. */
export async function digestOf(db: Database, address: string, limit: number): Promise<Digest> {
  const { rows: counts } = await db.raw<{ rows: Omit<Digest, 'newest'>[] }>(
    `SELECT count(*) AS came, count(*) FILTER (WHERE is_held AND status = 'hold') AS held,
            count(*) FILTER (WHERE NOT is_held AND status = 'approve') AS posted
       FROM comment_mail_gathered JOIN comments ON comments.id = comment_id
      WHERE address = :address`,
    { address },
  );
  const { rows: newest } = await db.raw<{ rows: Gathered[] }>(
    `SELECT comment_id, is_held, comments.author_name, posts.title AS post_title
       FROM comment_mail_gathered JOIN comments ON comments.id = comment_id
       JOIN posts ON posts.id = comments.post_id
      WHERE address = :address AND comments.status = CASE WHEN is_held THEN 'hold' ELSE 'approve' END
      ORDER BY comment_id DESC LIMIT :limit`,
    { address, limit },
  );
  return { ...counts[0]!, newest };
}

export async function forgetGathered(db: Database, address: string): Promise<void> {
  await db('comment_mail_gathered').where({ address }).delete();
}
