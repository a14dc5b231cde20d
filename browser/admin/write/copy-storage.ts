// admin/write/copy-storage.ts: copies of unsaved texts in this browser's storage, which may be full, switched off or somebody else's.
import type { Fields } from './copy-fields.ts';

export interface Copy {
  /** When it was written, in milliseconds of Unix time. */
  at: number;
  /** How many changes it holds. */
  change: number;
  /** The server has the same text. */
  isKept: boolean;
  /** When the text was last seen saved. */
  seen: string;
  fields: Fields;
}

const month = 30 * 86_400_000;
const all = 'quillback:write:';

/** Copies whose keys begin so, the newest first. Something else under our names is passed over. */
export function copiesUnder(beginning: string): [key: string, copy: Copy][] {
  return keysUnder(beginning)
    .flatMap((key): [string, Copy][] => {
      try {
        const copy = JSON.parse(localStorage.getItem(key) ?? '') as Copy | null;
        return Array.isArray(copy?.fields) ? [[key, copy]] : [];
      } catch {
        return [];
      }
    })
    .toSorted(([, one], [, other]) => other.at - one.at);
}

function keysUnder(beginning: string): string[] {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(beginning));
  } catch {
    return []; // storage is switched off
  }
}

export const removeCopy = (key: string): void => localStorage.removeItem(key);

/** Writes a copy; where there is no room, old ones go. @returns whether it is kept */
export function store(key: string, copy: Copy): boolean {
  const text = JSON.stringify(copy);
  if (isWritten(key, text)) return true;
  for (const [old, { at }] of copiesUnder(all)) if (at < Date.now() - month) removeCopy(old);
  return isWritten(key, text);
}

function isWritten(key: string, text: string): boolean {
  try {
    localStorage.setItem(key, text);
    return true;
  } catch {
    return false;
  }
}

/**
 * Forgets saved copies; what was typed after the form had been sent is no part of them.
 * @param names as the server repeats them: `name.change`, with blanks between
 */
export function forgetSaved(names: string): void {
  for (const [name, change] of names.split(' ').map((one) => one.split('.'))) {
    const saved = keysUnder(all).filter((key) => name && key.endsWith(`:${name}`));
    for (const [key, copy] of saved.flatMap(copiesUnder)) {
      if (copy.change <= Number(change)) removeCopy(key);
    }
  }
}
