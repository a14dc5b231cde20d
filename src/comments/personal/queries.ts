// comments/personal/queries.ts: the SQL of what comments hold of a person, and of making it nobody's.
import type { Database } from '../../base/database/database.ts';
import type { Person } from '../../blog.ts';
import type { Ban } from '../bans/ban.ts';
import type { Comment } from '../comment.ts';
import { withWords } from '../queries/words.ts';
import type { Report } from '../reports/queries.ts';

/** By what people are known who react or report: the account, and browsers under which nobody with another address wrote. */
export async function personsOf(db: Database, { address, user_id }: Person): Promise<string[]> {
  const { rows } = await db.raw<{ rows: { browser: string }[] }>(
    `SELECT browser_key_hash AS browser FROM comments AS own
      WHERE lower(author_email) = :address AND user_id IS NULL AND browser_key_hash IS NOT NULL
        AND NOT EXISTS (SELECT FROM comments AS other
                         WHERE other.browser_key_hash = own.browser_key_hash AND other.user_id IS NULL
                           AND lower(other.author_email) NOT IN (:address, ''))
      GROUP BY browser_key_hash ORDER BY browser_key_hash LIMIT 1000`,
    { address },
  );
  const browsers = rows.map(({ browser }) => `browser ${browser}`);
  return user_id === null ? browsers : [`user ${user_id}`, ...browsers];
}

export type PersonalComment = Comment & { post_title: string; earlier: string[] };

/** What somebody wrote, the newest first, with the texts that stood there before. */
export async function commentsOfPerson(
  db: Database,
  { address, user_id }: Person,
  { before, limit }: { before: number; limit: number },
): Promise<PersonalComment[]> {
  const { rows } = await db.raw<{ rows: PersonalComment[] }>(
    `WITH own AS (
       (SELECT id FROM comments WHERE lower(author_email) = :address AND id < :before)
       UNION (SELECT id FROM comments WHERE user_id = :user_id AND id < :before)
       ORDER BY id DESC LIMIT :limit
     )
     SELECT comments.*, posts.title AS post_title,
            ARRAY(SELECT content FROM comment_revisions
                   WHERE comment_id = comments.id AND content <> '' ORDER BY comment_revisions.id LIMIT 200) AS earlier
       FROM own JOIN comments ON comments.id = own.id JOIN posts ON posts.id = comments.post_id
      ORDER BY comments.id DESC LIMIT :limit`,
    { address, user_id, before, limit },
  );
  return rows;
}

/** Comments are nobody's any more: who wrote them, where from and what stood there before is gone; what they say stays. */
export async function anonymize(db: Database, ids: number[]): Promise<void> {
  await db('comment_revisions').whereIn('comment_id', ids).update({ content: '', was_shown: false });
  await db('comment_decisions').whereIn('comment_id', ids).update({ former: null });
  await db('comment_judgements').whereIn('comment_id', ids).delete();
  await db('comment_spam_lessons').whereIn('comment_id', ids).delete();
  await db('comment_appeals').whereIn('comment_id', ids).delete();
  await db('comment_names').whereIn('comment_id', ids).delete();
  await db<Comment>('comments')
    .whereIn('id', ids)
    .update(
      withWords<Partial<Comment>>(db, {
        author_name: '',
        author_email: '',
        author_url: '',
        author_ip: '',
        user_agent: '',
        user_id: null,
        browser_key_hash: null,
        form_key: null,
        is_namesake: false,
        appealed_at: null,
        // Imports keep there what other systems knew of the writer; of a linkback it says what kind it is.
        meta: db.raw(
          `CASE WHEN type = 'comment' THEN '{}'::jsonb ELSE meta END`,
        ) as unknown as Comment['meta'],
      }),
    );
}

