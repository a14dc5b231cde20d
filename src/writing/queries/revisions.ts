// writing/queries/revisions.ts: what posts said before.
import type { Database } from '../../base/database/database.ts';
import type { PostText } from '../../posts/post.ts';

export interface Revision extends PostText {
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

/** Everything that is kept of a post's texts, autosaves too, the newest first. */
export function keptTextsOf(db: Database, post_id: number, limit = 100): Promise<Revision[]> {
  return db<Revision>('revisions')
    .where({ post_id })
    .orderBy([
      { column: 'created_at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(limit);
}

export function findRevision(db: Database, post_id: number, id: number): Promise<Revision | undefined> {
  return db<Revision>('revisions').where({ post_id, id }).first();
}

/** Forgets the oldest revisions, so that no more than so many are left. */
export async function deleteOldRevisions(db: Database, post_id: number, most: number): Promise<void> {
  const kind = 'revision';
  await db<Revision>('revisions')
    .where({ post_id, kind })
    .whereNotIn('id', (kept) =>
      kept
        .select('id')
        .from('revisions')
        .where({ post_id, kind })
        .orderBy([
          { column: 'created_at', order: 'desc' },
          { column: 'id', order: 'desc' },
        ])
        .limit(most),
    )
    .delete();
}

/** What this author typed into the post and has not saved. */
export function autosaveOf(db: Database, post_id: number, author_id: number): Promise<Revision | undefined> {
  return db<Revision>('revisions').where({ post_id, author_id, kind: 'autosave' }).first();
}

/** Keeps an autosave in the place of the one before. */
export async function putAutosave(db: Database, autosave: Omit<Revision, 'id' | 'kind'>): Promise<Revision> {
  const [kept] = await db<Revision>('revisions')
    .insert({ ...autosave, kind: 'autosave' })
    .onConflict(db.raw(`(post_id, author_id) WHERE kind = 'autosave'`))
    .merge(['title', 'content', 'content_format', 'excerpt', 'created_at'])
    .returning('*');
  return kept!;
}

export async function deleteAutosave(db: Database, post_id: number, author_id: number): Promise<void> {
  await db('revisions').where({ post_id, author_id, kind: 'autosave' }).delete();
}

export async function insertRevision(db: Database, revision: Omit<Revision, 'id' | 'kind'>): Promise<void> {
  await db('revisions').insert(revision);
}
