// media/documents/clean-bytes.ts: the cleaning of one document, as a thread does it.
import fs from 'node:fs/promises';
import type { Signature } from '../uploads/signatures.ts';
import { cleanOffice } from './clean-office.ts';
import { cleanPdf } from './clean-pdf.ts';
import { cleanRtf } from './clean-rtf.ts';

export interface DocumentInput {
  path: string;
  signature: Signature;
}

/** Larger documents stay as they are: they would have to be in memory. */
const most = 2 ** 26;

/** Each changes the bytes where they lie, and moves none. */
const cleaners: Partial<Record<Signature, (bytes: Buffer) => void>> = {
  pdf: cleanPdf,
  docx: cleanOffice,
  xlsx: cleanOffice,
  pptx: cleanOffice,
  odf: cleanOffice,
  rtf: cleanRtf,
};

/** Reads, cleans and writes the file. One that cannot be read as its format stays as it is. */
export async function cleanBytes({ path, signature }: DocumentInput): Promise<null> {
  if ((await fs.stat(path)).size > most) return null;
  const bytes = await fs.readFile(path);
  try {
    cleaners[signature]!(bytes);
  } catch (error) {
    // What cannot be read as its format cannot be cleaned, and may be shown well all the same.
    if (!(error instanceof RangeError || isOfZlib(error))) throw error;
  }
  await fs.writeFile(path, bytes, { flag: 'r+' });
  return null;
}

const isOfZlib = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && /^(?:Z_|ERR_BUFFER)/.test(String(error.code));
