// library/queries.ts: the media list of the admin, its counts.
import type { Database } from '../base/database/database.ts';
import { whereHolding } from '../base/words/holding-queries.ts';
import { wantedOf } from '../base/words/wanted.ts';
import type { Media } from '../media/media.ts';

/** `all`: what was uploaded here; the others narrow it, but for `comments`: what came with comments. */
export const mediaViews = ['all', 'unattached', 'undescribed', 'elsewhere', 'comments'] as const;
export type MediaListView = (typeof mediaViews)[number];

export const mediaKinds = ['image', 'audio', 'video', 'document'] as const;
export type MediaListKind = (typeof mediaKinds)[number];

export interface MediaFilter {
  view: MediaListView;
  kind?: MediaListKind;
  /** When it was uploaded. */
  span?: { from: Date; until: Date };
  /** Words, "phrases", -without, in name, title, alternative text, caption or description. */
  search?: string;
  uploaded_by?: number;
}

/** A page of the library, the newest first. */
export function mediaForList(
  db: Database,
  filter: MediaFilter,
  { limit, offset }: { limit: number; offset: number },
): Promise<Media[]> {
  return filtered(db, filter)
    .orderBy([
      { column: 'uploaded_at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(limit)
    .offset(offset);
}

/** Files of the library that lie at another site. */
export function mediaElsewhere(db: Database): Promise<number[]> {
  return filtered(db, { view: 'elsewhere' }).orderBy('id').limit(100_000).pluck('id');
}

export async function countMedia(db: Database, filter: MediaFilter): Promise<number> {
  const [row] = await filtered(db, filter).count<{ count: number }[]>('* as count');
  return row!.count;
}

/** How many files each view holds; of one uploader, when given. */
export async function countsByView(
  db: Database,
  uploaded_by: number | undefined,
): Promise<Record<MediaListView, number>> {
  const { rows } = await db.raw<{ rows: Record<MediaListView, number>[] }>(
    `SELECT count(*) FILTER (WHERE source = 'library') AS all,
            count(*) FILTER (WHERE source = 'library' AND used.id IS NULL) AS unattached,
            count(*) FILTER (WHERE source = 'library' AND mime_type LIKE 'image/%' AND alternative_text = '')
              AS undescribed,
            count(*) FILTER (WHERE source = 'library' AND file IS NULL) AS elsewhere,
            count(*) FILTER (WHERE source = 'comment') AS comments
       FROM media
       LEFT JOIN (SELECT unnest(media_ids) AS id FROM posts
                  UNION SELECT featured_media_id FROM posts WHERE featured_media_id IS NOT NULL) AS used
         ON used.id = media.id
      WHERE :uploaded_by::integer IS NULL OR uploaded_by = :uploaded_by`,
    { uploaded_by: uploaded_by ?? null },
  );
  return rows[0]!;
}

/** How many files of each kind a view holds. */
export async function countsByKind(
  db: Database,
  { view, uploaded_by }: Pick<MediaFilter, 'view' | 'uploaded_by'>,
): Promise<Map<MediaListKind, number>> {
  const rows = await filtered(db, { view, uploaded_by })
    .select(
      db.raw(
        `CASE WHEN split_part(mime_type, '/', 1) IN ('image', 'audio', 'video')
              THEN split_part(mime_type, '/', 1) ELSE 'document' END AS kind`,
      ),
    )
    .groupBy('kind')
    .orderBy('kind')
    .limit(mediaKinds.length)
    .count<{ kind: MediaListKind; count: number }[]>('* as count');
  return new Map(rows.map(({ kind, count }) => [kind, count]));
}

/** The months in which files came, as 2026-08, the newest first. */
export async function monthsOfMedia(
  db: Database,
  { view, uploaded_by }: Pick<MediaFilter, 'view' | 'uploaded_by'>,
  zone: string,
): Promise<string[]> {
  const rows = await filtered(db, { view, uploaded_by })
    .distinct<{ month: string }[]>(
      db.raw(`to_char(uploaded_at AT TIME ZONE :zone, 'YYYY-MM') AS month`, { zone }),
    )
    .orderBy('month', 'desc')
    .limit(600);
  return rows.map(({ month }) => month);
}

function filtered(db: Database, { view, kind, span, search, uploaded_by }: MediaFilter) {
  const query = db<Media>('media').where({ source: view === 'comments' ? 'comment' : 'library' });
  if (view === 'unattached') void query.whereRaw(unattached);
  if (view === 'undescribed') void query.whereLike('mime_type', 'image/%').where({ alternative_text: '' });
  if (view === 'elsewhere') void query.whereNull('file');
  if (kind === 'document')
    void query.whereRaw(`split_part(mime_type, '/', 1) NOT IN ('image', 'audio', 'video')`);
  else if (kind) void query.whereLike('mime_type', `${kind}/%`);
  if (span) void query.where('uploaded_at', '>=', span.from).where('uploaded_at', '<', span.until);
  if (uploaded_by) void query.where({ uploaded_by });
  const wanted = search && wantedOf(search, { beginnings: 'all', signs: true });
  if (wanted)
    whereHolding(query, {
      wanted,
      columns: ['name', 'title', 'alternative_text', 'caption', 'description'],
      words: 'words',
    });
  return query;
}

const unattached = `NOT EXISTS (SELECT FROM posts WHERE media_ids @> ARRAY[media.id])
                AND NOT EXISTS (SELECT FROM posts WHERE featured_media_id = media.id)`;
