// backup/manifest.ts: what a backup says of itself: its shape, its files, and which backups a folder holds.
import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { dumpShape } from '../base/database/dump.ts';
import { startError } from '../base/errors.ts';

const manifestShape = z.object({
  format: z.literal(1),
  made_at: z.iso.datetime(),
  /** The site's address then. */
  url: z.string(),
  dump: dumpShape,
  uploads: z.object({
    files: z.number(),
    bytes: z.number(),
    /** Bytes that no earlier backup of the folder had. */
    copied: z.number(),
    /** Of the list of files. */
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    /** Files that the database names and nobody had any more, the first few. */
    missing: z.array(z.string()),
  }),
});
export type Manifest = z.infer<typeof manifestShape>;

const fileShape = z.object({
  key: z.string().min(1).max(1000),
  size: z.number().int().min(0),
  /** Milliseconds since 1970, whole. */
  changed: z.number(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
/** A line of `uploads.jsonl`: a file of the uploads; `key` is its path there. */
export type FileLine = z.infer<typeof fileShape>;

export const parts = {
  manifest: 'manifest.json',
  database: 'database',
  uploads: 'uploads',
  list: 'uploads.jsonl',
};

/** The name of a backup, by its moment in UTC; it sorts as time goes. */
export const nameOf = (moment: Date): string => `${moment.toISOString().slice(0, 19).replaceAll(':', '-')}Z`;

const whole = /^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ$/;

/** The whole backups of a folder, the oldest first; none when there is no such folder. */
export function backupsIn(folder: string): string[] {
  if (!fs.existsSync(folder)) return [];
  return fs
    .readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && whole.test(entry.name))
    .map(({ name }) => name)
    .toSorted();
}

/** @throws Error with one line when it is none */
export function readManifest(backup: string): Manifest {
  const file = path.join(backup, parts.manifest);
  if (!fs.existsSync(file)) throw startError(`${backup} is no backup: there is no ${parts.manifest} in it.`);
  const read = manifestShape.safeParse(parsed(fs.readFileSync(file, 'utf8')));
  if (!read.success) throw startError(`${file} is damaged: take another backup.`);
  return read.data;
}

/** A line of the list of files. @throws Error with one line when it is none, or names a place outside the uploads */
export function readLine(line: string): FileLine {
  const read = fileShape.safeParse(parsed(line));
  const parts = read.success ? read.data.key.split('/') : [];
  const isInside = parts.every((part) => /^[\w.-]+$/.test(part) && !/^\.+$/.test(part));
  if (!read.success || !isInside)
    throw startError('The list of files of this backup is damaged: take another backup.');
  return read.data;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
