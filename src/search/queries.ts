// search/queries.ts: all the SQL of searching. Only what everybody may read is found.
import type { Database } from '../base/database/database.ts';
import type { Wanted } from './words.ts';

export interface Match {
  kind: 'post' | 'comment';
  /** Of the post, or of the comment. */
  id: number;
  post_id: number;
  rank: number;
}

export interface FoundComment {
  id: number;
  author_name: string;
  html: string;
  posted_at: Date;
}

// So many of the newest matches of each kind are ranked; more would cost time and help nobody.
const candidates = 400;

/** The best matches among posts, pages and approved comments of public, unprotected posts; the best first. */
export async function findMatches(db: Database, wanted: Wanted): Promise<Match[]> {
  const { rows } = await db.raw<{ rows: Match[] }>(
    `WITH wanted AS (
       SELECT websearch_to_tsquery('simple', folded(:all))
              || (CASE WHEN :beginning = '' THEN NULL::tsquery
                  WHEN :before = '' THEN to_tsquery('simple', folded(:beginning) || ':*')
                  ELSE websearch_to_tsquery('simple', folded(:before))
                       && to_tsquery('simple', folded(:beginning) || ':*') END) AS prefixed,
              websearch_to_tsquery('simple', folded(:all)) AS plain
     ), query AS (SELECT coalesce(prefixed, plain) AS words FROM wanted),
     posts_found AS (
       SELECT 'post' AS kind, id, id AS post_id, words, published_at AS moment
         FROM posts
        WHERE words @@ (SELECT words FROM query)
          AND status = 'publish' AND type IN ('post', 'page') AND password = ''
        ORDER BY published_at DESC LIMIT :candidates
     ), comments_found AS (
       SELECT 'comment' AS kind, comments.id, post_id, comments.words, posted_at AS moment
         FROM comments JOIN posts ON posts.id = post_id
        WHERE comments.words @@ (SELECT words FROM query)
          AND comments.status = 'approve' AND comments.type = ANY(:kinds)
          AND posts.status = 'publish' AND posts.type IN ('post', 'page') AND posts.password = ''
        ORDER BY posted_at DESC LIMIT :candidates
     )
     SELECT kind, id, post_id, ts_rank_cd('{0.1, 0.4, 0.3, 1.0}', words, (SELECT words FROM query), 1) AS rank
       FROM (SELECT * FROM posts_found UNION ALL SELECT * FROM comments_found) AS found
      ORDER BY rank DESC, moment DESC, kind DESC, id DESC
      LIMIT :candidates`,
    { ...wanted, candidates, kinds: ['comment', 'trackback', 'pingback', 'webmention'] },
  );
  return rows;
}

/** Comments by id, as many as a page shows. */
export async function commentsByIds(db: Database, ids: number[]): Promise<Map<number, FoundComment>> {
  const rows = await db('comments')
    .whereIn('id', ids)
    .orderBy('id')
    .limit(100)
    .select<FoundComment[]>('id', 'author_name', 'html', 'posted_at');
  return new Map(rows.map((row) => [row.id, row]));
}
