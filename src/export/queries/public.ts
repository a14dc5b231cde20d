// export/queries/public.ts: what has a page for everybody, in portions.
import type { Database } from '../../base/database/database.ts';
import type { Author } from '../../posts/queries/authors.ts';
import type { Post } from '../../posts/post.ts';
import type { Term } from '../../terms/term.ts';

export type PublicPost = Pick<Post, 'id' | 'type' | 'status' | 'slug' | 'author_id' | 'parent_id'> & {
  published_at: Date;
  /** The time with its microseconds, to go on from. */
  moment: string;
};

/** Posts and pages that are out, the newest first. @param before the last one of the portion before */
export async function publicPosts(
  db: Database,
  before: PublicPost | undefined,
  limit: number,
): Promise<PublicPost[]> {
  const query = db('posts').where({ status: 'publish' }).whereIn('type', ['post', 'page']);
  if (before) void query.whereRaw('(published_at, id) < (?::timestamptz, ?)', [before.moment, before.id]);
  return query
    .orderByRaw('published_at DESC, id DESC')
    .limit(limit)
    .select<PublicPost[]>(
      'id',
      'type',
      'status',
      'slug',
      'author_id',
      'parent_id',
      'published_at',
      db.raw('published_at::text AS moment'),
    );
}

/** Categories and tags, those without posts too: pages link to them. */
export function publicTerms(db: Database, after: number, limit: number): Promise<Term[]> {
  return db<Term>('terms')
    .whereIn('taxonomy', ['category', 'post_tag'])
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit);
}

export function publicAuthors(db: Database, after: number, limit: number): Promise<Author[]> {
  return db('users')
    .where('id', '>', after)
    .whereExists(
      db('posts')
        .whereRaw('posts.author_id = users.id')
        .where({ type: 'post', status: 'publish' })
        .select('id'),
    )
    .orderBy('id')
    .limit(limit)
    .select<Author[]>('id', 'slug', 'display_name', 'bio', 'url');
}
