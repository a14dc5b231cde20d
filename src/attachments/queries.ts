// attachments/queries.ts: all the SQL about attachments.
import type { Database } from '../base/database/database.ts';
import type { Media } from '../media/media.ts';

/** A file on a comment: the media row with the place and the text it has there. */
export interface AttachmentRow extends Media {
  comment_id: number;
  media_id: number;
  position: number;
}

export interface NewAttachment {
  comment_id: number;
  media_id: number;
  position: number;
  alternative_text?: string;
}

/** Hangs a file on a comment; nothing happens when it hangs there already. */
export async function attach(db: Database, attachment: NewAttachment): Promise<void> {
  await db('attachments').insert(attachment).onConflict(['comment_id', 'media_id']).ignore();
}

/** The files of several comments, each in its order. */
export async function attachmentsOf(
  db: Database,
  comment_ids: number[],
): Promise<Map<number, AttachmentRow[]>> {
  const found = new Map<number, AttachmentRow[]>();
  if (!comment_ids.length) return found;
  const { rows } = await db.raw<{ rows: AttachmentRow[] }>(
    `SELECT media.*, attachments.comment_id, attachments.media_id, attachments.position,
            coalesce(nullif(attachments.alternative_text, ''), media.alternative_text) AS alternative_text
       FROM attachments JOIN media ON media.id = attachments.media_id
      WHERE attachments.comment_id = ANY(:comment_ids)
      ORDER BY attachments.comment_id, attachments.position, attachments.id
      LIMIT 5000`,
    { comment_ids },
  );
  for (const row of rows) found.set(row.comment_id, [...(found.get(row.comment_id) ?? []), row]);
  return found;
}

export async function mediaIdsOf(db: Database, comment_ids: number[]): Promise<number[]> {
  const rows = await db('attachments')
    .distinct<{ media_id: number }[]>('media_id')
    .whereIn('comment_id', comment_ids)
    .orderBy('media_id')
    .limit(5000);
  return rows.map(({ media_id }) => media_id);
}

/** Takes some files off a comment. */
export async function detach(db: Database, comment_id: number, media_ids: number[]): Promise<void> {
  await db('attachments').where({ comment_id }).whereIn('media_id', media_ids).delete();
}

/** Says what files of a comment show, to who cannot see them. */
export async function describe(
  db: Database,
  comment_id: number,
  texts: { media_id: number; alternative_text: string }[],
): Promise<void> {
  await db.raw(
    `UPDATE attachments SET alternative_text = one.alternative_text
       FROM json_to_recordset(:texts::json) AS one (media_id int, alternative_text text)
      WHERE attachments.comment_id = :comment_id AND attachments.media_id = one.media_id`,
    { comment_id, texts: JSON.stringify(texts) },
  );
}

/** Takes all files off some comments. */
export async function detachAll(db: Database, comment_ids: number[]): Promise<void> {
  await db('attachments').whereIn('comment_id', comment_ids).delete();
}

/** Among these media, those that hang on no comment. */
export async function unattached(db: Database, media_ids: number[]): Promise<number[]> {
  const rows = await db('attachments')
    .distinct<{ media_id: number }[]>('media_id')
    .whereIn('media_id', media_ids)
    .orderBy('media_id')
    .limit(5000);
  const attached = new Set(rows.map(({ media_id }) => media_id));
  return media_ids.filter((id) => !attached.has(id));
}

/** All files that came with comments on a post. */
export async function mediaIdsOfPost(db: Database, post_id: number): Promise<number[]> {
  const { rows } = await db.raw<{ rows: { id: number }[] }>(
    `SELECT id FROM media WHERE post_id = :post_id AND source = 'comment' ORDER BY id LIMIT 10000`,
    { post_id },
  );
  return rows.map(({ id }) => id);
}
