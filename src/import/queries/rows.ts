// import/queries/rows.ts: rows of other features as an import writes them: as they were, with their ids where free.
import type { Database } from '../../base/database/database.ts';
import { literalInLike } from '../../base/database/like.ts';
import { shownKinds, type Comment } from '../../comments/comment.ts';
import { withWords as withCommentWords } from '../../comments/queries/words.ts';
import type { Media } from '../../media/media.ts';
import { withAllWords } from '../../media/words/queries.ts';
import type { FormerPath } from '../../posts/queries/former-paths.ts';
import type { Post } from '../../posts/post.ts';
import { withWords } from '../../posts/queries/words.ts';
import type { HighestIds } from '../wxr/highest-ids.ts';
import type { Term } from '../../terms/term.ts';

type Kept = 'users' | 'terms' | 'posts' | 'media' | 'comments';

/**
 * Moves the tables' own counters past the ids of an export. Rows that find their id taken, and those that readers
 * write meanwhile, then get numbers that no record of the file wants.
 */
export async function reserveIds(db: Database, highest: HighestIds): Promise<void> {
  for (const [table, id] of Object.entries(highest)) {
    await db.raw(
      `SELECT setval(pg_get_serial_sequence(:table, 'id'), :id)
        WHERE :id::bigint > coalesce(pg_sequence_last_value(pg_get_serial_sequence(:table, 'id')::regclass), 0)`,
      { table, id },
    );
  }
}

/** Which of these ids nobody has. */
export async function freeIds(db: Database, table: Kept, wanted: number[]): Promise<Set<number>> {
  const ids = wanted.filter((id) => id > 0);
  if (!ids.length) return new Set();
  const taken = await db<{ id: number }>(table)
    .whereIn('id', ids)
    .orderBy('id')
    .limit(ids.length)
    .select('id');
  const free = new Set(ids);
  for (const { id } of taken) free.delete(id);
  return free;
}

/**
 * Lets this transaction end without waiting for the disk: an import may be repeated, and the counting at its end, which
 * does wait, brings everything before it to the disk too.
 */
export async function dontWaitForDisk(db: Database): Promise<void> {
  await db.raw('SET LOCAL synchronous_commit TO off');
}

/** Inserts a row and gives its id. */
export async function insertRow(
  db: Database,
  table: 'posts' | 'media' | 'terms',
  row: Partial<Post> | Partial<Media> | (Partial<Omit<Term, 'taxonomy'>> & { taxonomy: string }),
): Promise<number> {
  const whole = {
    posts: () => withWords(db, { title: '', excerpt: '', html: '', ...(row as Partial<Post>) }),
    media: () => withAllWords(row as Partial<Media>),
    terms: () => row,
  }[table]();
  const [made] = await db(table).insert(asJson(whole)).returning<{ id: number }[]>('id');
  return made!.id;
}

/** Inserts comments and gives their ids, in the order given. */
export async function insertComments(db: Database, comments: Partial<Comment>[]): Promise<number[]> {
  if (!comments.length) return [];
  const whole = comments.map((comment) => withCommentWords(db, { author_name: '', html: '', ...comment }));
  const rows = await db('comments').insert(whole.map(asJson)).returning<{ id: number }[]>('id');
  return rows.map(({ id }) => id);
}

export async function findTermId(db: Database, taxonomy: string, slug: string): Promise<number | undefined> {
  const row = await db<{ id: number; taxonomy: string; slug: string }>('terms')
    .where({ taxonomy, slug })
    .first('id');
  return row?.id;
}

export async function filePost(db: Database, post_id: number, term_ids: number[]): Promise<void> {
  const rows = [...new Set(term_ids)].map((term_id, position) => ({ post_id, term_id, position }));
  if (rows.length) await db('post_terms').insert(rows).onConflict(['post_id', 'term_id']).ignore();
}

/** Which of `slug`, `slug-2` … posts of one type have. */
export async function takenSlugs(db: Database, type: string, slug: string): Promise<Set<string>> {
  const numbered = `${literalInLike(slug)}-%`;
  const rows = await db<Post>('posts')
    .where({ type })
    .where((query) => query.where({ slug }).orWhereRaw('slug LIKE :numbered', { numbered }))
    .orderBy('id')
    .limit(10_000)
    .select('slug');
  return new Set(rows.map((row) => row.slug));
}

export async function insertFormerAddresses(db: Database, post_id: number, slugs: string[]): Promise<void> {
  const rows = [...new Set(slugs)].map((slug) => ({ post_id, slug }));
  if (rows.length) await db('former_addresses').insert(rows).onConflict(['post_id', 'slug']).ignore();
}

/** The first who had an address keeps it. */
export async function insertFormerPaths(db: Database, rows: FormerPath[]): Promise<void> {
  await db<FormerPath>('former_paths').insert(rows).onConflict('path').ignore();
}

/** Sets the counts of terms and posts to what is really there. */
export async function recount(db: Database): Promise<void> {
  await db.raw(`
    UPDATE terms SET post_count = counted.posts
      FROM (SELECT terms.id, count(posts.id) AS posts
              FROM terms
              LEFT JOIN post_terms ON post_terms.term_id = terms.id
              LEFT JOIN posts ON posts.id = post_terms.post_id AND posts.status = 'publish'
             GROUP BY terms.id) AS counted
     WHERE terms.id = counted.id AND terms.post_count <> counted.posts`);
  await db.raw(
    `
    UPDATE posts SET comment_count = counted.comments
      FROM (SELECT posts.id, count(comments.id) AS comments
              FROM posts
              LEFT JOIN comments ON comments.post_id = posts.id AND comments.status = 'approve'
                             AND comments.type = ANY(:kinds)
             GROUP BY posts.id) AS counted
     WHERE posts.id = counted.id AND posts.comment_count <> counted.comments`,
    { kinds: shownKinds },
  );
}

// The driver would write a list as a Postgres array.
function asJson(row: object): object {
  return 'meta' in row ? { ...row, meta: JSON.stringify(row.meta) } : row;
}

export async function takenUserSlugs(db: Database, slug: string): Promise<Set<string>> {
  const rows = await db<{ slug: string }>('users')
    .whereRaw('starts_with(slug, :slug)', { slug })
    .orderBy('slug')
    .limit(10_000)
    .select('slug');
  return new Set(rows.map((row) => row.slug));
}

export async function postsFeaturing(db: Database, featured_media_id: number): Promise<number[]> {
  const rows = await db<Post>('posts').where({ featured_media_id }).orderBy('id').limit(10_000).select('id');
  return rows.map(({ id }) => id);
}

/** A file on a comment, as its row is. */
export interface Hanging {
  comment_id: number;
  media_id: number;
  position: number;
  alternative_text: string;
}

export function hangingOn(db: Database, media_id: number): Promise<Hanging[]> {
  return db<Hanging>('attachments')
    .where({ media_id })
    .orderBy('id')
    .limit(1000)
    .select('comment_id', 'media_id', 'position', 'alternative_text');
}

export async function hangAgain(db: Database, rows: Hanging[]): Promise<void> {
  if (rows.length) await db<Hanging>('attachments').insert(rows);
}

export async function featurePicture(
  db: Database,
  post_ids: number[],
  featured_media_id: number,
): Promise<void> {
  if (post_ids.length) await db<Post>('posts').whereIn('id', post_ids).update({ featured_media_id });
}
