// media/file-name.ts: names people give to files: shown, never used as a path; and the keys files are kept under.
import crypto from 'node:crypto';

/**
 * A name fit to show and to offer for a download: no controls, no line breaks, nothing that turns the writing
 * direction, no folders, no full stop at the end, at most 200 characters (the extension is kept). What joins emoji and
 * Persian letters stays between them.
 */
export function cleanName(given: string): string {
  const name = given
    .normalize('NFC')
    .split(/[/\\]/)
    .at(-1)!
    .replaceAll(unseen, '')
    .replaceAll(looseJoiner, '')
    .replaceAll(looseTag, '')
    .replaceAll(/\s+/g, ' ')
    .replace(/[. ]+$/, '')
    .trim();
  const letters = Array.from(name);
  if (letters.length <= 200) return name || 'file';
  const extension = /\.[a-z0-9-]{1,10}$/i.exec(name)?.[0] ?? '';
  const stem = letters.slice(0, 200 - extension.length).join('');
  return stem.replaceAll(looseJoiner, '') + extension;
}

/** All of these but joiners and the tags of flags. */
const unseen = /(?!\p{Join_Control}|[\u{e0020}-\u{e007f}])[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu;
const looseJoiner =
  /(?<![\p{L}\p{M}\p{Extended_Pictographic}\p{Emoji_Modifier}])\p{Join_Control}+|\p{Join_Control}+(?![\p{L}\p{M}\p{Extended_Pictographic}])/gu;
/** Those of a flag such as England's follow a black flag. */
const looseTag = /(?<!\u{1f3f4}[\u{e0020}-\u{e007f}]*)[\u{e0020}-\u{e007f}]/gu;

/** A key such as 2026/11/k3v9….jpg, or k3v9….jpg when months have no folders: unguessable, made by us alone. */
export const newFileKey = (now: Date, extension: string, has_months = true): string =>
  `${monthFolder(now, has_months)}${randomWord()}.${extension}`;

/** Such as 2026/11/; '' when months have no folders. */
export function monthFolder(now: Date, has_months: boolean): string {
  const [year, month] = now.toISOString().split('-');
  return has_months ? `${year}/${month}/` : '';
}

/** Whether a file's name, without its folder, was made by `newFileKey` or from one. */
export const isOurName = (name: string): boolean => /^[a-z2-9]{26}[.-]/.test(name);

/** 26 letters and digits, 130 random bits. */
export function randomWord(): string {
  return [...crypto.randomBytes(26)].map((byte) => alphabet[byte & 31]).join('');
}

const alphabet = 'abcdefghijkmnpqrstuvwxyz23456789';
