// base/rest/total-queries.ts: how many rows a list holds, without counting very many.
import type { Knex } from 'knex';
import type { Database } from '../database/database.ts';

/** So many are counted one by one. */
const exactUpTo = 10_000;

/**
 * How many rows a query finds: exactly up to 10,000, beyond that what PostgreSQL's planner expects. Its cost has a bound,
 * however large the table is.
 * @param query the rows; its columns, order and limit do not matter
 */
export async function totalOf(db: Database, query: Knex.QueryBuilder): Promise<number> {
  const rows = query.clone().clearSelect().clearOrder().clear('limit').clear('offset');
  const some = rows
    .clone()
    .select(db.raw('1'))
    .limit(exactUpTo + 1);
  const [counted] = await db.from(some.as('some')).count<{ count: number | string }[]>('* as count');
  const count = Number(counted!.count);
  if (count <= exactUpTo) return count;
  const { rows: lines } = await db.raw<{ rows: { 'QUERY PLAN': { Plan: { 'Plan Rows': number } }[] }[] }>(
    'EXPLAIN (FORMAT JSON) ?',
    [rows.select(db.raw('1'))],
  );
  return Math.max(count, lines[0]!['QUERY PLAN'][0]!.Plan['Plan Rows']);
}
