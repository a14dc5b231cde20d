// posts/queries/authors.ts: people as readers meet them: only those with public posts, never login or email.
import type { Database } from '../../base/database/database.ts';

/** What the public may know of an author. */
export interface Author {
  id: number;
  slug: string;
  display_name: string;
  bio: string;
  url: string;
}

const columns = ['id', 'slug', 'display_name', 'bio', 'url'];

/** An author with at least one public post, by the public slug, else by that of an address elsewhere. */
export function findAuthorBySlug(db: Database, given: string): Promise<Author | undefined> {
  const slug = given.toLowerCase();
  return published(db)
    .whereRaw('(slug = :slug OR id IN (SELECT user_id FROM former_user_slugs WHERE slug = :slug))', { slug })
    .orderByRaw('slug = :slug DESC, id', { slug })
    .first<Author>(columns);
}

/** An author with at least one public post, by id. */
export function findAuthorById(db: Database, id: number): Promise<Author | undefined> {
  return published(db).where({ id }).first<Author>(columns);
}

/** The authors of posts by user id, whatever the posts' status. */
export async function authorsByIds(db: Database, ids: (number | null)[]): Promise<Map<number, Author>> {
  const wanted = [...new Set(ids.flatMap((id) => id ?? []))];
  if (!wanted.length) return new Map();
  const rows = await db('users').whereIn('id', wanted).orderBy('id').limit(1000).select<Author[]>(columns);
  return new Map(rows.map((author) => [author.id, author]));
}

function published(db: Database) {
  return db('users').whereExists((query) =>
    query
      .select(db.raw('1'))
      .from('posts')
      .whereRaw('posts.author_id = users.id')
      .where({ type: 'post', status: 'publish' }),
  );
}
