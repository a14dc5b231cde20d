// bench/corpus.ts: fills a fresh blog with posts and comments, straight into the tables.
import type { Database } from '../src/base/database/database.ts';

export interface Corpus {
  posts: number;
  comments: number;
}

/** How many comments the first posts have; the rest is spread over the others. */
export const marked = { twenty: 20, twoHundred: 200, fiveThousand: 5000 };

/** Site-relative addresses of the marked posts. */
export const paths = {
  twenty: '/2020/01/01/bench-1/',
  twoHundred: '/2020/01/01/bench-2/',
  fiveThousand: '/2020/01/01/bench-3/',
};

/** Writes the corpus. The same numbers give the same corpus. */
export async function fill(db: Database, { posts, comments }: Corpus): Promise<void> {
  const { twenty, twoHundred, fiveThousand } = marked;
  await db.raw(`INSERT INTO users (login, slug, email, display_name, role)
                VALUES ('bench', 'bench-author', 'bench@example.com', 'Bench', 'administrator')`);
  await db.raw(makePosts, { posts, html: postHtml });
  await db.raw(`INSERT INTO post_terms (post_id, term_id)
                SELECT posts.id, terms.id FROM posts, terms WHERE terms.slug = 'uncategorized' AND posts.id > 100000`);
  await db.raw(`UPDATE terms SET post_count = (SELECT count(*) FROM post_terms WHERE term_id = terms.id)`);
  await db.raw(makeComments, {
    posts,
    comments,
    twenty,
    twoHundred,
    all: twenty + twoHundred + fiveThousand,
    html: commentHtml,
  });
  await db.raw(`UPDATE posts SET comment_count = (SELECT count(*) FROM comments WHERE post_id = posts.id)`);
  await db.raw(`SELECT setval(pg_get_serial_sequence('posts', 'id'), (SELECT max(id) FROM posts)),
                       setval(pg_get_serial_sequence('comments', 'id'), (SELECT max(id) FROM comments))`);
  await db.raw('VACUUM ANALYZE');
}

const sentence =
  'Wind was in the wires again, and nobody who walked down to the harbour spoke of anything else. ';
const paragraph = `<p>${sentence.repeat(3)}<a href="https://example.org/">A link</a> and <em>some</em> words.</p>`;
const postHtml = `${paragraph.repeat(4)}<h2>Further on</h2>${paragraph.repeat(4)}`;
const commentHtml = `<p>${sentence}<a href="https://example.org/" rel="nofollow ugc">A link.</a></p><p>${sentence}</p>`;

// The marked posts share a day in the past; the others follow within twelve years, the newest today.
const makePosts = `
  INSERT INTO posts (id, title, slug, status, published_at, created_at, content, html, html_version, author_id, guid)
  SELECT 100000 + n, 'Bench ' || n, 'bench-' || n, 'publish', at, at, :html, :html, 30000,
         (SELECT id FROM users WHERE login = 'bench'), ''
    FROM generate_series(1, :posts::int) AS n,
 LATERAL (SELECT CASE WHEN n <= 3 THEN timestamptz '2020-01-01 12:00Z'
                      ELSE now() - (:posts::int - n) * least(interval '7 hours', interval '4380 days' / :posts::int) END AS at) AS made`;

// Of four comments in a row, one begins a thread, two answer the one before, the last answers the first.
const makeComments = `
  INSERT INTO comments (id, post_id, parent_id, status, author_name, author_email, author_ip, content, html,
                        html_version, posted_at)
  SELECT 100000 + n, post_id, CASE nth % 4 WHEN 0 THEN NULL WHEN 3 THEN 100000 + n - 3 ELSE 100000 + n - 1 END,
         'approve', 'Reader ' || n % 500, 'reader' || n % 500 || '@example.com', '',
         :html, :html, 30000, timestamptz '2020-02-01 12:00Z' + n * interval '1 minute'
    FROM (SELECT n, post_id, row_number() OVER (PARTITION BY post_id ORDER BY n) - 1 AS nth
            FROM (SELECT n, 100000 + CASE
                         WHEN n <= :twenty::int THEN 1
                         WHEN n <= :twenty::int + :twoHundred::int THEN 2
                         WHEN n <= :all::int THEN 3
                         ELSE 4 + ((n - 1 - :all::int) / 4) % greatest(:posts::int - 3, 1) END AS post_id
                    FROM generate_series(1, :comments::int) AS n) AS spread) AS numbered
   ORDER BY n`;
