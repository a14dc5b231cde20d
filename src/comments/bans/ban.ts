// comments/bans/ban.ts: a ban: whom or what it keeps out, and whether a comment falls under it. Needs no database.
import { N_ } from '../../base/language/gettext.ts';
import { matchPattern } from '../../base/pattern.ts';

/** What a ban may be of, with its label. */
export const banKinds = {
  browser: N_('Browser'),
  email: N_('Email address'),
  user: N_('Account'),
  network: N_('Network'),
  word: N_('Word'),
  pattern: N_('Pattern'),
} as const;
export type BanKind = keyof typeof banKinds;

export interface Ban {
  id: number;
  kind: BanKind;
  /** The SHA-256 of a browser's key, an address in lower case, the id of a user, a network, a word, a pattern. */
  value: string;
  author_name: string;
  /** Shown to whoever is refused. */
  reason: string;
  created_at: Date;
  created_by: number | null;
  /** Null for no end. */
  ends_at: Date | null;
  /** When a moderator ended it. */
  ended_at: Date | null;
  ended_by: number | null;
}

/** What is compared with words and patterns. */
export interface BannedWords {
  author_name: string;
  author_email: string;
  author_url: string;
  content: string;
}

/** So many of each are asked for each comment: a pattern costs time for each letter of it. */
export const most_words = 500;
export const most_patterns = 20;
/** Steps of the program that RE2 makes of a pattern. */
export const most_steps = 100;
/** Characters of a text, at its beginning and at its end, that are compared with patterns; words are looked for everywhere. */
const compared = 4000;

/** The first of the bans under which a comment falls; those of persons and networks were found by the database. */
export function banOf<One extends Pick<Ban, 'kind' | 'value'>>(
  bans: One[],
  words: BannedWords,
): One | undefined {
  const { author_name, author_email, author_url, content } = words;
  const fields = [author_name, author_email, author_url, content].flatMap(formsOf);
  const ends =
    content.length > 2 * compared ? [content.slice(0, compared), content.slice(-compared)] : [content];
  const texts = [author_name, author_email, author_url, ...ends];
  return bans.find(({ kind, value }) => {
    if (kind === 'word') return isWordIn(fields, wordOf(value));
    if (kind === 'pattern') return texts.some((text) => matchPattern(value, text) !== undefined);
    return true;
  });
}

const isWordIn = (fields: string[], word: string): boolean =>
  word !== '' && fields.some((field) => field.includes(word));

/** As it was typed, and without tags: what they hide inside a word is still the word, and what stands between `<` and `>` is read, too. */
const formsOf = (text: string): string[] =>
  text.includes('<') ? [wordOf(text), wordOf(text.replaceAll(/<[^<>]*>/g, ''))] : [wordOf(text)];

/** How words are compared: case, and signs that only look different, make no other word. */
export const wordOf = (text: string): string =>
  text
    .normalize('NFKC')
    .replaceAll(/\p{Cf}/gu, '')
    .toLowerCase();

/** Where the writer of a comment is banned; site-relative. */
export const banPath = (comment_id: number): string => `/admin/bans?comment=${comment_id}`;

/** How long a ban may be, in days; 0 for no end. */
export const banDays = [1, 7, 30, 365, 0] as const;
