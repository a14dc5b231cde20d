// posts/queries/find.ts: single posts and pages.
import type { Database } from '../../base/database/database.ts';
import { literalInLike } from '../../base/database/like.ts';
import { spellingsOf } from '../../terms/term.ts';
import { publishedStatuses, type Post } from '../post.ts';

export type PageInTree = Pick<Post, 'id' | 'slug' | 'title' | 'parent_id' | 'status'>;
const treeColumns = ['id', 'slug', 'title', 'parent_id', 'status'] as const;

export function findPost(db: Database, id: number): Promise<Post | undefined> {
  return db<Post>('posts').where({ id }).first();
}

/** Posts by id, whatever their status; the caller decides who sees them. */
export async function postsByIds(db: Database, ids: number[]): Promise<Map<number, Post>> {
  if (!ids.length) return new Map();
  const rows = await db<Post>('posts').whereIn('id', ids).orderBy('id').limit(1000);
  return new Map(rows.map((post) => [post.id, post]));
}

/** Posts that bear a slug and are out, public or private; the newest first. Usually one. */
export function postsBySlug(db: Database, type: string, slug: string): Promise<Post[]> {
  return db<Post>('posts')
    .where({ type })
    .whereIn('slug', spellingsOf(slug))
    .whereIn('status', publishedStatuses)
    .orderBy([{ column: 'published_at', order: 'desc' }, 'id'])
    .limit(20);
}

/** Pages of any status that bear one of these slugs: what a page's path may be made of. */
export function pagesBySlugs(db: Database, slugs: string[]): Promise<PageInTree[]> {
  return db<Post>('posts')
    .where({ type: 'page' })
    .whereIn('slug', slugs.flatMap(spellingsOf))
    .orderBy('id')
    .limit(500)
    .select(...treeColumns);
}

/** Pages and all above them, by id. */
export async function pagesWithAncestors(db: Database, ids: number[]): Promise<Map<number, PageInTree>> {
  const { rows } = await db.raw<{ rows: PageInTree[] }>(
    `WITH RECURSIVE line AS (
       SELECT id, slug, title, parent_id, status FROM posts WHERE id = ANY(:ids) AND type = 'page'
       UNION SELECT posts.id, posts.slug, posts.title, posts.parent_id, posts.status
         FROM posts JOIN line ON posts.id = line.parent_id WHERE type = 'page'
     )
     SELECT * FROM line ORDER BY id LIMIT 1000`,
    { ids },
  );
  return new Map(rows.map((page) => [page.id, page]));
}

/** Public slugs of authors by user id. */
export async function authorSlugs(db: Database, ids: number[]): Promise<Map<number, string>> {
  const rows = await db('users')
    .whereIn('id', ids)
    .orderBy('id')
    .limit(1000)
    .select<{ id: number; slug: string }[]>('id', 'slug');
  return new Map(rows.map(({ id, slug }) => [id, slug]));
}

/** What a post was once called: the post that bears this slug no longer. */
export function findByFormerSlug(db: Database, slug: string): Promise<Post | undefined> {
  return db<Post>('posts')
    .join('former_addresses', 'former_addresses.post_id', 'posts.id')
    .whereIn('former_addresses.slug', spellingsOf(slug))
    .where({ status: 'publish' })
    .whereIn('type', ['post', 'page'])
    .orderBy('posts.id', 'desc')
    .select<Post[]>('posts.*')
    .first();
}

/** Posts that are out and once bore this slug; the newest first. */
export function postsByFormerSlug(db: Database, slug: string): Promise<Post[]> {
  return db<Post>('posts')
    .join('former_addresses', 'former_addresses.post_id', 'posts.id')
    .whereIn('former_addresses.slug', spellingsOf(slug))
    .whereIn('status', publishedStatuses)
    .orderBy([{ column: 'published_at', order: 'desc' }, 'posts.id'])
    .limit(20)
    .select<Post[]>('posts.*');
}

/**
 * A public post or page that bears this slug, else the one with the shortest that begins so; published in a stretch of
 * time if one is given.
 */
export function findBySlugPrefix(
  db: Database,
  prefix: string,
  span?: { from: Date; until: Date },
): Promise<Post | undefined> {
  const pattern = `${literalInLike(prefix.toLowerCase())}%`;
  return db<Post>('posts')
    .where({ status: 'publish' })
    .whereIn('type', ['post', 'page'])
    .whereLike('slug', pattern)
    .modify((query) => {
      if (span) void query.where('published_at', '>=', span.from).where('published_at', '<', span.until);
    })
    .orderByRaw('length(slug), published_at DESC, id')
    .first();
}
