// embeds/queries.ts: all SQL about embeds.
import type { Database } from '../base/database/database.ts';
import type { Embed } from './embed.ts';

/** What is stored of some links, by address as written; unknown ones are absent. */
export async function embedsByUrls(db: Database, urls: string[]): Promise<Map<string, Embed>> {
  if (!urls.length) return new Map();
  const rows = await db<Embed>('embeds').whereIn('url', urls).orderBy('url').limit(urls.length);
  return new Map(rows.map((row) => [row.url, row]));
}

export function findEmbed(db: Database, url: string): Promise<Embed | undefined> {
  return db<Embed>('embeds').where({ url }).first();
}

type NewEmbed = Pick<Embed, 'url' | 'status' | 'kind' | 'provider' | 'asked_at'>;

/**
 * Adds rows for links not seen before, and takes up those that were fetched before `stale_before`.
 * @returns the addresses to fetch: the new and the stale ones
 */
export async function insertEmbeds(db: Database, embeds: NewEmbed[], stale_before: Date): Promise<string[]> {
  const asked_at = embeds[0]?.asked_at;
  if (!asked_at) return [];
  const rows = await db<Embed>('embeds')
    .insert(embeds)
    .onConflict('url')
    .merge({ asked_at })
    .where('embeds.fetched_at', '<', stale_before)
    .where('embeds.asked_at', '<', stale_before)
    .returning(['url', 'status', 'fetched_at']);
  return rows.filter(({ status, fetched_at }) => status === 'waiting' || fetched_at).map(({ url }) => url);
}

export async function updateEmbed(db: Database, url: string, changes: Partial<Embed>): Promise<void> {
  await db<Embed>('embeds').where({ url }).update(changes);
}

/** The links that show a kept picture. */
export async function urlsWithPoster(db: Database, poster_media_id: number): Promise<string[]> {
  const rows = await db<Embed>('embeds').where({ poster_media_id }).orderBy('url').limit(100).select('url');
  return rows.map(({ url }) => url);
}

/** Those whose time has come, the longest overdue first; they are due again in a month unless somebody looks. */
export async function takeDue(db: Database, now: Date, limit: number): Promise<string[]> {
  const { rows } = await db.raw<{ rows: { url: string }[] }>(
    `UPDATE embeds SET due_at = :now::timestamptz + interval '30 days'
      WHERE url IN (SELECT url FROM embeds WHERE due_at <= :now
                     ORDER BY due_at, url LIMIT :limit FOR UPDATE SKIP LOCKED)
     RETURNING url`,
    { now, limit },
  );
  return rows.map(({ url }) => url);
}

/** The sign that was kept with another page of the same host. */
export async function iconOfHost(db: Database, host: string): Promise<number | undefined> {
  const { rows } = await db.raw<{ rows: { icon_media_id: number }[] }>(
    `SELECT icon_media_id FROM embeds
      WHERE icon_media_id IS NOT NULL AND split_part(url, '/', 3) = :host
      ORDER BY fetched_at DESC LIMIT 1`,
    { host },
  );
  return rows[0]?.icon_media_id;
}

/** How much space the pictures of cards take. */
export async function pictureBytes(db: Database): Promise<number> {
  const row = await db('media').where({ source: 'embed' }).sum<{ sum: string | null }>('byte_size').first();
  return Number(row?.sum ?? 0);
}

/**
 * Until when a service asked to be left alone.
 * @param host only for services that have many hosts; '' else
 */
export async function restOf(
  db: Database,
  provider: string,
  host: string,
  now: Date,
): Promise<Date | undefined> {
  const { rows } = await db.raw<{ rows: { rest: Date | null }[] }>(
    `SELECT max(rests_until) AS rest FROM embeds
      WHERE provider = :provider AND rests_until > :now
        AND (:host = '' OR split_part(url, '/', 3) = :host)`,
    { provider, host, now },
  );
  return rows[0]?.rest ?? undefined;
}

/** Links on a host and on those below it. */
export async function urlsBelow(db: Database, host: string): Promise<string[]> {
  const { rows } = await db.raw<{ rows: { url: string }[] }>(
    `SELECT url FROM embeds
      WHERE split_part(url, '/', 3) = :host OR right(split_part(url, '/', 3), length(:host) + 1) = '.' || :host
      ORDER BY url LIMIT 1000`,
    { host },
  );
  return rows.map(({ url }) => url);
}

/** Forgets the frames of some links until they are named anew. */
export async function dropFrames(db: Database, urls: string[]): Promise<void> {
  await db<Embed>('embeds').whereIn('url', urls).update({ frame_url: '' });
}

/** Deletes what is known of some links; gives the media that stood with them. */
export async function deleteEmbeds(db: Database, urls: string[]): Promise<number[]> {
  const rows = await db<Embed>('embeds')
    .whereIn('url', urls)
    .delete()
    .returning(['poster_media_id', 'icon_media_id']);
  const ids = rows.flatMap(({ poster_media_id, icon_media_id }) => [poster_media_id, icon_media_id]);
  return [...new Set(ids.filter((id) => id !== null))];
}

/** Of some media, those that a link shows. */
export async function picturesInUse(db: Database, ids: number[]): Promise<Set<number>> {
  const { rows } = await db.raw<{ rows: { id: number }[] }>(
    `SELECT id FROM unnest(:ids::int[]) AS id
      WHERE EXISTS (SELECT 1 FROM embeds WHERE poster_media_id = id OR icon_media_id = id)`,
    { ids },
  );
  return new Set(rows.map(({ id }) => id));
}
