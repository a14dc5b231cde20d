// Comments: what a text is written in: what an import or a linkback brought is no Markdown.
import type { Database } from '../src/base/database/database.ts';

export async function up(db: Database): Promise<void> {
  await db.raw(`
    ALTER TABLE comments
      ADD COLUMN content_format text NOT NULL DEFAULT 'markdown' CHECK (content_format IN ('html', 'markdown'));
    UPDATE comments SET content_format = 'html' WHERE type <> 'comment';
    UPDATE comments SET content_format = 'html' FROM imported
     WHERE imported.kind = 'comment' AND imported.local_id = comments.id AND comments.content_format <> 'html';
  `);
}

export async function down(db: Database): Promise<void> {
  await db.raw('ALTER TABLE comments DROP COLUMN content_format');
}
