// embeds/list-queries.ts: all links with their states, for their screen.
import type { Database } from '../base/database/database.ts';
import { literalInLike } from '../base/database/like.ts';
import type { Embed, EmbedState } from './embed.ts';

/** How many there are of each state. */
export async function countStates(db: Database, words: string): Promise<Map<EmbedState, number>> {
  const { rows } = await db.raw<{ rows: { state: EmbedState; count: string }[] }>(
    `SELECT state, count(*) AS count FROM (
       SELECT CASE WHEN gone_at IS NOT NULL THEN 'gone' WHEN status <> 'ready' THEN status
                   WHEN failing_since IS NOT NULL THEN 'failing' ELSE 'ready' END AS state
         FROM embeds
        WHERE :like = '%%' OR concat_ws(' ', url, title, provider, site_name) ILIKE :like
     ) AS all_of_them
      GROUP BY state`,
    { like: likeOf(words) },
  );
  return new Map(rows.map(({ state, count }) => [state, Number(count)]));
}

export interface Listed {
  state?: EmbedState;
  /** Some words of address, title or provider; '' for all. */
  words: string;
  limit: number;
  offset: number;
}

/** A page of the list, those looked at last first. */
export async function listEmbeds(
  db: Database,
  { state, words, limit, offset }: Listed,
): Promise<(Embed & { state: EmbedState })[]> {
  const { rows } = await db.raw<{ rows: (Embed & { state: EmbedState })[] }>(
    `SELECT * FROM (
       SELECT *, CASE WHEN gone_at IS NOT NULL THEN 'gone' WHEN status <> 'ready' THEN status
                      WHEN failing_since IS NOT NULL THEN 'failing' ELSE 'ready' END AS state
         FROM embeds
        WHERE :like = '%%' OR concat_ws(' ', url, title, provider, site_name) ILIKE :like
     ) AS all_of_them
      WHERE :state = '' OR state = :state
      ORDER BY looked_at DESC NULLS LAST, url LIMIT :limit OFFSET :offset`,
    { like: likeOf(words), state: state ?? '', limit, offset },
  );
  return rows;
}

const likeOf = (words: string): string => `%${literalInLike(words)}%`;
