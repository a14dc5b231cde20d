// import/queries/links.ts: references that wait for their target, as it may come later in the file.
import type { Database } from '../../base/database/database.ts';
import { ownField } from '../wxr/own-fields.ts';

/** A column that is filled once its target is in. */
export type LinkedField =
  | 'posts.parent_id'
  | 'posts.featured_media_id'
  | 'media.post_id'
  | 'comments.parent_id'
  | 'terms.parent_id'
  /** The file of a comment at this place, from 0. */
  | `attachments.${number}`;

export interface Link {
  field: LinkedField;
  local_id: number;
  foreign_id: string;
}

export async function linkLater(db: Database, site: string, links: Link[]): Promise<void> {
  if (!links.length) return;
  await db('import_links')
    .insert(links.map((link) => ({ site, ...link })))
    .onConflict(['site', 'field', 'local_id'])
    .merge(['foreign_id']);
}

/**
 * Fills every waiting reference whose target is in by now; the others keep waiting.
 * @returns how many files of comments were attached
 */
export async function resolveLinks(db: Database, site: string): Promise<number> {
  // Tables that just grew have no statistics yet; without them the joins below go through all pairs.
  await db.raw('ANALYZE imported, import_links, comments, posts, media, terms');
  await db.raw(resolvePosts, { site, field: 'posts.parent_id' });
  await db.raw(resolveFeatured, { site, field: 'posts.featured_media_id' });
  await db.raw(resolveMedia, { site, field: 'media.post_id' });
  await db.raw(resolveComments, { site, field: 'comments.parent_id' });
  await db.raw(resolveTerms, { site, field: 'terms.parent_id' });
  const { rows } = await db.raw<{ rows: { attached: number }[] }>(resolveAttachments, {
    site,
    alternative: ownField('attachment_text'),
  });
  return rows[0]!.attached;
}

// Two sites under one address may both have a record of that id: the one that came last is meant.
const resolvePosts = `
  WITH target AS (
    SELECT links.local_id, max(posts.id) AS target_id
      FROM import_links AS links
      JOIN imported ON imported.site = links.site AND imported.kind = 'post'
                   AND imported.foreign_id = links.foreign_id
      JOIN posts ON posts.id = imported.local_id AND posts.id <> links.local_id
     WHERE links.site = :site AND links.field = :field
     GROUP BY links.local_id
  ), filled AS (
    UPDATE posts SET parent_id = target_id FROM target WHERE posts.id = target.local_id
  )
  DELETE FROM import_links USING target
   WHERE site = :site AND field = :field AND import_links.local_id = target.local_id`;

const resolveFeatured = `
  WITH target AS (
    SELECT links.local_id, max(media.id) AS target_id
      FROM import_links AS links
      JOIN imported ON imported.site = links.site AND imported.kind = 'media'
                   AND imported.foreign_id = links.foreign_id
      JOIN media ON media.id = imported.local_id
     WHERE links.site = :site AND links.field = :field
     GROUP BY links.local_id
  ), filled AS (
    UPDATE posts SET featured_media_id = target_id FROM target WHERE posts.id = target.local_id
  )
  DELETE FROM import_links USING target
   WHERE site = :site AND field = :field AND import_links.local_id = target.local_id`;

const resolveMedia = `
  WITH target AS (
    SELECT links.local_id, max(posts.id) AS target_id
      FROM import_links AS links
      JOIN imported ON imported.site = links.site AND imported.kind = 'post'
                   AND imported.foreign_id = links.foreign_id
      JOIN posts ON posts.id = imported.local_id
     WHERE links.site = :site AND links.field = :field
     GROUP BY links.local_id
  ), filled AS (
    UPDATE media SET post_id = target_id FROM target WHERE media.id = target.local_id
  )
  DELETE FROM import_links USING target
   WHERE site = :site AND field = :field AND import_links.local_id = target.local_id`;

// A reply stands under the post of what it answers, whatever the file says.
const resolveComments = `
  WITH target AS (
    SELECT links.local_id, max(parent.id) AS target_id
      FROM import_links AS links
      JOIN imported ON imported.site = links.site AND imported.kind = 'comment'
                   AND imported.foreign_id = links.foreign_id
      JOIN comments AS reply ON reply.id = links.local_id
      JOIN comments AS parent ON parent.id = imported.local_id AND parent.post_id = reply.post_id
     WHERE links.site = :site AND links.field = :field AND parent.id <> reply.id
     GROUP BY links.local_id
  ), filled AS (
    UPDATE comments SET parent_id = target_id FROM target WHERE comments.id = target.local_id
  )
  DELETE FROM import_links USING target
   WHERE site = :site AND field = :field AND import_links.local_id = target.local_id`;

const resolveTerms = `
  WITH target AS (
    SELECT links.local_id, parent.id AS target_id
      FROM import_links AS links
      JOIN terms AS child ON child.id = links.local_id
      JOIN terms AS parent ON parent.taxonomy = child.taxonomy AND parent.slug = links.foreign_id
     WHERE links.site = :site AND links.field = :field AND parent.id <> child.id
  ), filled AS (
    UPDATE terms SET parent_id = target_id FROM target WHERE terms.id = target.local_id
  )
  DELETE FROM import_links USING target
   WHERE site = :site AND field = :field AND import_links.local_id = target.local_id`;

// Files of comments are closed where the comment is: they were that where they come from.
const resolveAttachments = `
  WITH target AS (
    SELECT links.local_id, links.field, comments.post_id, comments.meta, max(media.id) AS media_id,
           comments.status = 'approve' AS is_public, posts.status = 'publish' AND posts.password = '' AS post_is_public,
           split_part(links.field, '.', 2)::integer AS position
      FROM import_links AS links
      JOIN imported ON imported.site = links.site AND imported.kind = 'media'
                   AND imported.foreign_id = links.foreign_id
      JOIN media ON media.id = imported.local_id
      JOIN comments ON comments.id = links.local_id
      JOIN posts ON posts.id = comments.post_id
     WHERE links.site = :site AND links.field LIKE 'attachments.%'
     GROUP BY links.local_id, links.field, comments.id, posts.id
  ), attached AS (
    INSERT INTO attachments (comment_id, media_id, position, alternative_text)
    SELECT local_id, media_id, position, coalesce(meta -> :alternative ->> position, '') FROM target
        ON CONFLICT (comment_id, media_id) DO NOTHING
    RETURNING 1
  ), closed AS (
    UPDATE media SET source = 'comment', post_id = target.post_id, is_public = target.is_public,
                     post_is_public = target.post_is_public
      FROM target WHERE media.id = target.media_id
                    AND NOT EXISTS (SELECT FROM posts WHERE posts.featured_media_id = media.id)
  ), done AS (
    DELETE FROM import_links USING target
     WHERE site = :site AND import_links.field = target.field AND import_links.local_id = target.local_id
  )
  SELECT count(*)::integer AS attached FROM attached`;

/** Nothing may stand below itself, whatever the file says: a circle is cut at one place. */
export async function breakCircles(db: Database): Promise<void> {
  for (const table of ['comments', 'posts', 'terms']) await db.raw(breakCircle, { table });
}

// Each circle has a record whose parent has the higher id.
const breakCircle = `
  WITH RECURSIVE line AS (
    SELECT id AS start, parent_id AS id FROM :table: WHERE parent_id > id
     UNION
    SELECT line.start, above.parent_id FROM line JOIN :table: AS above ON above.id = line.id
     WHERE above.parent_id IS NOT NULL AND line.id <> line.start
  )
  UPDATE :table: AS circled SET parent_id = NULL FROM line
   WHERE circled.id = line.start AND line.id = line.start`;
