// 202611301630-comments-subscriptions.ts: readers who are told of replies and comments by email; emails with an HTML part and headers.
import type { Database } from '../src/base/database/database.ts';

export async function up(db: Database): Promise<void> {
  await db.raw(`
    ALTER TABLE letters ADD COLUMN html text, ADD COLUMN headers jsonb NOT NULL DEFAULT '{}';

    CREATE TABLE comment_subscribers (
      -- In lower case.
      address text PRIMARY KEY,
      -- NULL until the link in the first email was followed.
      confirmed_at timestamptz,
      -- When the last email with that link was written.
      asked_at timestamptz,
      frequency text NOT NULL DEFAULT 'immediate' CHECK (frequency IN ('immediate', 'hourly', 'daily')),
      -- Hours of the day in the site's zone, from and before which nothing is sent; equal for none.
      quiet_from smallint NOT NULL DEFAULT 0 CHECK (quiet_from BETWEEN 0 AND 23),
      quiet_until smallint NOT NULL DEFAULT 0 CHECK (quiet_until BETWEEN 0 AND 23),
      -- When what was gathered is sent; NULL when nothing is.
      digest_at timestamptz,
      created_at timestamptz NOT NULL DEFAULT now()
    );
    CREATE INDEX comment_subscribers_due ON comment_subscribers (digest_at) WHERE digest_at IS NOT NULL;
    CREATE INDEX comment_subscribers_unconfirmed ON comment_subscribers (created_at) WHERE confirmed_at IS NULL;

    CREATE TABLE comment_subscriptions (
      address text NOT NULL REFERENCES comment_subscribers ON DELETE CASCADE,
      post_id integer NOT NULL REFERENCES posts ON DELETE CASCADE,
      -- Replies to this comment; NULL for all comments of the post.
      comment_id integer REFERENCES comments ON DELETE CASCADE,
      created_at timestamptz NOT NULL DEFAULT now(),
      UNIQUE NULLS NOT DISTINCT (address, post_id, comment_id)
    );
    CREATE INDEX comment_subscriptions_by_post ON comment_subscriptions (post_id, address);
    CREATE INDEX comment_subscriptions_by_comment ON comment_subscriptions (comment_id) WHERE comment_id IS NOT NULL;

    -- What the next digest to a subscriber tells.
    CREATE TABLE comment_subscriber_news (
      address text NOT NULL REFERENCES comment_subscribers ON DELETE CASCADE,
      comment_id integer NOT NULL REFERENCES comments ON DELETE CASCADE,
      why text NOT NULL,
      PRIMARY KEY (address, comment_id)
    );
    CREATE INDEX comment_subscriber_news_by_comment ON comment_subscriber_news (comment_id);
  `);
}

export async function down(db: Database): Promise<void> {
  await db.raw(`
    DROP TABLE comment_subscriber_news;
    DROP TABLE comment_subscriptions;
    DROP TABLE comment_subscribers;
    ALTER TABLE letters DROP COLUMN html, DROP COLUMN headers;
  `);
}
