// comments/spam/tokens.ts: what the filter counts in a comment: its words, the hosts it links to, and marks of who wrote it.
import crypto from 'node:crypto';
import { signatureOf } from '../../base/signature.ts';
import type { Blog } from '../../blog.ts';

/** What is known of a comment before it is judged. */
export interface Written {
  author_name: string;
  author_email: string;
  author_url: string;
  /** As typed. */
  content: string;
  /** Absolute addresses of the rendered links. */
  links: string[];
  /** The /24 or /48 of its sender (networkIn); '' when it is not kept. */
  network: string;
}

/** No comment counts for more: the words at its beginning and at its end decide. */
const mostTokens = 300;
const longestText = 20_000;
const longestWord = 40;
/** Characters at the beginning and at the end of a text that are parted into words, in each place. */
const longestEnd = 2000;

// A segment costs some microseconds each, signs and blanks as well: only what is written without spaces is given to it.
const segmenter = new Intl.Segmenter('und', { granularity: 'word' });
const run = /[\p{L}\p{N}\p{M}]+(?:['’][\p{L}\p{N}\p{M}]+)*/gu;
const withoutSpaces =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/**
 * The distinct tokens of a comment, each with its kind as a prefix: `word:`, `pair:` of neighbours, `name:`, `host:`, `form:`
 * (length, capitals, number of links). Words are folded by NFKC and to small letters; runs of scripts without spaces are
 * parted by Unicode's rules (UAX #29), so that those languages have words as well.
 * @returns at most 300 tokens, in the order in which they stand
 */
export function tokensOf(comment: Written): string[] {
  const words = wordsOf(withoutMarkup(comment.content));
  const tokens = new Set<string>();
  for (const token of [...formOf(comment, words), ...hostsOf(comment).map((host) => `host:${host}`)])
    tokens.add(token);
  for (const word of wordsOf(comment.author_name).slice(0, 8)) tokens.add(`name:${word}`);
  const half = Math.floor(mostTokens / 4);
  const read = words.length > 2 * half ? [...words.slice(0, half), ...words.slice(-half)] : words;
  for (const [at, word] of read.entries()) {
    tokens.add(`word:${word}`);
    if (at > 0) tokens.add(`pair:${read[at - 1]} ${word}`);
  }
  return [...tokens].slice(0, mostTokens);
}

/**
 * Marks of a sender and of a text, for "this was marked as spam before". Addresses and networks are kept as signatures: whoever
 * reads the table or an export of it learns no address.
 * @param blog whose secret keys them
 */
export function marksOf(
  blog: Pick<Blog, 'config' | 'url'>,
  comment: Written,
): Record<'email' | 'network' | 'text' | 'site', string> {
  const mark = (kind: string, what: string) => what && `${kind}:${signatureOf(blog, `spam ${kind}`, what)}`;
  const text = folded(withoutMarkup(comment.content)).match(run)?.join(' ') ?? '';
  const site = hostOf(comment.author_url);
  return {
    email: mark('email', comment.author_email.trim().toLowerCase()),
    network: mark('network', comment.network),
    // Short ones ("Thank you") are said by many.
    text:
      text.length < 20
        ? ''
        : `text:${crypto.createHash('sha256').update(text).digest('base64url').slice(0, 22)}`,
    site: site && `host:${site}`,
  };
}

/** Whether a text holds links in the code of forums, which nobody types here. */
export const hasForumCode = (text: string): boolean => /\[(?:url|link)[=\]]/i.test(text);

/** The hosts a comment leads to, without `www.`. */
export function hostsOf({ author_url, links }: Pick<Written, 'author_url' | 'links'>): string[] {
  return [...new Set([author_url, ...links.slice(0, 50)].map(hostOf).filter(Boolean))];
}

function formOf({ content, author_url, links }: Written, words: string[]): string[] {
  const read = content.slice(0, longestEnd);
  const letters = read.match(/\p{L}/gu)?.length ?? 0;
  const capitals = read.match(/\p{Lu}/gu)?.length ?? 0;
  return [
    `form:links ${Math.min(5, links.length)}`,
    `form:words ${words.length < 5 ? 'few' : words.length < 40 ? 'some' : 'many'}`,
    ...(letters > 20 && capitals / letters > 0.5 ? ['form:capitals'] : []),
    ...(hasForumCode(content) ? ['form:bbcode'] : []),
    ...(author_url ? ['form:site'] : []),
  ];
}

/** @returns the words at the beginning of a text, and those at its end where it is long */
function wordsOf(text: string): string[] {
  const read =
    text.length > 2 * longestEnd ? `${text.slice(0, longestEnd)} ${text.slice(-longestEnd)}` : text;
  const words: string[] = [];
  for (const [letters] of folded(read).matchAll(run)) {
    if (!withoutSpaces.test(letters)) words.push(letters);
    else for (const { segment } of segmenter.segment(letters)) words.push(segment);
  }
  return words.filter((word) => word.length <= longestWord);
}

const folded = (text: string): string => text.normalize('NFKC').toLowerCase();

const withoutMarkup = (text: string): string =>
  text
    .slice(0, longestText)
    .replaceAll(/<[^<>]{0,500}>/g, ' ')
    .replaceAll(/https?:\/\/[^\s<>"]{1,2000}/gi, ' ');

function hostOf(url: string): string {
  if (!URL.canParse(url)) return '';
  const { hostname, protocol } = new URL(url);
  return /^https?:$/.test(protocol) ? hostname.replace(/^www\./, '').slice(0, 100) : '';
}
