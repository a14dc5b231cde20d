// 202611301220-comments-digests.ts: who gets how many letters about comments, and what is gathered for a digest.
import type { Database } from '../src/base/database/database.ts';

export async function up(db: Database): Promise<void> {
  await db.raw(`
    CREATE TABLE comment_mail (
      -- In small letters.
      address text PRIMARY KEY,
      -- Letters about single comments in the hour that began then.
      hour_began timestamptz NOT NULL,
      letters integer NOT NULL DEFAULT 0,
      -- When the next digest is due; NULL while each comment has a letter of its own.
      digest_at timestamptz
    );
    CREATE INDEX comment_mail_due ON comment_mail (digest_at) WHERE digest_at IS NOT NULL;

    -- Comments that the next digest to an address tells of.
    CREATE TABLE comment_mail_gathered (
      address text NOT NULL REFERENCES comment_mail ON DELETE CASCADE,
      comment_id integer NOT NULL REFERENCES comments ON DELETE CASCADE,
      is_held boolean NOT NULL,
      PRIMARY KEY (address, comment_id, is_held)
    );
    CREATE INDEX comment_mail_gathered_by_comment ON comment_mail_gathered (comment_id);
  `);
}

export async function down(db: Database): Promise<void> {
  await db.raw('DROP TABLE comment_mail_gathered; DROP TABLE comment_mail');
}
