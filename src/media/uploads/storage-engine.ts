// media/uploads/storage-engine.ts: multer's storage: streams a file to disk and checks it when it is whole.
import crypto from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import type multer from 'multer';
import { httpError, type HttpError } from '../../base/errors.ts';
import type { OpenBody } from '../../base/http/read-body.ts';
import { batchBytes, acquireSlot, type UploadSession, type UploadSlot } from './session.ts';
import { allowedType, checkFile } from './check-file.ts';
import { diskFull } from './disk.ts';
import { cleanName, randomWord } from '../file-name.ts';
import type { StagedFile } from '../media.ts';
import { sizeLabel } from '../view.ts';

/** Files that pass are added to `session.stored`, others to `session.refused`; a refused file's bytes are skipped. */
export function fileEngine(session: UploadSession, open: OpenBody): multer.StorageEngine {
  return {
    _handleFile(_req, file, done) {
      receiveFile(session, open, file).then(() => done(null, {}), done);
    },
    _removeFile(_req, _file, done) {
      done(null); // abortUploads removes them all.
    },
  };
}

/** Takes one file in: it is added to `session.stored`, or to `session.refused`. */
export async function receiveFile(
  session: UploadSession,
  open: OpenBody,
  file: Pick<Express.Multer.File, 'originalname' | 'stream'>,
): Promise<void> {
  const name = cleanName(file.originalname);
  const turn = session.order.push('') - 1;
  const { expected_md5 } = session;
  const hash = expected_md5 === undefined ? undefined : crypto.createHash('md5');
  // Busboy's stream may be left open when the reading stops early: what follows is skipped.
  const pieces = counted(file.stream, open, hash);
  try {
    // The answer is certain: no file is waited for.
    if (session.is_too_large) open.stop(farTooLarge());
    else if (open.refusal()) open.stop(open.refusal()!);
    allowedType(name, session.rules.extensions);
    const slot = await acquireSlot(session);
    try {
      const stored = await store(session, name, {
        pieces: pieces(),
        slot,
        isWhole: () => hash?.digest('hex') === expected_md5,
      });
      session.order[turn] = stored.id;
      session.stored.push(stored);
    } finally {
      slot.leave();
    }
  } catch (error) {
    const refusal = asRefusal(error);
    session.refused.push({ name, status: refusal.status, reason: refusal.message });
    for await (const _skipped of pieces());
  }
}

/** A file's bytes, which leave the memory as they are taken; iterated a second time, what the first left. */
function counted(stream: Readable, open: OpenBody, hash?: crypto.Hash): () => AsyncGenerator<Buffer> {
  return async function* () {
    if (stream.readableEnded) return;
    for await (const piece of stream.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      open.passOn(piece.length);
      hash?.update(piece);
      yield piece;
    }
  };
}

const farTooLarge = () =>
  httpError(413, 'too_large', 'This is far too large to send at once. Choose smaller files.');

async function store(
  session: UploadSession,
  name: string,
  { pieces, slot, isWhole }: { pieces: AsyncIterable<Buffer>; slot: UploadSlot; isWhole: () => boolean },
): Promise<StagedFile> {
  const { blog, rules, network } = session;
  const file = randomWord();
  const full = path.join(blog.storage.staging, file);
  try {
    const written = await write(full, pieces, slot, limitOf(name, rules.max_bytes));
    if (!isWhole())
      throw httpError(412, 'other_hash', `“${name}” is not what its sender said it is. Send it again.`);
    const facts = await checkFile(full, name, rules);
    const row = {
      id: crypto.randomUUID(),
      form_key: '',
      file,
      name,
      network,
      room: rules.area,
      received_at: blog.now(),
    };
    return { ...row, ...written, ...facts, alternative_text: '' };
  } catch (error) {
    await fs.rm(full, { force: true });
    throw error;
  }
}

type Limit = { bytes: number; refuse: () => HttpError };

const limitOf = (name: string, bytes: number): Limit => ({
  bytes,
  refuse: () =>
    httpError(413, 'file_too_large', `“${name}” is larger than ${sizeLabel(bytes)}. Choose a smaller file.`),
});

/**
 * Fewer, larger writes: each costs a trip to another thread. Holds two batches at a time, however long the file: one is being written while the next comes in.
 * Leaves the stream open when it stops early.
 */
async function write(full: string, pieces: AsyncIterable<Buffer>, slot: UploadSlot, limit: Limit) {
  const handle = await fs.open(full, 'wx', 0o640);
  let byte_size = 0;
  let batch: Buffer[] = [];
  let inBatch = 0;
  let writing: Promise<unknown> = Promise.resolve();
  const send = async () => {
    await writing;
    await slot.write(inBatch);
    writing = writeAll(handle, batch, byte_size - inBatch);
    // Looked at when it is awaited; unlooked-at failures would end the process.
    writing.catch(() => undefined);
    batch = [];
    inBatch = 0;
  };
  try {
    for await (const piece of pieces) {
      byte_size += piece.length;
      if (byte_size > limit.bytes) throw limit.refuse();
      batch.push(piece);
      inBatch += piece.length;
      if (inBatch >= batchBytes()) await send();
    }
    await send();
    await writing;
  } finally {
    await writing.catch(() => undefined);
    await handle.close();
  }
  return { byte_size };
}

async function writeAll(handle: fs.FileHandle, batch: Buffer[], position: number): Promise<void> {
  for (let left = batch, at = position; left.length;) {
    const { bytesWritten } = await handle.writev(left, at);
    at += bytesWritten;
    left = rest(left, bytesWritten);
  }
}

/** What of some buffers is still to be written after the first `done` bytes. */
function rest(buffers: Buffer[], done: number): Buffer[] {
  const left: Buffer[] = [];
  for (const buffer of buffers) {
    if (done < buffer.length) left.push(done > 0 ? buffer.subarray(done) : buffer);
    done = Math.max(0, done - buffer.length);
  }
  return left;
}

/** @throws what is no refusal: our own faults */
function asRefusal(error: unknown): HttpError {
  const { code } = error as { code?: string };
  if (code === 'ENOSPC' || code === 'EDQUOT') return diskFull();
  if (error instanceof Error && 'status' in error) return error as HttpError;
  throw error;
}
