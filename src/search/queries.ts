// search/queries.ts: all the SQL of searching. Only what everybody may read is found.
import type { Database } from '../base/database/database.ts';
import { queryOf, searching } from '../base/words/queries.ts';
import { inWeight, type Wanted } from '../base/words/wanted.ts';

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
  plain: string | null;
  feed_html: string | null;
  posted_at: Date;
}

/** So many of the newest matches of each kind are ranked; more would cost time and help nobody. */
const ranked = 400;
/** So many matches of each kind are looked at, in no order. */
const looked = 2000;
/** Of words that more texts hold, the newest texts are looked through as well. */
const recent = 5000;

/**
 * The best matches among posts, pages and approved comments of public, unprotected posts, 400 at most: first those with all
 * words in the title, then with some, then by how often and how near to one another they stand, the newest first.
 * Words that more than 2,000 texts of a kind hold are looked for in the newest 5,000 of it and in 2,000 others.
 * @throws PostgreSQL's query_canceled (57014) after three seconds
 */
export async function findMatches(db: Database, wanted: Wanted): Promise<Match[]> {
  return searching(db, async (transaction) => {
    const { exact, indexed } = await queryOf(transaction, wanted);
    const { rows } = await transaction.raw<{ rows: Match[] }>(
      `WITH ${postCandidates}, ${commentCandidates}
       SELECT kind, id, post_id, ts_rank_cd('{0.1, 0.4, 0.3, 1.0}', words, :exact::tsquery) AS rank
         FROM (SELECT * FROM posts_found UNION ALL SELECT * FROM comments_found) AS found
        ORDER BY (words @@ :titled::tsquery)::int + (words @@ :named::tsquery)::int DESC, rank DESC, moment DESC,
                 kind DESC, id DESC
        LIMIT :ranked`,
      {
        exact,
        indexed: indexed || null,
        titled: inWeight(wanted, 'A', 'all'),
        named: inWeight(wanted, 'A', 'any'),
        ranked,
        looked,
        recent,
        kinds: ['comment', 'trackback', 'pingback', 'webmention'],
      },
    );
    return rows;
  });
}

// IS NOT DISTINCT FROM keeps the planner from an index of statuses or dates, which it would walk to the end in the hope
// of early matches: only the index of words can tell that there are none.
const postCandidates = `posts_indexed AS MATERIALIZED (
       SELECT id, words, published_at AS moment
         FROM posts
        WHERE words @@ :indexed::tsquery AND status IS NOT DISTINCT FROM 'publish'
          AND type IN ('post', 'page') AND password IS NOT DISTINCT FROM ''
        LIMIT :looked
     ), posts_recent AS MATERIALIZED (
       SELECT id, words, published_at AS moment
         FROM (SELECT id, type, password, words, published_at FROM posts WHERE status = 'publish'
                ORDER BY published_at DESC, id DESC LIMIT :recent) AS newest
        WHERE (:indexed::tsquery IS NULL OR (SELECT count(*) FROM posts_indexed) = :looked)
          AND words @@ :exact::tsquery AND type IN ('post', 'page') AND password = ''
          AND id NOT IN (SELECT id FROM posts_indexed)
     ), posts_found AS (
       SELECT 'post' AS kind, id, id AS post_id, words, moment
         FROM (SELECT * FROM posts_indexed UNION ALL SELECT * FROM posts_recent) AS candidates
        WHERE words @@ :exact::tsquery
        ORDER BY moment DESC, id DESC LIMIT :ranked
     )`;

const commentCandidates = `comments_indexed AS MATERIALIZED (
       SELECT id, post_id, words, posted_at AS moment
         FROM comments
        WHERE words @@ :indexed::tsquery AND status IS NOT DISTINCT FROM 'approve' AND type = ANY(:kinds)
        LIMIT :looked
     ), comments_recent AS MATERIALIZED (
       SELECT id, post_id, words, posted_at AS moment
         FROM (SELECT id, post_id, type, words, posted_at FROM comments WHERE status = 'approve'
                ORDER BY posted_at DESC, id DESC LIMIT :recent) AS newest
        WHERE (:indexed::tsquery IS NULL OR (SELECT count(*) FROM comments_indexed) = :looked)
          AND words @@ :exact::tsquery AND type = ANY(:kinds)
          AND id NOT IN (SELECT id FROM comments_indexed)
     ), comments_found AS (
       SELECT 'comment' AS kind, candidates.id, post_id, candidates.words, moment
         FROM (SELECT * FROM comments_indexed UNION ALL SELECT * FROM comments_recent) AS candidates
         JOIN posts ON posts.id = post_id
        WHERE candidates.words @@ :exact::tsquery
          AND posts.status = 'publish' AND posts.type IN ('post', 'page') AND posts.password = ''
        ORDER BY moment DESC, candidates.id DESC LIMIT :ranked
     )`;

/** Comments by id, as many as a page shows. */
export async function commentsByIds(db: Database, ids: number[]): Promise<Map<number, FoundComment>> {
  const rows = await db('comments')
    .whereIn('id', ids)
    .orderBy('id')
    .limit(100)
    .select<FoundComment[]>('id', 'author_name', 'html', 'plain', 'feed_html', 'posted_at');
  return new Map(rows.map((row) => [row.id, row]));
}
