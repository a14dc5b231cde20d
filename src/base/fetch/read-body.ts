// base/fetch/read-body.ts: reads an answer's body, unpacked, and never more than its cap.
import { createWriteStream } from 'node:fs';
import fs from 'node:fs/promises';
import type { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import zlib from 'node:zlib';
import { fetchError } from './fetch.ts';

export interface ReadRules {
  max_bytes: number;
  /** Keeps what came so far when there is more; else that is an error. */
  is_cut: boolean;
  encoding: string;
  to_file?: string;
  signal: AbortSignal;
}

interface Read {
  body: Buffer;
  is_cut: boolean;
}

/** Bytes are counted after unpacking. @throws FetchError too_large, wrong_type */
export async function readBody(source: Readable, rules: ReadRules): Promise<Read> {
  const parts: Buffer[] = [];
  const cap = { left: rules.max_bytes, isReached: false };
  const sink = rules.to_file ? createWriteStream(rules.to_file, { flags: 'wx' }) : collect(parts);
  try {
    await run([source, ...unpacking(rules.encoding), capped(cap), sink], rules.signal);
  } catch (error) {
    if (rules.to_file) await fs.rm(rules.to_file, { force: true });
    // Stopping the source makes errors of its own; which one comes out is chance.
    if (!cap.isReached) throw error;
    if (!rules.is_cut || rules.to_file) throw fetchError('too_large', `more than ${rules.max_bytes} bytes`);
  }
  return { body: Buffer.concat(parts), is_cut: cap.isReached };
}

interface Cap {
  left: number;
  isReached: boolean;
}

// The types know no array with functions in it; the pipeline does.
function run(stages: unknown[], signal: AbortSignal): Promise<void> {
  return pipeline(stages as Readable[], { signal });
}

function unpacking(encoding: string): Transform[] {
  const name = encoding.trim().toLowerCase();
  if (!name || name === 'identity') return [];
  if (name === 'gzip' || name === 'x-gzip') return [zlib.createGunzip()];
  if (name === 'deflate') return [zlib.createInflate()];
  if (name === 'br') return [zlib.createBrotliDecompress()];
  throw fetchError('wrong_type', 'packed in a way that was not asked for');
}

/** Lets bytes through up to the cap, then stops everything. */
function capped(cap: Cap) {
  return async function* (source: AsyncIterable<Buffer>) {
    for await (const part of source) {
      if (part.length > cap.left) {
        if (cap.left) yield part.subarray(0, cap.left);
        cap.isReached = true;
        throw new Error('the cap is reached');
      }
      cap.left -= part.length;
      yield part;
    }
  };
}

function collect(parts: Buffer[]) {
  return async (source: AsyncIterable<Buffer>) => {
    for await (const part of source) parts.push(part);
  };
}
