// export/queries/capsules.ts: capsules that were asked for in the admin.
import type { Database } from '../../base/database/database.ts';

export interface CapsuleRow {
  id: number;
  /** Name in the exports folder; made here. */
  file: string;
  status: 'waiting' | 'running' | 'done' | 'failed';
  /** What is being written. */
  phase: string;
  entries: number;
  byte_size: number;
  started_by: number | null;
  created_at: Date;
  /** Moves on while it is being made: an older one stands still. */
  updated_at: Date;
}

export async function insertCapsule(
  db: Database,
  row: Pick<CapsuleRow, 'file' | 'started_by' | 'created_at' | 'updated_at'>,
): Promise<number> {
  const [made] = await db<CapsuleRow>('capsules').insert(row).returning('id');
  return made!.id;
}

export function findCapsule(db: Database, id: number): Promise<CapsuleRow | undefined> {
  return db<CapsuleRow>('capsules').where({ id }).first();
}

export function latestCapsules(db: Database, limit: number): Promise<CapsuleRow[]> {
  return db<CapsuleRow>('capsules').orderBy('id', 'desc').limit(limit);
}

export async function updateCapsule(db: Database, id: number, changes: Partial<CapsuleRow>): Promise<void> {
  await db<CapsuleRow>('capsules').where({ id }).update(changes);
}

export async function deleteCapsule(db: Database, id: number): Promise<void> {
  await db<CapsuleRow>('capsules').where({ id }).delete();
}
