// Media: files that wait are counted apart by the room they wait in; senders by a wider network than before.
import type { Database } from '../src/base/database/database.ts';

export async function up(db: Database): Promise<void> {
  await db.raw(`
    ALTER TABLE waiting_files
      ADD COLUMN room text NOT NULL DEFAULT 'readers' CHECK (room IN ('readers', 'library'));
    DROP INDEX waiting_files_by_network;
    CREATE INDEX waiting_files_by_sender ON waiting_files (room, network, received_at);
  `);
}

export async function down(db: Database): Promise<void> {
  await db.raw(`
    DROP INDEX waiting_files_by_sender;
    CREATE INDEX waiting_files_by_network ON waiting_files (network);
    ALTER TABLE waiting_files DROP COLUMN room;
  `);
}
