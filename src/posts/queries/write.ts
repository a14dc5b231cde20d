// posts/queries/write.ts: what changes posts and pages.
import type { Database } from '../../base/database/database.ts';
import { extractsOf } from '../content/extracts.ts';
import type { Post } from '../post.ts';
import { withWords } from './words.ts';

export async function insertPost(db: Database, post: Partial<Post>): Promise<Post> {
  const extracts = extractsOf({ html: '', excerpt: '', ...post });
  const [made] = await db<Post>('posts')
    .insert(withWords(db, { title: '', excerpt: '', ...post, ...extracts }))
    .returning('*');
  return made!;
}

/** Changes a post and gives it back as it is now. */
export async function updatePost(db: Database, id: number, values: Partial<Post>): Promise<Post> {
  const isPart = values.html !== undefined && (values.title === undefined || values.excerpt === undefined);
  const row = isPart ? await db<Post>('posts').where({ id }).first('title', 'excerpt') : undefined;
  const changes = withWords(db, { ...values, ...extractsOf(values) }, row);
  const [changed] = await db<Post>('posts').where({ id }).update(changes).returning('*');
  return changed!;
}

/** A post, held until the transaction ends, so that two saves come one after the other. */
export function lockPost(db: Database, id: number): Promise<Post | undefined> {
  return db<Post>('posts').where({ id }).forUpdate().first();
}

/** Scheduled posts whose time has come; those another process holds are left to it. */
export function lockDuePosts(db: Database, now: Date, limit: number): Promise<Post[]> {
  return db<Post>('posts')
    .where({ status: 'future' })
    .where('published_at', '<=', now)
    .orderBy(['published_at', 'id'])
    .limit(limit)
    .forUpdate()
    .skipLocked();
}

export type TakenSlug = Pick<Post, 'id' | 'type' | 'parent_id' | 'slug'>;

/**
 * Lets one transaction after the other choose among slugs that differ in their numbers alone. Taken in one order, so that
 * two never wait for each other.
 */
export async function lockSlugs(db: Database, slugs: string[]): Promise<void> {
  const families = new Set(slugs.map((slug) => slug.slice(0, longestFamily).replace(/(?:-\d*)+$/, '')));
  for (const family of [...families].toSorted())
    await db.raw(`SELECT pg_advisory_xact_lock(hashtextextended('slug ' || :family, 0))`, { family });
}

// A long slug is cut where its number begins: all of one beginning are a family.
const longestFamily = 190;

/** Posts whose slug is one of these words, or begins with one of these beginnings and ends in a number. */
export async function takenSlugs(db: Database, words: string[], beginnings: string[]): Promise<TakenSlug[]> {
  const { rows } = await db.raw<{ rows: TakenSlug[] }>(
    `SELECT id, type, parent_id, slug FROM posts WHERE slug = ANY(:words)
      UNION
     SELECT found.*
       FROM unnest(:beginnings::text[]) AS beginning
      CROSS JOIN LATERAL (
         SELECT id, type, parent_id, slug FROM posts
          WHERE slug ~>=~ beginning AND slug ~<~ (beginning || :last) AND slug ~ '-[0-9]+$'
          ORDER BY slug USING ~<~ LIMIT 20000) AS found
      ORDER BY id LIMIT 100000`,
    { words, beginnings: [...new Set(beginnings)], last: '\u{10ffff}' },
  );
  return rows;
}

/** Remembers what posts were called, so that old links lead to them. */
export async function saveFormerAddresses(
  db: Database,
  posts: Pick<Post, 'id' | 'slug' | 'published_at'>[],
): Promise<void> {
  if (!posts.length) return;
  await db('former_addresses')
    .insert(
      posts.map(({ id: post_id, slug, published_at: published_on }) => ({ post_id, slug, published_on })),
    )
    .onConflict(['post_id', 'slug'])
    .merge();
}

/** A trackback address was told: it goes from `to_ping` to `pinged`. */
export async function markPinged(db: Database, id: number, address: string): Promise<void> {
  await db.raw(
    `UPDATE posts
        SET pinged = trim(E'\\n' FROM pinged || E'\\n' || :address),
            to_ping = array_to_string(array_remove(regexp_split_to_array(trim(to_ping), E'\\\\s+'), :address), E'\\n')
      WHERE id = :id`,
    { id, address },
  );
}
