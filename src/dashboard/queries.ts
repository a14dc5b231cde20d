// dashboard/queries.ts: what is going on, in a few numbers and lines.
import type { Database } from '../base/database/database.ts';
import type { Comment } from '../comments/comment.ts';
import { draftStatuses, type Post } from '../posts/post.ts';

type LatestComment = Pick<Comment, 'id' | 'author_name' | 'content' | 'posted_at'> & {
  title: string;
};

/** The newest comments that were approved; under posts of one author, when given. */
export function latestComments(db: Database, limit: number, author_id?: number): Promise<LatestComment[]> {
  const query = db('comments')
    .join('posts', 'posts.id', 'comments.post_id')
    .where('comments.status', 'approve')
    .orderBy([
      { column: 'comments.posted_at', order: 'desc' },
      { column: 'comments.id', order: 'desc' },
    ])
    .limit(limit);
  if (author_id) void query.where('posts.author_id', author_id);
  return query.select<LatestComment[]>(
    'comments.id',
    'comments.author_name',
    'comments.content',
    'comments.posted_at',
    'posts.title',
  );
}

const shown = ['id', 'type', 'title', 'status', 'former_status', 'author_id', 'published_at'] as const;
export type DatedPost = Pick<Post, (typeof shown)[number]>;

export interface DatedAsked {
  types: string[];
  /** Only posts of this author. */
  author_id?: number;
  limit: number;
}

/** What comes out next. */
export function scheduledPosts(db: Database, asked: DatedAsked): Promise<DatedPost[]> {
  return dated(db, asked)
    .where({ status: 'future' })
    .orderBy(['published_at', 'id'])
    .select(...shown);
}

/** What came out last. */
export function publishedPosts(db: Database, asked: DatedAsked): Promise<DatedPost[]> {
  return dated(db, asked)
    .where({ status: 'publish' })
    .orderBy([
      { column: 'published_at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .select(...shown);
}

function dated(db: Database, { types, author_id, limit }: DatedAsked) {
  const query = db<Post>('posts').whereIn('type', types).limit(limit);
  return author_id ? query.where({ author_id }) : query;
}

/** What an author works on. */
export function draftsOf(
  db: Database,
  author_id: number,
  limit: number,
): Promise<Pick<Post, 'id' | 'type' | 'title' | 'status' | 'modified_at'>[]> {
  return db<Post>('posts')
    .where({ author_id })
    .whereIn('type', ['post', 'page'])
    .whereIn('status', draftStatuses)
    .orderBy([
      { column: 'modified_at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(limit)
    .select('id', 'type', 'title', 'status', 'modified_at');
}

export interface StorageUsed {
  files: number;
  /** Bytes of all kept files and the smaller copies made of them. */
  uploads: number;
  /** How much of it came with comments. */
  from_comments: number;
  database: number;
  /** Of PostgreSQL. */
  version: string;
}

/** How much space everything takes, in bytes. */
export async function storageUsed(db: Database): Promise<StorageUsed> {
  const { rows } = await db.raw<{ rows: StorageUsed[] }>(
    `SELECT count(*) AS files,
            coalesce(sum(bytes), 0) AS uploads,
            coalesce(sum(bytes) FILTER (WHERE source = 'comment'), 0) AS from_comments,
            pg_database_size(current_database()) AS database,
            split_part(current_setting('server_version'), ' ', 1) AS version
       FROM (SELECT source, byte_size + coalesce((
                      SELECT sum((made ->> 'byte_size')::bigint)
                        FROM jsonb_array_elements(renditions || variants) AS made), 0) AS bytes
               FROM media WHERE file IS NOT NULL) AS kept`,
  );
  return rows[0]!;
}
