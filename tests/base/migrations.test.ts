// tests/base/migrations.test.ts: every migration can be undone and done again.
import pg from 'pg';
import { afterAll, expect, inject, test } from 'vitest';
import { connectDatabase } from '../../src/base/database/database.ts';
import * as submittedForms from '../../migrations/202611301400-posts-submitted-forms.ts';
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

test('of posts and pages that shared an address the public one keeps it, the others get their own', async () => {
  await submittedForms.down(db);
  const insert = (post: object) =>
    db('posts')
      .insert({ title: 'x', content: '', html: '', published_at: new Date(), ...post })
      .returning<{ id: number }[]>('id');
  const [draft] = await insert({ slug: 'twin', status: 'draft' });
  const [first] = await insert({ slug: 'twin', status: 'publish' });
  const [second] = await insert({ slug: 'twin', status: 'publish' });
  const [page] = await insert({ slug: 'twin', type: 'page', status: 'publish' });
  const [child] = await insert({ slug: 'twin', type: 'page', status: 'publish', parent_id: page!.id });

  await submittedForms.up(db);

  const slugs = await db<{ id: number; slug: string }>('posts').orderBy('id').pluck('slug');
  const [d, s] = [draft!.id, second!.id];
  expect(slugs).toEqual([`twin-${d}`, 'twin', `twin-${s}`, 'twin', 'twin']);
  expect([first!.id, child!.id].every(Boolean)).toBe(true);
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
