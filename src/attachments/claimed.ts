// attachments/claimed.ts: what a form says it has beside its text, against what came: no file is missed in silence.
import { __ } from '../base/language/gettext.ts';
import { mostFilesOfForm } from '../media/limits.ts';
import type { ReceivedFiles, RefusedFile } from '../media/uploads/rules.ts';

/** A line of the form's list of files. */
export interface ClaimedFile {
  /** '' for one the site never named. */
  id: string;
  name: string;
}

/**
 * Reads the fields `attached_file` (`ID:NAME`, or `:NAME` for what never arrived), without those that `remove_attachment`
 * or `forgo_file` (the same words) takes back. Untrusted.
 */
export function claimedFiles(body: unknown): ClaimedFile[] {
  const words = (field: string) => wordsOf(body, field);
  const takenBack = new Set([...words('remove_attachment'), ...words('forgo_file')]);
  return words('attached_file')
    .slice(0, 2 * mostFilesOfForm)
    .filter((word) => word.includes(':') && !takenBack.has(word))
    .map((word) => ({
      id: word.slice(0, word.indexOf(':')).slice(0, 64),
      name: word.slice(word.indexOf(':') + 1).slice(0, 255),
    }))
    .filter(({ id, name }) => name !== '' && !takenBack.has(id));
}

/** Those that did not come, as lines for the form that is given back. */
export const missingFiles = (claimed: ClaimedFile[], files: ReceivedFiles['files'] = []): RefusedFile[] =>
  claimed
    .filter(({ id }) => !id || !files.some((file) => file.id === id))
    .map(({ name }) => ({
      name,
      status: 409,
      reason: __('“%s” did not arrive. Choose it again, or post the comment without it.', name),
    }));

const wordsOf = (body: unknown, field: string): string[] => {
  const given = body && typeof body === 'object' ? (body as Record<string, unknown>)[field] : undefined;
  return [given].flat().filter((one): one is string => typeof one === 'string');
};
