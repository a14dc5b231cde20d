// tests/start/own-database.ts: an empty database in the tests' Postgres, for programs that reach it through DATABASE_URL.
import pg from 'pg';
import { afterAll, inject } from 'vitest';

/**
 * Creates a database named after a prefix and this process.
 * @returns its URL, and a connection to it that ends after the file's last test
 */
export async function ownDatabase(prefix: string): Promise<{ url: string; db: pg.Client }> {
  const { host, user } = inject('postgres');
  const database = `${prefix}_${process.pid}`;
  const admin = new pg.Client({ host, user, database: 'postgres' });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${database}`);
  await admin.end();
  const db = new pg.Client({ host, user, database });
  await db.connect();
  afterAll(() => db.end());
  return { url: `postgres://${user}@/${database}?host=${host}`, db };
}
