// 202612010400-comments-reports.ts: what readers tell moderators about a comment, and what came of it.
import type { Database } from '../src/base/database/database.ts';

export async function up(db: Database): Promise<void> {
  await db.raw(`
    -- How many reports of it wait for an answer; kept by whoever writes comment_reports.
    ALTER TABLE comments ADD COLUMN open_reports integer NOT NULL DEFAULT 0;
    CREATE INDEX comments_reported ON comments (status, posted_at DESC, id DESC) WHERE open_reports > 0;

    CREATE TABLE comment_reports (
      comment_id integer NOT NULL REFERENCES comments ON DELETE CASCADE,
      -- 'user 5', or 'browser' and the SHA-256 of its key: one report each.
      person text NOT NULL,
      reason text NOT NULL CHECK (reason IN ('spam', 'abuse', 'unlawful', 'other')),
      words text NOT NULL DEFAULT '',
      reported_at timestamptz NOT NULL,
      -- What a moderator answered, and by which press of a button: undone with it.
      outcome text CHECK (outcome IN ('dismissed', 'acted')),
      batch uuid,
      PRIMARY KEY (comment_id, person)
    );
    CREATE INDEX comment_reports_of_person ON comment_reports (person);
    CREATE INDEX comment_reports_by_batch ON comment_reports (batch) WHERE batch IS NOT NULL;

    ALTER TABLE comment_decisions
      DROP CONSTRAINT comment_decisions_what_check, DROP CONSTRAINT comment_decisions_via_check,
      ADD CONSTRAINT comment_decisions_what_check
        CHECK (what IN ('approve', 'hold', 'spam', 'trash', 'restore', 'edit', 'files', 'reply', 'dismiss')) NOT VALID,
      ADD CONSTRAINT comment_decisions_via_check CHECK (via IN ('admin', 'email', 'program', 'reports')) NOT VALID;
  `);
}

export async function down(db: Database): Promise<void> {
  await db.raw(`
    DELETE FROM comment_decisions WHERE what = 'dismiss' OR via = 'reports';
    ALTER TABLE comment_decisions
      DROP CONSTRAINT comment_decisions_what_check, DROP CONSTRAINT comment_decisions_via_check,
      ADD CONSTRAINT comment_decisions_what_check
        CHECK (what IN ('approve', 'hold', 'spam', 'trash', 'restore', 'edit', 'files', 'reply')),
      ADD CONSTRAINT comment_decisions_via_check CHECK (via IN ('admin', 'email', 'program'));
    DROP TABLE comment_reports;
    DROP INDEX comments_reported;
    ALTER TABLE comments DROP COLUMN open_reports;
  `);
}
