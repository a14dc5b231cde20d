// tests/base/migrations.test.ts: every migration can be undone and done again.
import pg from 'pg';
import { afterAll, expect, inject, test } from 'vitest';
import { connectDatabase } from '../../src/base/database/database.ts';
import { migrate, migrationConfig, pendingMigrations } from '../../src/base/database/migrate.ts';

const name = `migrated_${process.pid}`;
const server = inject('postgres');
const admin = new pg.Client({ ...server, database: 'postgres' });
await admin.connect();
await admin.query(`CREATE DATABASE ${name}`);
const connection = { ...server, database: name };
const db = connectDatabase(connection);
afterAll(async () => {
  await db.destroy();
  await admin.end();
});

test('up, all the way down, and up again gives the same tables', async () => {
  await migrate(db, connection);
  const before = await columns();
  expect(before.length).toBeGreaterThan(50);

  await db.migrate.rollback(migrationConfig, true);
  expect(await columns()).toEqual([]);
  expect(await pendingMigrations(db)).not.toEqual([]);

  await migrate(db, connection);
  expect(await columns()).toEqual(before);
  expect(await pendingMigrations(db)).toEqual([]);
});

/** All columns and indexes of ours, as text. */
async function columns(): Promise<string[]> {
  const { rows } = await db.raw<{ rows: { line: string }[] }>(
    `SELECT concat_ws(' ', table_name, column_name, data_type, is_nullable, column_default) AS line
       FROM information_schema.columns
      WHERE table_schema = 'public' AND table_name NOT IN ('migrations', 'migrations_lock')
     UNION ALL
     SELECT indexdef FROM pg_indexes
      WHERE schemaname = 'public' AND tablename NOT IN ('migrations', 'migrations_lock')
      ORDER BY line`,
  );
  return rows.map(({ line }) => line);
}
