// 202612010401-comments-report-networks.ts: reports of one network count as one; what a moderator has left stays.
import type { Database } from '../src/base/database/database.ts';

export async function up(db: Database): Promise<void> {
  await db.raw(`
    -- A keyed hash of the network that it came from; null for those of earlier times.
    ALTER TABLE comment_reports ADD COLUMN network text;
    -- When a moderator answered.
    ALTER TABLE comment_reports ADD COLUMN answered_at timestamptz;
    UPDATE comment_reports SET answered_at = decided_at
      FROM comment_decisions
     WHERE comment_decisions.batch = comment_reports.batch
       AND comment_decisions.comment_id = comment_reports.comment_id;
  `);
}

export async function down(db: Database): Promise<void> {
  await db.raw('ALTER TABLE comment_reports DROP COLUMN network, DROP COLUMN answered_at');
}
