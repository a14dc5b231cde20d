// export/capsule/verify.ts: whether a capsule is whole: each file there, with its checksum, and nothing besides.
import crypto from 'node:crypto';
import fs from 'node:fs';
import { open } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { openPromise, type Entry, type ZipFile } from 'yauzl';
import { manifestName } from './make-capsule.ts';

export interface Verified {
  files: number;
  /** What is wrong, a sentence each; the first few. */
  problems: string[];
}

const most = 20;

/** Reads a capsule whole, without keeping it. */
export async function verifyCapsule(file: string): Promise<Verified> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'quillback-verify-'));
  const list = path.join(folder, 'list');
  try {
    const hasList = await extractList(file, list);
    if (!hasList)
      return { files: 0, problems: [`${manifestName} is missing: this is no capsule, or not a whole one.`] };
    return await compare(file, list);
  } catch (error) {
    return { files: 0, problems: [await whereItEnds(file, error as Error)] };
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

async function extractList(file: string, to: string): Promise<boolean> {
  const zip = await openPromise(file);
  try {
    for await (const entry of zip.eachEntry()) {
      if (entry.fileName !== manifestName) continue;
      await pipeline(await zip.openReadStreamPromise(entry), fs.createWriteStream(to));
      return true;
    }
    return false;
  } finally {
    zip.close();
  }
}

/** The list names the entries in their order: both are read side by side. */
async function compare(file: string, list: string): Promise<Verified> {
  const zip = await openPromise(file);
  const lines = (await open(list)).readLines()[Symbol.asyncIterator]();
  const problems: string[] = [];
  const tell = (problem: string) => void (problems.length < most && problems.push(problem));
  let files = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      if (entry.fileName === manifestName) continue;
      const line = await lines.next();
      const [, sum, name] = /^([0-9a-f]{64}) {2}(.+)$/.exec(line.done ? '' : line.value) ?? [];
      if (name !== entry.fileName) {
        tell(`${name ?? entry.fileName}: ${name ? 'is missing' : 'is not in the list of checksums'}.`);
        return { files, problems };
      }
      files += 1;
      const found = await sumOf(zip, entry);
      if (found !== sum)
        tell(`${name}: is damaged${found ? ' (its checksum is another)' : ' (it cannot be unpacked)'}.`);
    }
    const rest = await lines.next();
    if (!rest.done) tell(`${rest.value.slice(66)}: is missing.`);
    return { files, problems };
  } finally {
    zip.close();
  }
}

async function sumOf(zip: ZipFile, entry: Entry): Promise<string | undefined> {
  const hash = crypto.createHash('sha256');
  try {
    for await (const piece of await zip.openReadStreamPromise(entry)) hash.update(piece as Buffer);
    return hash.digest('hex');
  } catch {
    return undefined;
  }
}

/**
 * A file that was cut short has lost its list of entries, but each entry says before itself how long it is: the last one
 * that does not fit is where it was cut.
 */
async function whereItEnds(file: string, error: Error): Promise<string> {
  const handle = await open(file);
  try {
    const { size } = await handle.stat();
    const head = Buffer.alloc(30);
    let last = '';
    for (let at = 0; at + 30 <= size;) {
      await handle.read(head, 0, 30, at);
      if (head.readUInt32LE(0) !== 0x04034b50) break;
      const [nameLength, extraLength] = [head.readUInt16LE(26), head.readUInt16LE(28)];
      const rest = Buffer.alloc(nameLength + extraLength);
      await handle.read(rest, 0, rest.length, at + 30);
      last = rest.toString('utf8', 0, nameLength);
      // The two sizes of ZIP64: of the content, and in the file. An entry that was never finished has none.
      const packed = extraLength >= 20 ? Number(rest.readBigUInt64LE(nameLength + 12)) : 0;
      at += 30 + rest.length + packed;
      if (at > size) return `${last}: the capsule was cut short in this file.`;
    }
    return last ? `The capsule was cut short behind ${last}.` : `This is no capsule: ${error.message}.`;
  } finally {
    await handle.close();
  }
}
