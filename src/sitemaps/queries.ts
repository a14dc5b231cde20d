// sitemaps/queries.ts: all the SQL of sitemaps: a file is a stretch of ids, found in an index.
import type { Database } from '../base/database/database.ts';
import type { Media } from '../media/media.ts';
import { postFormats, type Post, type PostFormat } from '../posts/post.ts';
import type { Taxonomy, Term } from '../terms/term.ts';
import { idsOf, idsPerFile, imagesPerPost } from './sitemap.ts';

/** The protocol's limit of an index (sitemaps.org, "Sitemap file limits"). */
const mostFiles = 50_000;

/** What a sitemap needs of a post. */
export type SitemapPost = Pick<
  Post,
  'id' | 'type' | 'status' | 'slug' | 'published_at' | 'modified_at' | 'author_id' | 'parent_id' | 'password'
> & { image_ids: number[] };

// A post that names its source as the right address, or none at all, is not to be listed here.
const listed = `status = 'publish' AND canonical = 'own'`;

/**
 * The numbers of the files that hold something: from the first id of each file one jump in the index leads to the next.
 * @param rows a table with its conditions, in which `ids` is looked for
 */
async function numbersOf(
  db: Database,
  { ids, rows }: { ids: string; rows: string },
  bindings: Record<string, string>,
): Promise<number[]> {
  const first = (after: string) => `(SELECT min(${ids}) FROM ${rows} AND ${ids} > ${after})`;
  const { rows: found } = await db.raw<{ rows: { number: number }[] }>(
    `WITH RECURSIVE files AS (
       SELECT ${first('0')} AS id
       UNION ALL
       SELECT ${first(`((files.id - 1) / ${idsPerFile} + 1) * ${idsPerFile}`)} FROM files WHERE files.id IS NOT NULL
     )
     SELECT ((id - 1) / ${idsPerFile} + 1)::int AS number FROM files WHERE id IS NOT NULL LIMIT ${mostFiles}`,
    bindings,
  );
  return found.map(({ number }) => number);
}

/** The files of public posts or pages. */
export const filesOfPosts = (db: Database, type: 'post' | 'page'): Promise<number[]> =>
  numbersOf(db, { ids: 'id', rows: `posts WHERE type = :type AND ${listed}` }, { type });

/** The files of categories or tags with public posts. */
export const filesOfTerms = (db: Database, taxonomy: Taxonomy): Promise<number[]> =>
  numbersOf(db, { ids: 'id', rows: 'terms WHERE taxonomy = :taxonomy AND post_count > 0' }, { taxonomy });

/** The files of people with public posts. */
export const filesOfAuthors = (db: Database): Promise<number[]> =>
  numbersOf(db, { ids: 'author_id', rows: `posts WHERE type = 'post' AND status = 'publish'` }, {});

/** Public posts or pages of one file, by id. */
export async function postsInFile(db: Database, type: string, number: number): Promise<SitemapPost[]> {
  const { rows } = await db.raw<{ rows: SitemapPost[] }>(
    `SELECT id, type, status, slug, published_at, modified_at, author_id, parent_id, password,
            (array_remove(featured_media_id || media_ids, NULL))[1:${imagesPerPost}] AS image_ids
       FROM posts WHERE type = :type AND ${listed} AND id BETWEEN :from AND :to
      ORDER BY id LIMIT ${idsPerFile}`,
    { type, ...idsOf(number) },
  );
  return rows;
}

/** Categories or tags of one file, by id. */
export function termsInFile(db: Database, taxonomy: Taxonomy, number: number): Promise<Term[]> {
  const { from, to } = idsOf(number);
  return db<Term>('terms')
    .where({ taxonomy })
    .where('post_count', '>', 0)
    .whereBetween('id', [from, to])
    .orderBy('id')
    .limit(idsPerFile);
}

/** People with public posts, of one file, by id. */
export async function authorsInFile(db: Database, number: number): Promise<{ id: number; slug: string }[]> {
  const { rows } = await db.raw<{ rows: { id: number; slug: string }[] }>(
    `SELECT id, slug FROM users WHERE id BETWEEN :from AND :to AND EXISTS (
       SELECT 1 FROM posts WHERE author_id = users.id AND type = 'post' AND posts.status = 'publish')
      ORDER BY id LIMIT ${idsPerFile}`,
    idsOf(number),
  );
  return rows;
}

/** Formats that public posts have, but the standard one. */
export async function formatsInUse(db: Database): Promise<PostFormat[]> {
  const { rows } = await db.raw<{ rows: { format: PostFormat }[] }>(
    `SELECT known.format FROM unnest(:formats::text[]) WITH ORDINALITY AS known (format, place) WHERE EXISTS (
       SELECT 1 FROM posts WHERE posts.format = known.format AND type = 'post' AND status = 'publish'
          AND posts.format <> 'standard')
      ORDER BY place LIMIT 20`,
    { formats: postFormats.filter((format) => format !== 'standard') },
  );
  return rows.map(({ format }) => format);
}

/** Pictures that everybody may see, by id. */
export async function picturesShown(
  db: Database,
  ids: number[],
): Promise<Map<number, Pick<Media, 'id' | 'file' | 'version'>>> {
  if (!ids.length) return new Map();
  const rows = await db<Media>('media')
    .whereIn('id', ids)
    .where({ status: 'ready', is_public: true, post_is_public: true })
    .whereNotNull('file')
    .whereLike('mime_type', 'image/%')
    .orderBy('id')
    .limit(idsPerFile * imagesPerPost)
    .select('id', 'file', 'version');
  return new Map(rows.map((media) => [media.id, media]));
}

/** When the newest public post was changed last; undefined on an empty blog. */
export async function newestChange(db: Database): Promise<Date | undefined> {
  const row = await db<Post>('posts')
    .where({ type: 'post', status: 'publish' })
    .orderBy([
      { column: 'published_at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .first('modified_at');
  return row?.modified_at;
}
