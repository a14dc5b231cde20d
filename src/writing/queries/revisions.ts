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

/** How many revisions a post has, and which is the last. */
export interface RevisionCount {
  count: number;
  last_id: number;
}

/** By post id; posts without revisions are absent. */
export async function countRevisions(db: Database, post_ids: number[]): Promise<Map<number, RevisionCount>> {
  if (!post_ids.length) return new Map();
  const rows = await db<Revision>('revisions')
    .where({ kind: 'revision' })
    .whereIn('post_id', post_ids)
    .groupBy('post_id')
    .orderBy('post_id')
    .limit(post_ids.length)
    .select<(RevisionCount & { post_id: number })[]>(
      'post_id',
      db.raw('count(*)::int AS count'),
      db.raw('max(id) AS last_id'),
    );
  return new Map(rows.map(({ post_id, count, last_id }) => [post_id, { count, last_id }]));
}

/** A page of a post's revisions. */
export function revisionsPage(
  db: Database,
  post_id: number,
  order: 'asc' | 'desc',
  { limit, offset }: { limit: number; offset: number },
): Promise<Revision[]> {
  return db<Revision>('revisions')
    .where({ post_id, kind: 'revision' })
    .orderBy([
      { column: 'created_at', order },
      { column: 'id', order },
    ])
    .limit(limit)
    .offset(offset);
}

/** What people typed into a post and have not saved, the newest first. */
export function autosavesOf(db: Database, post_id: number): Promise<Revision[]> {
  return db<Revision>('revisions')
    .where({ post_id, kind: 'autosave' })
    .orderBy([{ column: 'created_at', order: 'desc' }, 'id'])
    .limit(20);
}

export async function deleteRevision(db: Database, post_id: number, id: number): Promise<void> {
  await db<Revision>('revisions').where({ post_id, id, kind: 'revision' }).delete();
}
