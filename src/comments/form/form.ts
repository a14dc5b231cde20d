// comments/form/form.ts: what a reader typed: untrusted fields in, trimmed words out. Truth is judged in submit.ts.
import { httpError } from '../../base/errors.ts';
import { readId } from '../../base/http/ids.ts';
import { claimedFiles, type ClaimedFile } from '../../attachments/claimed.ts';
import { __ } from '../../base/language/gettext.ts';
import { typedPassage, type Passage } from '../passages/passage.ts';

/** WordPress's lengths, in characters. Longer is refused, never cut. */
export const limits = { author: 245, email: 100, url: 200, comment: 65_525 };

export interface CommentWords {
  post_id: number;
  /** 0 for a comment of its own. */
  parent_id: number;
  author_name: string;
  author_email: string;
  author_url: string;
  content: string;
  consent: boolean;
  form_key: string;
  /** The words of the post that it is about, not yet looked for. */
  passage: Passage | undefined;
  /** The files that the form says it has. */
  claimed_files: ClaimedFile[];
  redirect_to: string;
  /** A field that people do not see: only programs fill it. */
  trap: string;
  /** When the form was drawn, signed (spam/form-seal.ts); '' when there is none. */
  form_seal: string;
  /** Wants to be told by email of replies, of all comments of the post. */
  subscribe_replies: boolean;
  subscribe_post: boolean;
  /** What kind the sender claims; readers only write comments. */
  type: string;
}

/** Reads the standard field names. Fields that are missing, repeated or nested count as empty. */
export function commentWords(body: unknown): CommentWords {
  const field = (name: string) => textOf(body, name);
  return {
    post_id: idOf(field('comment_post_ID')),
    parent_id: idOf(field('comment_parent')),
    author_name: withoutTricks(field('author')),
    author_email: withoutTricks(field('email')),
    author_url: field('url').trim(),
    content: field('comment').replaceAll('\r\n', '\n').trim(),
    consent: field('wp-comment-cookies-consent') !== '',
    form_key: /^[\w-]{8,64}$/.test(field('form_key')) ? field('form_key') : '',
    passage: typedPassage({
      passage: field('passage'),
      prefix: field('passage_prefix'),
      suffix: field('passage_suffix'),
    }),
    claimed_files: claimedFiles(body),
    redirect_to: field('redirect_to'),
    trap: field('website_url'),
    form_seal: field('form_seal').slice(0, 100),
    subscribe_replies: field('subscribe_replies') !== '',
    subscribe_post: field('subscribe_post') !== '',
    type: field('comment_type') || field('type') || 'comment',
  };
}

/**
 * Refuses what cannot be stored as it was typed.
 * @throws HttpError 400 naming the fields: too long, or with characters no text has (NUL, half surrogates)
 */
export function checkWords(words: CommentWords): void {
  const typed = {
    comment: words.content,
    author: words.author_name,
    email: words.author_email,
    url: words.author_url,
  };
  for (const [name, text] of Object.entries(typed)) {
    if (text.includes('\0') || /\p{Cs}/u.test(text)) {
      const message = __('The text holds characters that cannot be stored. Remove them and send it again.');
      throw httpError(400, 'bad_characters', message, { [name]: message });
    }
    const most = limits[name as keyof typeof limits];
    // Half surrogates are refused above: no text has more than twice as many units as characters.
    const length = text.length > 2 * most ? text.length : Array.from(text).length;
    if (length > most) {
      const message = tooLong[name as keyof typeof limits](length, most);
      throw httpError(400, 'too_long', message, { [name]: message });
    }
  }
  if (words.type !== 'comment') {
    throw httpError(
      400,
      'comment_type',
      __('Readers can only leave comments here, nothing of another kind.'),
    );
  }
}

/** A website's address, safe for an attribute; '' for anything but http and https. */
export function cleanUrl(given: string): string {
  if (!given) return '';
  const full = /^[a-z][a-z0-9+.-]*:/i.test(given) && !/^[\w.-]+:\d/.test(given) ? given : `https://${given}`;
  if (!URL.canParse(full)) return '';
  const url = new URL(full);
  if (!['http:', 'https:'].includes(url.protocol) || url.username || url.password) return '';
  return url.href.replaceAll("'", '%27');
}

const tooLong = {
  comment: (length: number, most: number) =>
    __('The comment is too long: %1$s characters, at most %2$s fit.', String(length), String(most)),
  author: (length: number, most: number) =>
    __('The name is too long: %1$s characters, at most %2$s fit.', String(length), String(most)),
  email: (length: number, most: number) =>
    __('The email is too long: %1$s characters, at most %2$s fit.', String(length), String(most)),
  url: (length: number, most: number) =>
    __('The website address is too long: %1$s characters, at most %2$s fit.', String(length), String(most)),
};

function textOf(body: unknown, name: string): string {
  const value = body && typeof body === 'object' ? (body as Record<string, unknown>)[name] : undefined;
  return typeof value === 'string' ? value : '';
}

/** 0 when it is none. */
const idOf = (text: string): number => readId(text.trim()) ?? 0;

// Controls, marks that turn the direction of writing, and characters without width: a name must look like what it is.
const tricks = /[\p{Cc}\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;

function withoutTricks(text: string): string {
  // NUL stays, to be refused by name.
  return text
    .replaceAll(tricks, (found) => (found === '\0' ? found : /\s/.test(found) ? ' ' : ''))
    .replaceAll(/\s+/g, ' ')
    .trim();
}
