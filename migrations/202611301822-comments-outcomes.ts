// Comments: how many of a day were approved, held, marked as spam or binned, and by which rule; no words of anybody.
import type { Database } from '../src/base/database/database.ts';

export async function up(db: Database): Promise<void> {
  await db.raw(`
    CREATE TABLE comment_outcomes (
      day date NOT NULL,
      status text NOT NULL,
      -- The name of the rule; '' counts all of the status.
      rule text NOT NULL,
      count integer NOT NULL,
      PRIMARY KEY (day, status, rule)
    );
  `);
}

export async function down(db: Database): Promise<void> {
  await db.raw('DROP TABLE comment_outcomes');
}
