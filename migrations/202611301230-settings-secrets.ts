// 202611301230-settings-secrets.ts: keys that all processes of one blog must share.
import type { Database } from '../src/base/database/database.ts';

export async function up(db: Database): Promise<void> {
  await db.raw('CREATE TABLE secrets (name text PRIMARY KEY, value text NOT NULL)');
}

export async function down(db: Database): Promise<void> {
  await db.raw('DROP TABLE secrets');
}
