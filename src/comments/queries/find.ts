// comments/queries/find.ts: single comments, and lists for strangers.
import type { Database } from '../../base/database/database.ts';
import { shownKinds, type Comment } from '../comment.ts';
import type { Knex } from 'knex';

export function findComment(db: Database, id: number): Promise<Comment | undefined> {
  return db<Comment>('comments').where({ id }).first();
}

export function findCommentByForm(db: Database, form_key: string): Promise<Comment | undefined> {
  return db<Comment>('comments').where({ form_key }).first();
}

/**
 * What every stranger may see in lists over several posts: approved, of a shown kind, under a published post or page
 * without a password. Feeds, search, recent comments and APIs begin here; add columns, order and limit.
 */
export function publicComments(db: Database): Knex.QueryBuilder {
  return db('comments')
    .join('posts', 'posts.id', 'comments.post_id')
    .where({ 'comments.status': 'approve', 'posts.status': 'publish', 'posts.password': '' })
    .whereIn('comments.type', shownKinds)
    .whereIn('posts.type', ['post', 'page']);
}

/**
 * The newest comments of the site, or of one post, that every stranger may see, as a subquery: their ids, and how their
 * rows stand (`version` changes with every write).
 */
export function commentsListed(
  db: Database,
  { post_id, limit, offset = 0 }: { post_id?: number; limit: number; offset?: number },
): Knex.QueryBuilder {
  const found = publicComments(db)
    .select('comments.id', db.raw('comments.xmin::text AS version'))
    .orderBy([
      { column: 'comments.posted_at', order: 'desc' },
      { column: 'comments.id', order: 'desc' },
    ])
    .limit(limit)
    .offset(offset);
  return post_id === undefined ? found : found.where('comments.post_id', post_id);
}
