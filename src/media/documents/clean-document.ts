// media/documents/clean-document.ts: takes authors, programs and times out of PDF, Office and RTF files, before anybody reads them.
import { inThread } from '../../base/threads/threads.ts';
import type { Signature } from '../uploads/signatures.ts';
import type { DocumentInput } from './clean-bytes.ts';

const kinds: ReadonlySet<Signature> = new Set(['pdf', 'docx', 'xlsx', 'pptx', 'odf', 'rtf']);

/** The slowest document of 64 MB takes about a second. */
const mostSeconds = 20;

/**
 * Cleans a document where it lies, in a thread: one document at a time, those of strangers behind each other.
 * What is put together otherwise than its format says stays as it is.
 * @throws HttpError 422 when it takes too long or too much memory, 503 when too many wait
 */
export async function cleanDocument(
  path: string,
  signature: Signature,
  { is_ours }: { is_ours: boolean },
): Promise<void> {
  if (!kinds.has(signature)) return;
  const input: DocumentInput = { path, signature };
  const line = is_ours ? 'authors-documents' : 'strangers-documents';
  await inThread({ job: 'clean', line, seconds: mostSeconds, input, lookups: {} });
}
