// media/uploads/partial-append.ts: takes in the next stretch of an upload; what came before the line broke is kept.
import fs from 'node:fs/promises';
import path from 'node:path';
import type { Request, Response } from 'express';
import { httpError } from '../../base/errors.ts';
import { openBody } from '../../base/http/read-body.ts';
import { __ } from '../../base/language/gettext.ts';
import type { Blog } from '../../blog.ts';
import { checkWrite } from './disk.ts';
import { bytesOf, type PartialUpload } from './partial.ts';
import { updatePartial } from './partial-queries.ts';

/** Stretches on their way in, by upload. */
const coming = new Map<string, { req: Request; done: Promise<unknown> }>();

/**
 * Writes the body behind what is there. One stretch at a time: a new one ends an older one, whose line is dead though
 * nobody has told us.
 * @returns how many bytes are there now
 * @throws HttpError 409 when the stretch begins elsewhere; 413 when it is longer than what is missing
 */
export async function appendPartial(
  blog: Blog,
  { req, res }: Exchange,
  partial: PartialUpload,
  offset: number,
): Promise<number> {
  const older = coming.get(partial.id);
  older?.req.destroy();
  const mine = { req, done: append(blog, { req, res }, partial, { offset, after: older?.done }) };
  coming.set(partial.id, mine);
  try {
    return await mine.done;
  } finally {
    if (coming.get(partial.id) === mine) coming.delete(partial.id);
  }
}

interface Exchange {
  req: Request;
  res: Response;
}

interface Stretch {
  offset: number;
  after: Promise<unknown> | undefined;
}

async function append(
  blog: Blog,
  { req, res }: Exchange,
  partial: PartialUpload,
  { offset, after }: Stretch,
): Promise<number> {
  await after?.catch(() => undefined);
  const here = await bytesOf(blog, partial);
  if (here !== offset || partial.media_id) throw elsewhere();
  const handle = await fs.open(path.join(blog.storage.staging, partial.file), 'r+');
  const missing = partial.byte_size - offset;
  const open = openBody(req, res, { held_bytes: heldBytes, all_bytes: missing + heldBytes });
  let end = offset;
  try {
    for await (const piece of (open?.source ?? []) as AsyncIterable<Buffer>) {
      if (end + piece.length > partial.byte_size) throw tooLong();
      await checkWrite(blog, piece.length);
      await writeWhole(handle, piece, end);
      open?.passOn(piece.length);
      end += piece.length;
    }
  } finally {
    open?.close();
    await handle.close();
    await updatePartial(blog.db, partial.id, { touched_at: blog.now() });
  }
  // What came before is kept: the sender asks where to go on.
  const refusal = open?.refusal();
  if (refusal) throw refusal;
  return end;
}

// All of a stretch goes to disk as it comes; this much may be on its way there.
const heldBytes = 2 ** 18;

async function writeWhole(handle: fs.FileHandle, piece: Buffer, position: number): Promise<void> {
  for (let done = 0; done < piece.length;) {
    const { bytesWritten } = await handle.write(piece, done, piece.length - done, position + done);
    done += bytesWritten;
  }
}

const elsewhere = () =>
  httpError(409, 'other_offset', __('The upload stands elsewhere. Ask where it stands.'));

const tooLong = () => httpError(413, 'file_too_large', __('More came than the file was said to have.'));
