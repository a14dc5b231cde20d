// announcements.ts: what features tell those above them, and how. Upward, features communicate only by these.
import type { Database } from './base/database/database.ts';

/** Every announcement and what it carries: ids and addresses, never rows. */
export interface Announcements {
  'post.saved': { post_id: number };
  'post.published': { post_id: number };
  /** With the files that came with its comments, which are gone too. */
  'post.removed': { post_id: number; media_ids: number[] };
  'comment.posted': { comment_id: number };
  'comment.changed': { comment_id: number; post_id: number };
  /** Somebody decided about it in the admin: its status is what they chose. */
  'comment.decided': { comment_id: number };
  'comment.removed': { comment_id: number; post_id: number; media_ids: number[] };
  'linkback.received': { linkback_id: number };
  'media.kept': { media_id: number };
  'media.ready': { media_id: number };
  'media.wanted': { media_id: number };
  'embed.wanted': { url: string };
  'embed.ready': { url: string };
  'embed.due': { url: string };
  'settings.saved': { names: string[] };
}

export type Announcement = keyof Announcements;

/**
 * Puts one row into the queue, in the caller's transaction: a rollback takes it along.
 * Each listener of the announcement is later run, and retried, on its own; it may run twice.
 */
export async function announce<Name extends Announcement>(
  { db }: { db: Database },
  name: Name,
  data: Announcements[Name],
): Promise<void> {
  await db.raw(`SELECT graphile_worker.add_job('announcement', :payload::json)`, {
    payload: JSON.stringify({ name, data }),
  });
}

/** Says that settings changed; for whoever changes them (base/settings/change.ts). */
export const settingsSaved = (db: Database, names: string[]): Promise<void> =>
  announce({ db }, 'settings.saved', { names });

/** Announces the same of many, in one statement. */
export async function announceAll<Name extends Announcement>(
  { db }: { db: Database },
  name: Name,
  all: Announcements[Name][],
): Promise<void> {
  if (!all.length) return;
  await db.raw(
    `SELECT count(graphile_worker.add_job('announcement', one.payload))
       FROM json_array_elements(:payloads::json) AS one (payload)`,
    { payloads: JSON.stringify(all.map((data) => ({ name, data }))) },
  );
}
