// Comments: whether a linkback stands in the conversation, among the mentions, or as a face; and pictures of who likes.
import type { Database } from '../src/base/database/database.ts';

export async function up(db: Database): Promise<void> {
  await db.raw(`
    UPDATE comments SET meta = meta || jsonb_build_object('mention_type', jsonb_build_array(linkbacks.mention_type))
      FROM linkbacks WHERE linkbacks.comment_id = comments.id AND linkbacks.mention_type IS NOT NULL;
    ALTER TABLE comments ADD COLUMN shown_as text NOT NULL GENERATED ALWAYS AS (
      CASE WHEN type NOT IN ('trackback', 'pingback', 'webmention') THEN 'comment'
           WHEN meta #>> '{mention_type,0}' IN ('like', 'repost', 'bookmark') THEN 'face'
           WHEN meta #>> '{mention_type,0}' = 'reply' THEN 'comment'
           ELSE 'mention' END) STORED;
    CREATE INDEX comments_shown_apart ON comments (post_id, status, shown_as, posted_at, id)
      WHERE shown_as <> 'comment';
    ALTER TABLE linkbacks ADD COLUMN author_photo text NOT NULL DEFAULT '';
    CREATE TABLE linkback_photos (
      url text PRIMARY KEY,
      media_id integer REFERENCES media ON DELETE SET NULL,
      fetched_at timestamptz NOT NULL
    );
    CREATE INDEX linkback_photos_by_date ON linkback_photos (fetched_at);
  `);
}

export async function down(db: Database): Promise<void> {
  await db.raw(`
    DROP TABLE linkback_photos;
    ALTER TABLE linkbacks DROP COLUMN author_photo;
    DROP INDEX comments_shown_apart;
    ALTER TABLE comments DROP COLUMN shown_as;
    UPDATE comments SET meta = meta - 'mention_type' - 'author_photo' WHERE jsonb_exists_any(meta, ARRAY['mention_type', 'author_photo']);
  `);
}
