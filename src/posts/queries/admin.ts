// posts/queries/admin.ts: the admin's lists of posts and pages.
import type { Database } from '../../base/database/database.ts';
import type { Media } from '../../media/media.ts';
import type { Post, PostStatus } from '../post.ts';

const shown = [
  'id',
  'type',
  'title',
  'slug',
  'status',
  'former_status',
  'author_id',
  'parent_id',
  'published_at',
  'modified_at',
  'comment_count',
  'is_sticky',
  'password',
] as const;

export type ListedPost = Pick<Post, (typeof shown)[number]>;

export interface PostFilter {
  type: string;
  /** Left out: all but the bin. */
  status?: PostStatus;
  /** Only posts of this author. */
  author_id?: number;
  term_id?: number;
  /** Words in title or text, taken literally. */
  search?: string;
}

/** A page of the list, what was worked on last first. */
export function postsForDesk(
  db: Database,
  filter: PostFilter,
  { limit, offset }: { limit: number; offset: number },
): Promise<ListedPost[]> {
  return filtered(db, filter)
    .orderByRaw('coalesce(published_at, modified_at) DESC, id DESC')
    .limit(limit)
    .offset(offset)
    .select(...shown);
}

export async function countForDesk(db: Database, filter: PostFilter): Promise<number> {
  const [row] = await filtered(db, filter).count<{ count: number }[]>('* as count');
  return row!.count;
}

export interface TitleAsked {
  type: string;
  statuses: PostStatus[];
  /** Only posts of this author. */
  author_id?: number;
  /** All of them stand in the title, taken literally. */
  words: string[];
}

/** Posts by words of their title: those that begin with the first word, then the newest. */
export function postsByTitle(
  db: Database,
  { type, statuses, author_id, words }: TitleAsked,
  limit: number,
): Promise<ListedPost[]> {
  const literal = words.map((word) => word.replaceAll(/[\\%_]/g, '\\$&'));
  const query = db<Post>('posts').where({ type }).whereIn('status', statuses);
  if (author_id) void query.where({ author_id });
  for (const word of literal) void query.whereILike('title', `%${word}%`);
  return query
    .orderByRaw('title ILIKE :begin DESC, coalesce(published_at, modified_at) DESC, id DESC', {
      begin: `${literal[0] ?? ''}%`,
    })
    .limit(limit)
    .select(...shown);
}

/** How many posts of a type have each status; of one author, when given. */
export async function countsByStatus(
  db: Database,
  { type, author_id }: PostFilter,
): Promise<Map<PostStatus, number>> {
  const rows = await db<Post>('posts')
    .where({ type, ...(author_id && { author_id }) })
    .groupBy('status')
    .orderBy('status')
    .limit(10)
    .select('status')
    .count<{ status: PostStatus; count: number }[]>('* as count');
  return new Map(rows.map(({ status, count }) => [status, count]));
}

/** Pages that may stand above another one: all but itself, by order and title. */
export function possibleParents(
  db: Database,
  id: number,
): Promise<Pick<Post, 'id' | 'title' | 'parent_id'>[]> {
  return db<Post>('posts')
    .where({ type: 'page' })
    .whereNot({ status: 'trash' })
    .whereNot({ id })
    .orderBy(['menu_order', 'title', 'id'])
    .limit(2000)
    .select('id', 'title', 'parent_id');
}

/** Whether making `parent_id` the parent of `id` would close a circle. */
export async function isBelow(db: Database, parent_id: number, id: number): Promise<boolean> {
  const { rows } = await db.raw<{ rows: unknown[] }>(
    `WITH RECURSIVE line AS (
       SELECT id, parent_id FROM posts WHERE id = :parent_id
       UNION SELECT posts.id, posts.parent_id FROM posts JOIN line ON posts.id = line.parent_id
     )
     SELECT 1 FROM line WHERE id = :id LIMIT 1`,
    { parent_id, id },
  );
  return rows.length > 0;
}

/** Pages for a choice in settings. */
export function publishedPages(db: Database): Promise<Pick<Post, 'id' | 'title'>[]> {
  return db<Post>('posts')
    .where({ type: 'page', status: 'publish' })
    .orderBy(['menu_order', 'title', 'id'])
    .limit(2000)
    .select('id', 'title');
}

function filtered(db: Database, { type, status, author_id, term_id, search }: PostFilter) {
  const query = db<Post>('posts').where({ type });
  if (status) void query.where({ status });
  else void query.whereNot({ status: 'trash' });
  if (author_id) void query.where({ author_id });
  if (term_id) {
    void query.whereIn('id', db('post_terms').select('post_id').where({ term_id }));
  }
  if (search) {
    const words = `%${search.replaceAll(/[\\%_]/g, '\\$&')}%`;
    void query.where((one) => one.whereILike('title', words).orWhereILike('content', words));
  }
  return query;
}

/** The newest pictures of the library, and the one that is chosen already. */
export async function pictureChoices(db: Database, chosen: number): Promise<Media[]> {
  return db<Media>('media')
    .where({ source: 'library' })
    .where('mime_type', 'like', 'image/%')
    .orderByRaw('id = :chosen DESC, id DESC', { chosen })
    .limit(24);
}

/** Whether nobody has written anything here yet. */
export async function isWithoutPosts(db: Database): Promise<boolean> {
  return (await db<Post>('posts').first('id')) === undefined;
}
