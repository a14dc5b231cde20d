// media/uploads/check-file.ts: decides what a received file is: its extension and its bytes must agree, or nearly so.
import fs from 'node:fs/promises';
import { httpError, isHttpError, type HttpError } from '../../base/errors.ts';
import { __ } from '../../base/language/gettext.ts';
import { cleanBoxes } from '../pictures/clean-boxes.ts';
import { cleanPixels, isCleanedAtOnce } from '../pictures/clean-pixels.ts';
import { cleanDocument } from '../documents/clean-document.ts';
import { extensionOf, typeOf, type FileType } from '../file-types.ts';
import { dimensionsOf, isDecodable, maxPixels } from '../pictures/images.ts';
import { extensionsFor, fits, headBytes, looksLikeProgram, looksLikeMarkup } from './signatures.ts';
import { isPlainText } from './plain-text.ts';
import { hasBoxes } from '../pictures/preparation.ts';
import type { UploadRules } from './rules.ts';
import { nameOfType, otherTypes } from './true-type.ts';
import { zipFits } from './zip-entries.ts';

export interface FileFacts {
  /** As given, or with the ending of what the file is. */
  name: string;
  mime_type: string;
  /** Of the file as it is now: metadata about its maker is gone. */
  byte_size: number;
  width: number | null;
  height: number | null;
  frames: number | null;
}

/**
 * Looks at a whole file on disk, and takes out of it what tells of places, times and devices. A picture with the ending
 * of another kind of picture is taken for what it is; so are sound and films.
 * @param path of the bytes
 * @param name its cleaned name
 * @param rules the extensions that are allowed, undefined for every known type; whether it keeps what it tells
 * @throws HttpError 415 naming the file; 503 when too many documents wait to be read
 */
export async function checkFile(
  path: string,
  name: string,
  { extensions, keeps_metadata = false, area = 'library' }: Partial<UploadRules> = {},
): Promise<FileFacts> {
  const promised = allowedType(name, extensions);
  const type = await reading(path, async (head, handle, size) => {
    if (!size) throw refused(__('“%s” is empty. Choose another file.', name));
    for (const one of [promised, ...otherTypes(promised, head)])
      if (await agrees(one, head, handle, size)) return one;
    throw disagrees(name, promised, head);
  });
  const right = type === promised ? name : nameOfType(name, type, extensions);
  return {
    name: right,
    ...(await clean(path, right, type, { keeps: keeps_metadata, is_ours: area === 'library' })),
  };
}

/** The extension that fits the bytes of a file whatever its name; undefined when they do not tell. */
export const extensionByBytes = (path: string): Promise<string | undefined> =>
  reading(path, async (head, handle, size) => {
    for (const extension of extensionsFor(head))
      if (await agrees(typeOf(extension)!, head, handle, size)) return extension;
    return undefined;
  });

async function reading<Found>(
  path: string,
  look: (head: Buffer, handle: fs.FileHandle, size: number) => Promise<Found>,
): Promise<Found> {
  const handle = await fs.open(path, 'r');
  try {
    const { size } = await handle.stat();
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    return await look(buffer.subarray(0, bytesRead), handle, size);
  } finally {
    await handle.close();
  }
}

/** What the file tells of its maker goes now, and what follows its end; then its dimensions are read. */
async function clean(
  path: string,
  name: string,
  type: FileType,
  { keeps, is_ours }: { keeps: boolean; is_ours: boolean },
): Promise<Omit<FileFacts, 'name'>> {
  const { mime_type } = type;
  try {
    if (hasBoxes(mime_type) && !keeps) await cleanBoxes(path);
    if (!keeps) await cleanDocument(path, type.signature, { is_ours });
    const { size } = await fs.stat(path);
    const facts = await pictureFacts(path, name, type);
    if (!isCleanedAtOnce(mime_type, size)) return { mime_type, byte_size: size, ...facts };
    await cleanPixels(path, mime_type, keeps);
    return { mime_type, byte_size: (await fs.stat(path)).size, ...facts };
  } catch (error) {
    if (isHttpError(error) && error.code === 'document_refused')
      throw refused(__('“%1$s” was not taken. %2$s', name, error.message));
    if (error instanceof Error && ('status' in error || 'code' in error)) {
      if (!(error instanceof RangeError)) throw error;
    }
    throw refused(__('“%s” is damaged.', name));
  }
}

/**
 * The type a name promises.
 * @throws HttpError 415 when it is unknown or not allowed
 */
export function allowedType(name: string, extensions?: ReadonlySet<string>): FileType {
  const extension = extensionOf(name);
  const type = typeOf(extension);
  if (type && (!extensions || extensions.has(extension))) return type;
  const message = extension
    ? __('“%1$s” was not taken. Files of the type %2$s are not allowed here.', name, `.${extension}`)
    : __('“%s” was not taken. Files without a type in their name are not allowed here.', name);
  throw httpError(415, 'file_type_not_allowed', message);
}

async function agrees(type: FileType, head: Buffer, handle: fs.FileHandle, size: number): Promise<boolean> {
  if (!safely(() => fits(type.signature, head))) return false;
  if (type.signature === 'text') return isPlainText(handle);
  return zipFits(handle, size, type.signature);
}

// A file shorter than its own header fits nothing.
function safely(test: () => boolean): boolean {
  try {
    return test();
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

function disagrees(name: string, { extension }: FileType, head: Buffer): HttpError {
  if (looksLikeProgram(head)) return refused(__('“%s” is a program. Programs are not allowed here.', name));
  if (looksLikeMarkup(head))
    return refused(__('“%s” holds a web page or a script, which is not allowed here.', name));
  return refused(
    __('“%1$s” is not what its name says: a %2$s file looks different inside.', name, `.${extension}`),
  );
}

async function pictureFacts(path: string, name: string, { mime_type }: FileType) {
  if (!isDecodable(mime_type)) return { width: null, height: null, frames: null };
  try {
    if (mime_type === 'image/gif') await checkScreen(path);
    return await dimensionsOf(path);
  } catch (error) {
    const isHuge = error instanceof Error && /pixels/.test(error.message);
    const tooMany = __(
      '“%1$s” has too many pixels. At most %2$s megapixels, all frames together, are shown here.',
      name,
      maxPixels / 1_000_000,
    );
    throw refused(isHuge ? tooMany : __('“%s” is damaged.', name));
  }
}

/** A GIF's frames may be small on a screen that is not: browsers reserve memory for the whole of it. */
async function checkScreen(path: string): Promise<void> {
  const handle = await fs.open(path);
  try {
    const { buffer } = await handle.read(Buffer.alloc(10), 0, 10, 0);
    if (buffer.readUInt16LE(6) * buffer.readUInt16LE(8) > maxPixels) throw new Error('too many pixels');
  } finally {
    await handle.close();
  }
}

const refused = (message: string) => httpError(415, 'file_refused', message);
