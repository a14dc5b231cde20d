// import/records/login.ts: user names and emails of an export.
import { transliterate } from 'transliteration';
import { isMailAddress } from '../../base/mail/address.ts';
import { plainWords } from './plain-words.ts';

/**
 * A user name cleaned as WordPress's importer does (`sanitize_user`, strict): no markup, no accents, only Latin letters,
 * digits, blanks and `. _ - @`, at most 60; '' when nothing is left. Two spellings of one name become the same user.
 */
export const wxrLogin = (given: string): string =>
  transliterate(plainWords(given))
    .replaceAll(/%[0-9a-f]{2}|&[^;\s]{1,40};/gi, '')
    .replaceAll(/[^\w .@-]/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, 60)
    .trim();

/** An email that needs no parser; '' for anything else. */
export const wxrEmail = (given: string): string => (isMailAddress(given.trim()) ? given.trim() : '');
