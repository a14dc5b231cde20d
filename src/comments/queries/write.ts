// comments/queries/write.ts: what changes comments, and what must be known just before.
import type { Database } from '../../base/database/database.ts';
import type { Comment } from '../comment.ts';
import { commentExtractsOf } from '../content/extracts.ts';
import { withWords } from './words.ts';

export async function insertComment(
  db: Database,
  comment: Partial<Comment> & Pick<Comment, 'post_id' | 'status' | 'content'>,
): Promise<Comment> {
  const row = {
    ...comment,
    ...commentExtractsOf({ html: '', ...comment }),
    ...(comment.meta && { meta: JSON.stringify(comment.meta) as unknown as Comment['meta'] }),
  };
  const [made] = await db<Comment>('comments')
    .insert(withWords(db, { author_name: '', html: '', ...row }))
    .returning('*');
  return made!;
}

export async function updateComment(db: Database, id: number, changes: Partial<Comment>): Promise<void> {
  const isPart = changes.html !== undefined && changes.author_name === undefined;
  const row = isPart ? await db<Comment>('comments').where({ id }).first('author_name') : undefined;
  await db<Comment>('comments')
    .where({ id })
    .update(withWords(db, { ...changes, ...commentExtractsOf(changes) }, row));
}

/** Adds to what is kept with a comment; the same names are replaced. */
export async function mergeMeta(db: Database, id: number, meta: Comment['meta']): Promise<void> {
  await db('comments')
    .where({ id })
    .update({ meta: db.raw('meta || ?::jsonb', [JSON.stringify(meta)]) });
}

/** Lines up the submissions of one author until the transaction ends: two at once would not see each other. */
export async function lockAuthor(db: Database, keys: string[]): Promise<void> {
  await db.raw(
    `SELECT pg_advisory_xact_lock(hashtextextended('comment ' || key, 0))
       FROM unnest(:keys::text[]) WITH ORDINALITY AS one (key, place) ORDER BY place`,
    { keys: keys.toSorted() },
  );
}

/** Who writes, by everything they are known by; '' and null match nothing. */
export interface Writer {
  user_id: number | null;
  author_name: string;
  author_email: string;
  author_ip: string;
}

/** Whether the same words by the same writer stand already in the same place; two webmentions come from two pages. */
export async function isDuplicate(
  db: Database,
  {
    post_id,
    parent_id,
    content,
    type,
    author_url,
    ...writer
  }: Writer & Pick<Comment, 'post_id' | 'parent_id' | 'content' | 'type' | 'author_url'>,
): Promise<boolean> {
  const found = await db<Comment>('comments')
    .where({ post_id, parent_id, content, ...(type === 'webmention' ? { type, author_url } : {}) })
    // The index holds a hash: texts are too long for one.
    .whereRaw('md5(content) = md5(?)', [content])
    .whereNot({ status: 'trash' })
    .where((any) =>
      any
        .where({ author_name: writer.author_name })
        .modify((email) =>
          writer.author_email
            ? email.orWhereRaw('lower(author_email) = lower(?)', [writer.author_email])
            : email,
        ),
    )
    .first('id');
  return found !== undefined;
}

/** When the same writer last left a comment in a stretch of time (an import may hold comments of the future): by user, else by machine, or by email. */
export async function lastPosted(
  db: Database,
  writer: Writer,
  { since, until }: { since: Date; until: Date },
): Promise<Date | undefined> {
  const { rows } = await db.raw<{ rows: { last: Date | null }[] }>(
    `SELECT max(posted_at) AS last FROM (
       SELECT posted_at FROM comments WHERE user_id = :user_id AND posted_at BETWEEN :since AND :until
       UNION ALL
       SELECT posted_at FROM comments
        WHERE :user_id::integer IS NULL AND :ip <> '' AND author_ip = :ip AND posted_at BETWEEN :since AND :until
       UNION ALL
       SELECT posted_at FROM comments
        WHERE :email <> '' AND lower(author_email) = lower(:email) AND posted_at BETWEEN :since AND :until
     ) AS own`,
    { user_id: writer.user_id, ip: writer.author_ip, email: writer.author_email, since, until },
  );
  return rows[0]?.last ?? undefined;
}

/**
 * When the same writer last left a comment on a post, since a time: an account, or else a browser or machine. Not by email:
 * whoever types the address of another would make them wait.
 */
export async function lastOnPost(
  db: Database,
  { user_id, author_ip }: Writer,
  { browser_key_hash, post_id, since }: { browser_key_hash: string | null; post_id: number; since: Date },
): Promise<Date | undefined> {
  const here = `posted_at > :since AND post_id = :post_id AND type = 'comment'`;
  const { rows } = await db.raw<{ rows: { last: Date | null }[] }>(
    `SELECT max(posted_at) AS last FROM (
       SELECT posted_at FROM comments WHERE user_id = :user_id AND ${here}
       UNION ALL
       SELECT posted_at FROM comments WHERE :is_guest AND browser_key_hash = :browser_key_hash AND ${here}
       UNION ALL
       SELECT posted_at FROM comments WHERE :is_guest AND :ip <> '' AND author_ip = :ip AND ${here}
     ) AS own`,
    {
      user_id,
      is_guest: user_id === null,
      browser_key_hash,
      ip: author_ip,
      post_id,
      since,
    },
  );
  return rows[0]?.last ?? undefined;
}

/** Whether this browser, or this user, has a comment that was approved before; `except` is left out. */
export async function hasApprovedComment(
  db: Database,
  { user_id, browser_key_hash }: Pick<Comment, 'user_id' | 'browser_key_hash'>,
  except = 0,
): Promise<boolean> {
  if (user_id === null && browser_key_hash === null) return false;
  const found = await db<Comment>('comments')
    .where({ status: 'approve', type: 'comment' })
    .whereNot({ id: except })
    .where((any) =>
      any
        .where({ user_id: user_id ?? -1 })
        .modify((browser) => (browser_key_hash ? browser.orWhere({ browser_key_hash }) : browser)),
    )
    .first('id');
  return found !== undefined;
}
