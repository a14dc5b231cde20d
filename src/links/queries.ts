// links/queries.ts: all the SQL about links of posts and what answers there.
import type { Database } from '../base/database/database.ts';
import type { Post } from '../posts/post.ts';
import type { Link } from './link.ts';

/**
 * The links of a post from now on: new addresses are due at once, those of other posts are known.
 * @param urls each once
 */
export async function setPostLinks(
  db: Database,
  { post_id, urls, now }: { post_id: number; urls: string[]; now: Date },
): Promise<void> {
  await db.raw(
    `WITH given AS (
       SELECT url, sha256(convert_to(url, 'UTF8')) AS url_hash FROM unnest(:urls::text[]) AS url
     ), fresh AS (
       INSERT INTO links (url, url_hash, check_at) SELECT url, url_hash, :now FROM given ORDER BY url_hash
           ON CONFLICT (url_hash) DO NOTHING RETURNING id
     ), meant AS (
       SELECT id FROM fresh UNION SELECT links.id FROM links JOIN given USING (url_hash)
     ), gone AS (
       DELETE FROM post_links WHERE post_id = :post_id AND link_id NOT IN (SELECT id FROM meant)
     )
     INSERT INTO post_links (post_id, link_id) SELECT :post_id, id FROM meant ON CONFLICT DO NOTHING`,
    { post_id, urls, now },
  );
}

/** The next posts and pages after an id that everybody may read, with their HTML. */
export function publicPostsAfter(
  db: Database,
  { after, limit }: { after: number; limit: number },
): Promise<Pick<Post, 'id' | 'type' | 'status' | 'password' | 'html' | 'source_url'>[]> {
  return db<Post>('posts')
    .where('id', '>', after)
    .where({ status: 'publish', password: '' })
    .whereIn('type', ['post', 'page'])
    .orderBy('id')
    .limit(limit)
    .select('id', 'type', 'status', 'password', 'html', 'source_url');
}

/** Links that are due, the longest waiting first. */
export function dueLinks(db: Database, { now, limit }: { now: Date; limit: number }): Promise<Link[]> {
  return db<Link>('links').where('check_at', '<=', now).orderBy(['check_at', 'id']).limit(limit);
}

/** Of these links, those that no post leads to any more are forgotten. @returns their ids */
export async function forgetUnused(db: Database, ids: number[]): Promise<Set<number>> {
  const { rows } = await db.raw<{ rows: { id: number }[] }>(
    `DELETE FROM links WHERE id = ANY(:ids)
        AND NOT EXISTS (SELECT FROM post_links WHERE link_id = links.id) RETURNING id`,
    { ids },
  );
  return new Set(rows.map(({ id }) => id));
}

/** These wait so many minutes longer each. */
export async function putOff(
  db: Database,
  links: { id: number; minutes: number }[],
  now: Date,
): Promise<void> {
  if (!links.length) return;
  await db.raw(
    `UPDATE links SET check_at = :now::timestamptz + make_interval(mins => later.minutes)
       FROM jsonb_to_recordset(:links) AS later (id integer, minutes integer) WHERE links.id = later.id`,
    { links: JSON.stringify(links), now },
  );
}

export async function updateLink(db: Database, id: number, change: Partial<Link>): Promise<void> {
  await db<Link>('links').where({ id }).update(change);
}

/** Broken links, those that failed last first. */
export function brokenLinks(
  db: Database,
  { is_dismissed, limit, offset }: { is_dismissed: boolean; limit: number; offset: number },
): Promise<Link[]> {
  return db<Link>('links')
    .where({ status: 'broken', is_dismissed })
    .orderBy([
      { column: 'failing_since', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(limit)
    .offset(offset);
}

/** How many are broken, counted up to a bound. */
export async function countBroken(db: Database, is_dismissed: boolean, most: number): Promise<number> {
  const { rows } = await db.raw<{ rows: { count: number }[] }>(
    `SELECT count(*)::int AS count FROM (
       SELECT FROM links WHERE status = 'broken' AND is_dismissed = :is_dismissed
        ORDER BY failing_since DESC, id DESC LIMIT :most) AS listed`,
    { is_dismissed, most },
  );
  return rows[0]!.count;
}

export interface LinkingPost {
  link_id: number;
  id: number;
  title: string;
  type: string;
  /** How many posts lead there. */
  total: number;
}

/** The newest few posts that lead to each of these links. */
export async function postsOfLinks(db: Database, ids: number[], each: number): Promise<LinkingPost[]> {
  const { rows } = await db.raw<{ rows: LinkingPost[] }>(
    `SELECT link_id, found.id, title, type, total::int FROM unnest(:ids::integer[]) AS link_id,
     LATERAL (SELECT post_id AS id, count(*) OVER () AS total FROM post_links
               WHERE post_links.link_id = link_id.link_id ORDER BY post_id DESC LIMIT :each) AS found
       JOIN posts ON posts.id = found.id
      ORDER BY link_id, found.id DESC LIMIT :most`,
    { ids, each, most: ids.length * each },
  );
  return rows;
}

export function findLink(db: Database, id: number): Promise<Link | undefined> {
  return db<Link>('links').where({ id }).first();
}
