// backup/restore.ts: a backup into an empty database and an empty folder of uploads.
import fs from 'node:fs';
import path from 'node:path';
import type { Connection } from '../base/database/database.ts';
import { hashed } from '../base/database/dump.ts';
import { loadDump, refuseFilled } from '../base/database/load-dump.ts';
import { startError } from '../base/errors.ts';
import { copyHashed, filesIn, linesOf } from './copy-uploads.ts';
import { parts, readManifest, type FileLine, type Manifest } from './manifest.ts';

/**
 * Puts a backup where nothing is. The uploads come first, then the rows in one transaction: whatever was cut short is
 * gone on with by the same command.
 * @param backup one of the folders that `backup` makes
 * @param uploads the folder of uploads
 * @throws Error with one line when the target holds something, or a file of the backup is missing or damaged
 */
export async function restore(
  backup: string,
  uploads: string,
  connection: Connection,
  progress: (words: string) => void = () => {},
): Promise<Manifest> {
  const manifest = readManifest(backup);
  await refuseFilled(connection);
  await checkList(backup, manifest);
  await refuseForeign(backup, uploads);
  progress('the uploads');
  for await (const line of linesOf(path.join(backup, parts.list))) await bring(backup, uploads, line);
  await loadDump(connection, path.join(backup, parts.database), manifest.dump, (table) =>
    progress(`the database: ${table}`),
  );
  return manifest;
}

async function checkList(backup: string, { uploads }: Manifest): Promise<void> {
  const file = path.join(backup, parts.list);
  const hashing = hashed();
  hashing.through.resume();
  if (!fs.existsSync(file)) throw startError(`${file} is missing: take another backup.`);
  for await (const piece of fs.createReadStream(file)) hashing.through.write(piece);
  await new Promise<void>((resolve) => hashing.through.end(resolve));
  if (hashing.digest() !== uploads.sha256) throw startError(`${file} is damaged: take another backup.`);
}

/** Files of this backup may be there, of a run that was cut short; any other is somebody's. */
async function refuseForeign(backup: string, uploads: string): Promise<void> {
  if (!fs.existsSync(uploads)) return;
  const lines = linesOf(path.join(backup, parts.list));
  let known = await lines.next();
  for (const { key } of filesIn(uploads, '')) {
    while (!known.done && known.value.key < key) known = await lines.next();
    if (known.done || known.value.key !== key)
      throw startError(
        `UPLOADS_DIR: ${uploads} is not empty (${key}): name an empty folder. Nothing here is overwritten.`,
      );
  }
}

async function bring(backup: string, uploads: string, line: FileLine): Promise<void> {
  const to = path.join(uploads, line.key);
  const from = path.join(backup, parts.uploads, line.key);
  if (!fs.existsSync(from)) throw startError(`${from} is missing: take another backup.`);
  fs.mkdirSync(path.dirname(to), { recursive: true });
  const part = path.join(uploads, '.restoring');
  fs.rmSync(part, { force: true });
  const { sha256 } = await copyHashed(from, part);
  if (sha256 !== line.sha256) {
    fs.rmSync(part, { force: true });
    throw startError(`${from} is damaged (its checksum is another): take another backup.`);
  }
  fs.utimesSync(part, line.changed / 1000, line.changed / 1000);
  fs.renameSync(part, to);
}
