// themes/queries.ts: all the SQL about drafts of options, and the pictures that may be chosen.
import type { Database } from '../base/database/database.ts';
import { literalInLike } from '../base/database/like.ts';
import type { Media } from '../media/media.ts';
import type { ThemeValues } from './settings.ts';

/** What somebody chose and has not published. */
export interface ThemeDraft {
  user_id: number;
  stylesheet: string;
  mods: ThemeValues;
  updated_at: Date;
}

export function findDraft(db: Database, user_id: number): Promise<ThemeDraft | undefined> {
  return db<ThemeDraft>('theme_drafts').where({ user_id }).first();
}

export async function storeDraft(
  db: Database,
  { user_id, stylesheet, mods }: Omit<ThemeDraft, 'updated_at'>,
): Promise<void> {
  await db('theme_drafts')
    .insert({ user_id, stylesheet, mods: JSON.stringify(mods), updated_at: db.fn.now() })
    .onConflict('user_id')
    .merge();
}

export async function dropDraft(db: Database, user_id: number): Promise<void> {
  await db('theme_drafts').where({ user_id }).delete();
}

/** Lines up those who publish until the transaction ends: each writes the choices of all themes. */
export async function lockChoices(db: Database): Promise<void> {
  await db.raw(`SELECT pg_advisory_xact_lock(hashtext('quillback theme mods'))`);
}

const choosable = (db: Database) =>
  db<Media>('media')
    .where({ source: 'library', status: 'ready', is_public: true, post_is_public: true })
    .whereLike('mime_type', 'image/%')
    .whereNotNull('file');

/** Pictures of the library that readers may see and that lie here, the newest first; with words only those that have them. */
export function choosablePictures(
  db: Database,
  words: string,
  { limit, offset }: { limit: number; offset: number },
): Promise<Media[]> {
  const query = choosable(db);
  const like = `%${literalInLike(words)}%`;
  if (words)
    void query.where((one) =>
      one.whereILike('name', like).orWhereILike('title', like).orWhereILike('alternative_text', like),
    );
  return query
    .orderBy([
      { column: 'uploaded_at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(limit)
    .offset(offset);
}

export function chosenPicture(db: Database, id: number): Promise<Media | undefined> {
  return choosable(db).where({ id }).first();
}