export async function reportsBy(
  db: Database,
  persons: string[],
  limit: number,
): Promise<Pick<Report, 'comment_id' | 'reason' | 'words' | 'reported_at'>[]> {
  return db<Report>('comment_reports')
    .whereIn('person', persons)
    .orderBy([{ column: 'reported_at', order: 'desc' }, { column: 'comment_id' }])
    .limit(limit)
    .select('comment_id', 'reason', 'words', 'reported_at');
}

export async function reactionsBy(
  db: Database,
  persons: string[],
  limit: number,
): Promise<{ comment_id: number; reaction: string }[]> {
  const { rows } = await db.raw<{ rows: { comment_id: number; reaction: string }[] }>(
    `SELECT comment_id, reaction FROM comment_reactions WHERE person = ANY(:persons)
      ORDER BY comment_id, reaction LIMIT :limit`,
    { persons, limit },
  );
  return rows;
}

/** Reports and reactions stay counted, and are nobody's. @returns how many */
export async function forgetPersons(db: Database, persons: string[]): Promise<number> {
  const reports = await db.raw<{ rowCount: number }>(
    `UPDATE comment_reports SET person = 'erased ' || gen_random_uuid(), network = NULL, words = ''
      WHERE person = ANY(:persons)`,
    { persons },
  );
  const reactions = await db.raw<{ rowCount: number }>(
    `UPDATE comment_reactions SET person = 'erased ' || gen_random_uuid() WHERE person = ANY(:persons)`,
    { persons },
  );
  return reports.rowCount + reactions.rowCount;
}

/** Names that belong to an account or to browsers. */
export async function namesOf(db: Database, persons: string[]): Promise<string[]> {
  const { rows } = await db.raw<{ rows: { author_name: string }[] }>(
    `SELECT DISTINCT comments.author_name FROM comment_names JOIN comments ON comments.id = comment_id
      WHERE 'user ' || comment_names.user_id = ANY(:persons) OR 'browser ' || comment_names.browser_key_hash = ANY(:persons)
      ORDER BY comments.author_name LIMIT 200`,
    { persons },
  );
  return rows.map(({ author_name }) => author_name);
}

/** Gives up the names of an account or of browsers. @returns how many */
export async function forgetNamesOf(db: Database, persons: string[]): Promise<number> {
  const { rowCount } = await db.raw<{ rowCount: number }>(
    `DELETE FROM comment_names
      WHERE 'user ' || user_id = ANY(:persons) OR 'browser ' || browser_key_hash = ANY(:persons)`,
    { persons },
  );
  return rowCount;
}

/** Bans of an address, an account or browsers, the newest first. */
export async function bansOf(
  db: Database,
  address: string,
  persons: string[],
): Promise<Pick<Ban, 'kind' | 'reason' | 'created_at' | 'ends_at' | 'ended_at'>[]> {
  const { rows } = await db.raw<{
    rows: Pick<Ban, 'kind' | 'reason' | 'created_at' | 'ends_at' | 'ended_at'>[];
  }>(
    `SELECT kind, reason, created_at, ends_at, ended_at FROM comment_bans
      WHERE (kind = 'email' AND value = :address) OR kind || ' ' || value = ANY(:persons)
      ORDER BY created_at DESC, id DESC LIMIT 200`,
    { address, persons },
  );
  return rows;
}

/** Forgets those of them that are over. @returns how many */
export async function forgetEndedBansOf(
  db: Database,
  address: string,
  persons: string[],
  now: Date,
): Promise<number> {
  const { rowCount } = await db.raw<{ rowCount: number }>(
    `DELETE FROM comment_bans
      WHERE ((kind = 'email' AND value = :address) OR kind || ' ' || value = ANY(:persons))
        AND least(ended_at, ends_at) <= :now`,
    { address, persons, now },
  );
  return rowCount;
}

/** What is kept to write to an address: mails of single comments, and links that prove it. @returns whether there was any */
export async function forgetMailOf(db: Database, address: string): Promise<number> {
  const mails = await db('comment_mail').where({ address }).delete();
  const proofs = await db('comment_address_proofs').where({ address }).delete();
  return mails + proofs;
}
