// media/uploads/rules.ts: what may be sent, what was refused, what came.
import type { StagedFile, StagingArea } from '../media.ts';
import type { FileLimits } from '../limits.ts';

/** The limits count files that were received earlier with the same form. */
export interface UploadRules extends FileLimits {
  /** Extensions that are allowed, without dots; undefined allows every known type. */
  extensions: ReadonlySet<string> | undefined;
  /** The staging area of the files: who shares its quota. */
  area: StagingArea;
  /** What files tell of places, times and devices stays in them. */
  keeps_metadata?: boolean;
  /** Counts a file before it is read. @throws HttpError 429 when it is one too many */
  admit?: () => Promise<void>;
  /** Why nobody may send files here now, as a sentence; undefined when one may. */
  closed?: string;
}

export interface RefusedFile {
  name: string;
  /** 403, 413, 415, 429 or 507. */
  status: number;
  /** A sentence for the sender: what is wrong and what to do. */
  reason: string;
}

/** What came with a form. */
export interface ReceivedFiles {
  /** The form's unguessable key, from the field `form_key`; a new one when the form had none. */
  form_key: string;
  /** All files of the form that wait, also those received earlier, in order. */
  files: StagedFile[];
  /** Those of them that came with this very request. */
  fresh: StagedFile[];
  /** Files that were refused; the rest of the form is whole. */
  refused: RefusedFile[];
}
