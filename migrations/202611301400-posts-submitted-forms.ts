// Posts: which post a submitted form made or changed, so that the same form sent again does it once; and one post an address.
import type { Database } from '../src/base/database/database.ts';

export async function up(db: Database): Promise<void> {
  await db.raw(`
    CREATE TABLE submitted_forms (
      -- SHA-256 of the form's key and the user who sent it, in hexadecimal.
      form_key text PRIMARY KEY,
      post_id integer REFERENCES posts ON DELETE CASCADE,
      -- SHA-256 of all the form said: the same words again are the same form again.
      digest text NOT NULL,
      -- Of the post after it; another moment in the post means that somebody changed it since.
      modified_at timestamptz,
      submitted_at timestamptz NOT NULL
    );
    CREATE INDEX submitted_forms_by_post ON submitted_forms (post_id);
    CREATE INDEX submitted_forms_by_time ON submitted_forms (submitted_at);
  `);
  // Posts that came out at the same moment could get one slug: the first keeps it, the others get their id behind it.
  await db.raw(`
    WITH doubled AS (
      SELECT id, row_number() OVER (PARTITION BY type, CASE type WHEN 'page' THEN coalesce(parent_id, 0) END, slug
                                    ORDER BY status <> 'publish', id) AS place
        FROM posts
       WHERE type IN ('post', 'page') AND slug <> ''
    )
    UPDATE posts SET slug = left(slug, 180) || '-' || posts.id
      FROM doubled WHERE doubled.id = posts.id AND place > 1;
    CREATE UNIQUE INDEX posts_one_slug ON posts (slug) WHERE type = 'post' AND slug <> '';
    CREATE UNIQUE INDEX pages_one_slug ON posts (coalesce(parent_id, 0), slug) WHERE type = 'page' AND slug <> '';
  `);
}

export async function down(db: Database): Promise<void> {
  await db.raw(`DROP INDEX pages_one_slug; DROP INDEX posts_one_slug; DROP TABLE submitted_forms;`);
}
