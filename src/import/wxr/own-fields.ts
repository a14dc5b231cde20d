// import/wxr/own-fields.ts: names under which an export of this engine keeps what WordPress's format has no element for.

const prefix = '_quillback_';

/** The meta key of a field. Other programs keep such meta and show nothing of it. */
export const ownField = (name: string): string => prefix + name;

export const isOwnField = (key: string): boolean => key.startsWith(prefix);

/**
 * Marks a menu, and a line of one, whose number was made up for the export: it is no number to keep. In an export of
 * WordPress they have numbers of their own.
 */
export const numberedForExport = ownField('numbered');

/** Whether a record of an export bears that mark. */
export const isNumberedForExport = (meta: { key: string }[]): boolean =>
  meta.some(({ key }) => key === numberedForExport);

/** The first value of a field; undefined when the record has none. */
export const readOwnField = (meta: Record<string, string[]>, name: string): string | undefined =>
  meta[ownField(name)]?.[0];
