// tests/global-setup.ts: starts one Postgres for the whole run and prepares the database that tests copy.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { connectDatabase } from '../src/base/database/database.ts';
import { startEmbeddedPostgres } from '../src/base/database/embedded.ts';
import { migrate } from '../src/base/database/migrate.ts';

declare module 'vitest' {
  interface ProvidedContext {
    postgres: { host: string; user: string };
  }
}

// Vacuuming would go round the hundreds of databases of a run.
const fast = [
  'fsync=off',
  'autovacuum=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'max_connections=200',
];

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'quillback-test-'));
  fs.chmodSync(folder, 0o755);
  const postgres = await startEmbeddedPostgres(path.join(folder, 'data'), {
    flags: fast.flatMap((flag) => ['-c', flag]),
  });
  const { host, user } = postgres.connection;
  await makeTemplate({ host, user });
  project.provide('postgres', { host, user });
  return async () => {
    await postgres.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  };
}

async function makeTemplate(server: { host: string; user: string }): Promise<void> {
  const client = new pg.Client({ ...server, database: 'postgres' });
  await client.connect();
  await client.query('CREATE DATABASE template');
  await client.end();
  const connection = { ...server, database: 'template' };
  const db = connectDatabase(connection);
  await migrate(db, connection);
  await db.destroy();
}
