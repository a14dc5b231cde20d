// media/file-name.ts: names people give to files: shown, never used as a path; and the keys files are kept under.
import crypto from 'node:crypto';

/**
 * A name fit to show and to offer for a download: no controls, no line breaks, nothing that turns the writing
 * direction, no folders, at most 200 characters (the extension is kept).
 */
export function cleanName(given: string): string {
  const name = given
    .normalize('NFC')
    .split(/[/\\]/)
    .at(-1)!
    .replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
  const letters = Array.from(name);
  if (letters.length <= 200) return name || 'file';
  const extension = /\.[a-z0-9-]{1,10}$/i.exec(name)?.[0] ?? '';
  return letters.slice(0, 200 - extension.length).join('') + extension;
}

/** A key such as 2026/11/k3v9….jpg, or k3v9….jpg when months have no folders: unguessable, made by us alone. */
export function newFileKey(now: Date, extension: string, has_months = true): string {
  const [year, month] = now.toISOString().split('-');
  return `${has_months ? `${year}/${month}/` : ''}${randomWord()}.${extension}`;
}

/** Whether a file's name, without its folder, was made by `newFileKey` or from one. */
export const isOurName = (name: string): boolean => /^[a-z2-9]{26}[.-]/.test(name);

/** 26 letters and digits, 130 random bits. */
export function randomWord(): string {
  return [...crypto.randomBytes(26)].map((byte) => alphabet[byte & 31]).join('');
}

const alphabet = 'abcdefghijkmnpqrstuvwxyz23456789';
