// privacy/queries.ts: the SQL of requests for personal data.
import type { Database } from '../base/database/database.ts';
import type { DataRequest, Kind, Status } from './request.ts';

const table = 'personal_data_requests';

/** @returns undefined when one of this kind waits for the address already */
export async function insertRequest(
  db: Database,
  request: Pick<DataRequest, 'kind' | 'address' | 'status' | 'created_at' | 'created_by'> &
    Partial<DataRequest>,
): Promise<DataRequest | undefined> {
  const [made] = await db<DataRequest>(table).insert(request).onConflict().ignore().returning('*');
  return made;
}

export function findRequest(db: Database, id: number): Promise<DataRequest | undefined> {
  return db<DataRequest>(table).where({ id }).first();
}

/** A request, held until the transaction ends. */
export function lockRequest(db: Database, id: number): Promise<DataRequest | undefined> {
  return db<DataRequest>(table).where({ id }).forUpdate().first();
}

export async function updateRequest(db: Database, id: number, changes: Partial<DataRequest>): Promise<void> {
  await db<DataRequest>(table).where({ id }).update(changes);
}

export async function deleteRequest(db: Database, id: number): Promise<void> {
  await db<DataRequest>(table).where({ id }).delete();
}

/** Requests of one kind, the newest first. */
export function listRequests(
  db: Database,
  kind: Kind,
  { offset, limit }: { offset: number; limit: number },
): Promise<DataRequest[]> {
  return db<DataRequest>(table)
    .where({ kind })
    .orderBy([
      { column: 'created_at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .offset(offset)
    .limit(limit);
}

export async function countRequests(db: Database, kind: Kind): Promise<number> {
  const { rows } = await db.raw<{ rows: { count: number }[] }>(
    'SELECT count(*)::int AS count FROM personal_data_requests WHERE kind = :kind LIMIT 1',
    { kind },
  );
  return rows[0]!.count;
}

/** What an address asked for, the newest first. */
export function requestsOf(db: Database, address: string): Promise<DataRequest[]> {
  return db<DataRequest>(table).where({ address }).orderBy('id', 'desc').limit(100);
}

/** Those whose link nobody followed in time have failed. */
export async function failUnconfirmed(db: Database, before: Date): Promise<void> {
  await db<DataRequest>(table)
    .where({ status: 'pending' })
    .where('mailed_at', '<', before)
    .update({ status: 'failed' satisfies Status });
}

/** Forgets what is over. */
export async function removeOldRequests(db: Database, before: Date): Promise<void> {
  await db<DataRequest>(table)
    .whereIn('status', ['failed', 'completed'])
    .where('created_at', '<', before)
    .delete();
}
