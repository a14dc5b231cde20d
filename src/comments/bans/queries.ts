// comments/bans/queries.ts: the SQL of bans.
import type { Database } from '../../base/database/database.ts';
import { most_patterns, most_words, type Ban, type BanKind } from './ban.ts';

export type ActiveBan = Pick<Ban, 'id' | 'kind' | 'value' | 'reason' | 'ends_at'>;

/** By what a sender is known. */
export interface Sender {
  browser_key_hash: string | null;
  user_id: number | null;
  /** In lower case. */
  emails: string[];
  /** '' for none. */
  ip: string;
}

const active = `ended_at IS NULL AND (ends_at IS NULL OR ends_at > :now)`;
const columns = 'id, kind, value, reason, ends_at';

/** Bans of a sender and of the sender's network, and all of words and patterns: one statement for each comment. */
export async function bansFor(db: Database, sender: Sender, now: Date): Promise<ActiveBan[]> {
  const { rows } = await db.raw<{ rows: ActiveBan[] }>(
    `SELECT * FROM (
       (SELECT ${columns} FROM comment_bans
         WHERE kind = 'browser' AND md5(value) = md5(:browser) AND value = :browser AND ${active} LIMIT 1)
       UNION ALL
       (SELECT ${columns} FROM comment_bans
         WHERE kind = 'user' AND md5(value) = md5(:user) AND value = :user AND ${active} LIMIT 1)
       UNION ALL
       (SELECT ${columns} FROM comment_bans
         WHERE kind = 'email' AND md5(value) = ANY(SELECT md5(one) FROM unnest(:emails::text[]) AS one)
           AND value = ANY(:emails) AND ${active} LIMIT 2)
       UNION ALL
       (SELECT ${columns} FROM comment_bans WHERE kind = 'network' AND network >>= :ip::inet AND ${active} LIMIT 1)
       UNION ALL
       (SELECT ${columns} FROM comment_bans WHERE kind IN ('word', 'pattern') AND ${active} ORDER BY id LIMIT :words)
     ) AS found ORDER BY id LIMIT :most`,
    {
      browser: sender.browser_key_hash ?? '',
      user: String(sender.user_id ?? ''),
      emails: sender.emails,
      ip: sender.ip || null,
      now,
      words: most_words + most_patterns,
      most: most_words + most_patterns + 5,
    },
  );
  return rows;
}

export type NewBan = Pick<
  Ban,
  'kind' | 'value' | 'author_name' | 'reason' | 'created_at' | 'created_by' | 'ends_at'
>;

/** Adds bans; one of the same person, network or word gets the new reason and end. */
export async function addBans(db: Database, bans: NewBan[]): Promise<void> {
  await db.raw(
    `INSERT INTO comment_bans (kind, value, network, author_name, reason, created_at, created_by, ends_at)
     SELECT kind, value, CASE WHEN kind = 'network' THEN value::cidr END, author_name, reason, created_at, created_by, ends_at
       FROM json_to_recordset(:bans::json) AS one (kind text, value text, author_name text, reason text,
              created_at timestamptz, created_by integer, ends_at timestamptz)
      ORDER BY kind, value
     ON CONFLICT (kind, md5(value)) WHERE ended_at IS NULL DO UPDATE
        SET author_name = excluded.author_name, reason = excluded.reason, created_at = excluded.created_at,
            created_by = excluded.created_by, ends_at = excluded.ends_at`,
    { bans: JSON.stringify(bans) },
  );
}

/** Lines up those who add bans of words: two at once would both find room. */
export async function lockBans(db: Database): Promise<void> {
  await db.raw(`SELECT pg_advisory_xact_lock(hashtextextended('comment bans', 0))`);
}

/** How many bans of a kind there are now. */
export async function countBans(db: Database, kind: BanKind, now: Date): Promise<number> {
  const { rows } = await db.raw<{ rows: { count: number }[] }>(
    `SELECT count(*)::int AS count FROM comment_bans WHERE kind = :kind AND ${active} LIMIT 1`,
    { kind, now },
  );
  return rows[0]!.count;
}

/** Ends a ban now. @returns whether it was still going on */
export async function endBan(
  db: Database,
  id: number,
  { now, user_id }: { now: Date; user_id: number },
): Promise<boolean> {
  const { rowCount } = await db.raw<{ rowCount: number }>(
    `UPDATE comment_bans SET ended_at = :now, ended_by = :user_id WHERE id = :id AND ${active}`,
    { id, now, user_id },
  );
  return rowCount > 0;
}

export interface ListedBan extends Ban {
  is_active: boolean;
  /** '' for users who are gone. */
  created_by_name: string;
  ended_by_name: string;
  /** Of an account that is banned. */
  user_name: string | null;
}

/** Bans, the newest first; those that go on, or those that have ended. */
export async function listBans(
  db: Database,
  { is_active, offset, limit, now }: { is_active: boolean; offset: number; limit: number; now: Date },
): Promise<ListedBan[]> {
  const { rows } = await db.raw<{ rows: ListedBan[] }>(
    `SELECT bans.*, (${active}) AS is_active, coalesce(setter.display_name, '') AS created_by_name,
            coalesce(ender.display_name, '') AS ended_by_name, banned.display_name AS user_name
       FROM comment_bans AS bans
       LEFT JOIN users AS setter ON setter.id = bans.created_by
       LEFT JOIN users AS ender ON ender.id = bans.ended_by
       LEFT JOIN users AS banned ON banned.id = CASE WHEN bans.kind = 'user' THEN bans.value::integer END
      WHERE (${active}) = :is_active
      ORDER BY bans.created_at DESC, bans.id DESC LIMIT :limit OFFSET :offset`,
    { is_active, offset, limit, now },
  );
  return rows;
}

/** Forgets bans that ended before a time. @returns how many, `limit` at most */
export async function removeEndedBans(db: Database, before: Date, limit: number): Promise<number> {
  const { rowCount } = await db.raw<{ rowCount: number }>(
    `DELETE FROM comment_bans WHERE id IN (
       SELECT id FROM comment_bans WHERE least(ended_at, ends_at) < :before ORDER BY id LIMIT :limit)`,
    { before, limit },
  );
  return rowCount;
}
