// backup/make-backup.ts: makes a backup of database and uploads while the blog runs, and lets old ones go.
import fs from 'node:fs';
import path from 'node:path';
import { dumpDatabase } from '../base/database/dump.ts';
import { isStartError, startError } from '../base/errors.ts';
import type { Blog } from '../blog.ts';
import { copyUploads } from './copy-uploads.ts';
import { backupsIn, nameOf, parts, readManifest, type Manifest } from './manifest.ts';
import { keptFiles } from './queries.ts';

export interface Made {
  name: string;
  manifest: Manifest;
}

const mostNamed = 20;
const day = 86_400_000;

/**
 * Makes a backup in a folder, beside those that are there. Its own folder has another name until it is whole, so that one
 * that was cut short is never taken for a backup.
 * @param folder made when it is not there; nobody but its owner may read it, as a backup holds all there is
 * @param progress told what is being done: a few words
 * @throws Error with one line when the folder cannot be written, or lies in the uploads
 */
export async function makeBackup(
  blog: Blog,
  folder: string,
  progress: (words: string) => void = () => {},
): Promise<Made> {
  const name = nameOf(new Date());
  const part = path.join(folder, `${name}.part`);
  refuseServed(blog, folder);
  makeFolders(folder, part);
  removeLeft(folder);
  progress('the database');
  const dump = await dumpDatabase(blog.connection, path.join(part, parts.database), (table) =>
    progress(`the database: ${table}`),
  );
  progress('the uploads');
  const earlier = backupsIn(folder).findLast((one) => fs.existsSync(path.join(folder, one, parts.list)));
  const uploads = await copyUploads(blog.storage.folder, part, earlier && path.join(folder, earlier));
  const missing = await missingFiles(blog, path.join(part, parts.uploads));
  const manifest: Manifest = {
    format: 1,
    made_at: new Date().toISOString(),
    url: blog.url,
    dump,
    uploads: { ...uploads, missing },
  };
  fs.writeFileSync(path.join(part, parts.manifest), JSON.stringify(manifest, undefined, 1), {
    mode: 0o600,
    flush: true,
  });
  fs.renameSync(part, path.join(folder, name));
  return { name, manifest };
}

/** Removes all but the newest. @returns the names of those that went */
export function letGo(folder: string, keep: number): string[] {
  const old = backupsIn(folder).slice(0, -keep);
  for (const name of old) fs.rmSync(path.join(folder, name), { recursive: true, force: true });
  return old;
}

/** The backups of a folder with what they say, the newest first; without it those that cannot be read. */
export function latestBackups(folder: string, most: number): { name: string; manifest?: Manifest }[] {
  return backupsIn(folder)
    .slice(-most)
    .reverse()
    .map((name) => {
      try {
        return { name, manifest: readManifest(path.join(folder, name)) };
      } catch (error) {
        if (!isStartError(error)) throw error;
        return { name };
      }
    });
}

/** Uploads are served; a backup among them would be, too, and would hold itself. */
function refuseServed({ storage }: Blog, folder: string): void {
  const below = path.relative(storage.folder, path.resolve(folder));
  if (!below.startsWith('..') && !path.isAbsolute(below))
    throw startError(`${folder} lies in the uploads: name a folder outside of them.`);
}

function makeFolders(folder: string, part: string): void {
  try {
    fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
    fs.mkdirSync(part, { mode: 0o700 });
    for (const one of [parts.database, parts.uploads]) fs.mkdirSync(path.join(part, one), { mode: 0o700 });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST')
      throw startError(`Another backup is being made in ${folder}: wait until it is done.`);
    throw startError(
      `Cannot write in ${folder} (${code}): make it writable for this user, or name another folder.`,
    );
  }
}

/** What runs that were cut short have left; one of today may still be under way. */
function removeLeft(folder: string): void {
  for (const name of fs.readdirSync(folder).filter((one) => /^\d{4}-[\dTZ-]+\.part$/.test(one))) {
    const full = path.join(folder, name);
    if (Date.now() - fs.statSync(full).mtimeMs > day) fs.rmSync(full, { recursive: true, force: true });
  }
}

async function missingFiles(blog: Blog, copies: string): Promise<string[]> {
  const missing: string[] = [];
  for await (const keys of keptFiles(blog.db))
    for (const key of keys)
      if (missing.length < mostNamed && !fs.existsSync(path.join(copies, key))) missing.push(key);
  return missing;
}
