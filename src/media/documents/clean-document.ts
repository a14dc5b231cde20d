// media/documents/clean-document.ts: takes authors, programs and times out of PDF, Office and RTF files, before anybody reads them.
import fs from 'node:fs/promises';
import type { Signature } from '../uploads/signatures.ts';
import { cleanOffice } from './clean-office.ts';
import { cleanPdf } from './clean-pdf.ts';
import { cleanRtf } from './clean-rtf.ts';

/** Larger documents stay as they are: they would have to be in memory. */
const most = 2 ** 26;

/** Each changes the bytes where they lie, and moves none. */
const cleaners: Partial<Record<Signature, (bytes: Buffer) => Promise<void> | void>> = {
  pdf: cleanPdf,
  docx: cleanOffice,
  xlsx: cleanOffice,
  pptx: cleanOffice,
  odf: cleanOffice,
  rtf: cleanRtf,
};

let last: Promise<unknown> = Promise.resolve();

/** One document at a time is in memory. One that is put together otherwise than its format says stays as it is. */
export function cleanDocument(path: string, signature: Signature): Promise<void> {
  const cleaner = cleaners[signature];
  if (!cleaner) return Promise.resolve();
  const mine = last.then(async () => {
    if ((await fs.stat(path)).size > most) return;
    const bytes = await fs.readFile(path);
    try {
      await cleaner(bytes);
    } catch (error) {
      // What cannot be read as its format cannot be cleaned, and may be shown well all the same.
      if (!(error instanceof RangeError || isOfZlib(error))) throw error;
    }
    await fs.writeFile(path, bytes, { flag: 'r+' });
  });
  last = mine.catch(() => undefined);
  return mine;
}

const isOfZlib = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && /^(?:Z_|ERR_BUFFER)/.test(String(error.code));
