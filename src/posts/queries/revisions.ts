// posts/queries/revisions.ts: what posts said before.
import type { Database } from '../../base/database/database.ts';
import type { Post } from '../post.ts';

export interface Revision extends Pick<Post, 'title' | 'content' | 'content_format' | 'excerpt'> {
  id: number;
  post_id: number;
  author_id: number | null;
  kind: 'revision' | 'autosave';
  created_at: Date;
}

/** The newest revisions of a post, the newest first. */
export function revisionsOf(db: Database, post_id: number, limit = 100): Promise<Revision[]> {
  return db<Revision>('revisions')
    .where({ post_id, kind: 'revision' })
    .orderBy([
      { column: 'created_at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(limit);
}

export function findRevision(db: Database, post_id: number, id: number): Promise<Revision | undefined> {
  return db<Revision>('revisions').where({ post_id, id }).first();
}

export async function insertRevision(db: Database, revision: Omit<Revision, 'id' | 'kind'>): Promise<void> {
  await db('revisions').insert(revision);
}
