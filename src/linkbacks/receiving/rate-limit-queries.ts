// linkbacks/receiving/rate-limit-queries.ts: all SQL about how often sources are fetched and how much one side may send.
import type { Database } from '../../base/database/database.ts';
import type { Linkback } from '../linkback.ts';

/** This claim, and the others about the same source that wait for their first check. */
export async function claimsOfSource(db: Database, { id, source }: Linkback): Promise<Linkback[]> {
  const { rows } = await db.raw<{ rows: Linkback[] }>(
    `SELECT * FROM linkbacks
      WHERE split_part(source, '#', 1) = split_part(:source, '#', 1) AND (id = :id OR status = 'unverified')
      ORDER BY id LIMIT 100`,
    { id, source },
  );
  return rows;
}

/** When a source was last looked at, for any post. */
export async function lastCheckOf(db: Database, source: string): Promise<Date | undefined> {
  const { rows } = await db.raw<{ rows: { last: Date | null }[] }>(
    `SELECT max(checked_at) AS last FROM linkbacks
      WHERE split_part(source, '#', 1) = split_part(:source, '#', 1)`,
    { source },
  );
  return rows[0]?.last ?? undefined;
}

/** Counts one fetch in this minute, by the clock of the queue; false when the minute is full. */
export async function takeTurn(db: Database, most: number): Promise<boolean> {
  const { rows } = await db.raw<{ rows: unknown[] }>(
    `WITH old AS (DELETE FROM linkback_fetches WHERE minute < now() - interval '1 hour')
     INSERT INTO linkback_fetches AS counted (minute) VALUES (date_trunc('minute', now()))
     ON CONFLICT (minute) DO UPDATE SET fetched = counted.fetched + 1 WHERE counted.fetched < :most
     RETURNING fetched`,
    { most },
  );
  return rows.length > 0;
}

/** Of the claims received since a time: how many came from one machine, from one network, and for one post. */
export async function countReceived(
  db: Database,
  { sender, network, post_id }: { sender: string; network: string; post_id: number },
  since: { haste: Date; hour: Date },
): Promise<{ sender: number; network: number; post: number }> {
  const { rows } = await db.raw<{ rows: { sender: number; network: number; post: number }[] }>(
    `SELECT count(*) FILTER (WHERE claimed ->> 'sender' = :sender AND received_at > :haste)::int AS sender,
            count(*) FILTER (WHERE claimed ->> 'network' = :network)::int AS network,
            count(*) FILTER (WHERE post_id = :post_id)::int AS post
       FROM linkbacks WHERE received_at > :hour`,
    { sender, network, post_id, haste: since.haste, hour: since.hour },
  );
  return rows[0]!;
}
