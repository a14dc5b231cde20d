// accounts/sessions/queries.ts: the SQL about sessions. What leaves here names them by a hash: the id itself signs in.
import type { Database } from '../../base/database/database.ts';
import type { SessionData } from '../../base/http/session-data.ts';

export interface SignedIn {
  /** SHA-256 of the session's id, hexadecimal. */
  key: string;
  user_agent: string | null;
  ip: string | null;
  signed_in_at: Date | null;
  seen_at: Date;
  is_this: boolean;
}

/**
 * Where a user is signed in, the asking browser first, then by when it was last seen; 100 at most.
 * @param sid the id of the asking session
 */
export async function sessionsOf(db: Database, user_id: number, sid: string): Promise<SignedIn[]> {
  // Use moves the end of a session to its lifetime from then, ten minutes late at most: so the end tells when it was last seen.
  const { rows } = await db.raw<{ rows: SignedIn[] }>(
    `SELECT encode(sha256(convert_to(sid, 'UTF8')), 'hex') AS key,
            sess ->> 'user_agent' AS user_agent, sess ->> 'ip' AS ip,
            (sess ->> 'signed_in_at')::timestamptz AS signed_in_at,
            expire - coalesce((sess -> 'cookie' ->> 'originalMaxAge')::numeric::bigint * interval '1 ms',
                              interval '2 days') AS seen_at,
            sid = :sid AS is_this
       FROM sessions
      WHERE user_id = :user_id AND expire > now()
      ORDER BY is_this DESC, seen_at DESC, key LIMIT 100`,
    { user_id, sid },
  );
  return rows;
}

/** Ends one session of a user, named by its hash. Gives whether there was one. */
export async function endSession(db: Database, user_id: number, key: string): Promise<boolean> {
  const ended = await db('sessions')
    .where({ user_id })
    .whereRaw(`encode(sha256(convert_to(sid, 'UTF8')), 'hex') = :key`, { key })
    .delete();
  return ended > 0;
}

/** Ends sessions of a user on the server, all but one. Gives how many there were. */
export async function endSessions(db: Database, user_id: number, but = ''): Promise<number> {
  return db('sessions').where({ user_id }).whereNot({ sid: but }).delete();
}

/** What a session holds, if it has not ended, and how many milliseconds are left of it. */
export async function openSession(
  db: Database,
  sid: string,
): Promise<{ sess: Partial<SessionData>; left: number } | undefined> {
  return db('sessions')
    .where({ sid })
    .where('expire', '>', db.fn.now())
    .first('sess', db.raw('(extract(epoch FROM expire - now()) * 1000)::float8 AS left'));
}

/** @param lifetime milliseconds from now */
export async function insertSession(db: Database, sid: string, sess: object, lifetime: number) {
  await db('sessions').insert({ sid, sess: JSON.stringify(sess), expire: endIn(db, lifetime) });
}

/** Changes and removes values by name, and moves the end; nothing happens when the session has ended meanwhile. */
export async function updateSession(
  db: Database,
  sid: string,
  { changed, gone, lifetime }: { changed: object; gone: string[]; lifetime: number },
): Promise<void> {
  const sess = db.raw('(sess - :gone::text[]) || :changed::jsonb', {
    gone,
    changed: JSON.stringify(changed),
  });
  await db('sessions')
    .where({ sid })
    .update({ sess, expire: endIn(db, lifetime) });
}

/** Ends the session with this id. */
export async function deleteSession(db: Database, sid: string): Promise<void> {
  await db('sessions').where({ sid }).delete();
}

const endIn = (db: Database, lifetime: number) => db.raw(`now() + :lifetime * interval '1 ms'`, { lifetime });
