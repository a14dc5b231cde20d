// 202611301610-comments-spam.ts: what the spam filter learns from decisions, and why each comment was judged as it was.
import type { Database } from '../src/base/database/database.ts';

export async function up(db: Database): Promise<void> {
  await db.raw(`
    CREATE TABLE comment_spam_tokens (
      -- '' counts the comments learned; digests for addresses and networks.
      token text PRIMARY KEY,
      spam integer NOT NULL DEFAULT 0,
      ham integer NOT NULL DEFAULT 0,
      seen_at timestamptz NOT NULL DEFAULT now()
    );
    CREATE INDEX comment_spam_tokens_rare ON comment_spam_tokens (seen_at) WHERE spam + ham <= 1;
    CREATE INDEX comment_spam_tokens_networks ON comment_spam_tokens (seen_at) WHERE token LIKE 'network:%';

    -- What each decision taught, so that a decision that is changed is unlearned.
    CREATE TABLE comment_spam_lessons (
      comment_id integer PRIMARY KEY REFERENCES comments ON DELETE CASCADE,
      is_spam boolean NOT NULL,
      tokens text[] NOT NULL
    );

    CREATE TABLE comment_judgements (
      comment_id integer PRIMARY KEY REFERENCES comments ON DELETE CASCADE,
      score integer NOT NULL,
      reasons jsonb NOT NULL,
      judged_at timestamptz NOT NULL DEFAULT now()
    );

    -- The same words under one post, and under any: one index for both questions.
    CREATE INDEX comments_same_text ON comments (md5(content), post_id);
    DROP INDEX comments_same_words;
  `);
}

export async function down(db: Database): Promise<void> {
  await db.raw(`
    CREATE INDEX comments_same_words ON comments (post_id, md5(content));
    DROP INDEX comments_same_text;
    DROP TABLE comment_judgements;
    DROP TABLE comment_spam_lessons;
    DROP TABLE comment_spam_tokens;
  `);
}
