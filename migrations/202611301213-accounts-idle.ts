// 202611301213-accounts-idle.ts: counts of attempts that have expired are found without reading the others.
import type { Database } from '../src/base/database/database.ts';

export async function up(db: Database): Promise<void> {
  await db.raw('CREATE INDEX rate_limits_by_expiry ON rate_limits (expire)');
}

export async function down(db: Database): Promise<void> {
  await db.raw('DROP INDEX rate_limits_by_expiry');
}
