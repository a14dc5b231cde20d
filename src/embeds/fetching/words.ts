// embeds/fetching/words.ts: what others say of a link, cut down to plain, short text. None of their markup is kept.
import { parseHtml } from '../../base/html/parse.ts';
import { find, isElement, plainText } from '../../base/html/tree.ts';
import { parseXml } from '../../base/xml/read.ts';
import { frameIn } from './iframe.ts';
import type { EmbedKind } from '../services/service.ts';

/** Plain text and http(s) addresses; '' where nothing was said. */
export interface Words {
  title: string;
  author: string;
  author_url: string;
  description: string;
  thumbnail_url: string;
  /** What the page calls its site. */
  site_name: string;
  icon_url: string;
  /** What oEmbed says it is; '' where nothing was said. */
  kind: EmbedKind | '';
  /** The frame it names on its own host, '' for none; undefined when it could not be asked. */
  frame_url: string | undefined;
  width: number | null;
  height: number | null;
}

export const noWords: Words = {
  title: '',
  author: '',
  author_url: '',
  description: '',
  thumbnail_url: '',
  site_name: '',
  icon_url: '',
  kind: '',
  frame_url: '',
  width: null,
  height: null,
};

/**
 * Reads an oEmbed answer (oembed.com, version 1.0), JSON or XML. Of its `html` only the words of a quotation are taken.
 * and the address of a frame.
 * @param hosts whose frames are taken
 * @throws Error when it is neither
 */
export function readOembed(body: string, base: string, hosts: string[] = []): Words {
  const fields = body.trimStart().startsWith('<') ? xmlFields(body) : jsonFields(body);
  const isHtml = typeof fields.html === 'string' && fields.html.includes('wp-embedded-content');
  return {
    ...noWords,
    title: plain(decoded(fields.title, isHtml), 300),
    author: plain(decoded(fields.author_name, isHtml), 100),
    author_url: address(fields.author_url, base),
    description: plain(quotation(fields.html), 500),
    kind: kinds.find((kind) => kind === fields.type) ?? '',
    frame_url: frameIn(fields.html, hosts),
    thumbnail_url: address(fields.thumbnail_url ?? (fields.type === 'photo' ? fields.url : ''), base),
    width: size(fields.width),
    height: size(fields.height),
  };
}

const kinds: EmbedKind[] = ['video', 'photo', 'rich', 'link'];

type Fields = Record<string, unknown>;

function jsonFields(body: string): Fields {
  const given: unknown = JSON.parse(body);
  if (typeof given !== 'object' || given === null || Array.isArray(given)) throw new Error('not an object');
  return given as Fields;
}

function xmlFields(body: string): Fields {
  const events = parseXml(body, { limits: { depth: 8, text: 100_000 } });
  return Object.fromEntries(
    events.flatMap((one) => (one.type === 'close' ? [[one.name, one.text.trim()]] : [])),
  );
}

/** The words of the first paragraph of a quotation: the text of a post on X, Bluesky or Mastodon. */
function quotation(html: unknown): string {
  if (typeof html !== 'string' || !html.includes('<blockquote')) return '';
  const quote = find(parseHtml(html), (one) => one.tagName === 'blockquote');
  const paragraph = quote && find(quote, (one) => isElement(one, 'p'));
  return paragraph ? plainText(paragraph) : '';
}

const inlineTags =
  /<\/?(?:a|abbr|b|bdi|bdo|br|cite|code|del|em|i|ins|kbd|mark|q|s|small|span|strong|sub|sup|u)(?:\s[^<>]{0,500})?>/gi;

/**
 * A name or title with its entities read once.
 * @param isHtml whether tags of a line are markup, too: WordPress gives titles so
 */
function decoded(given: unknown, isHtml: boolean): unknown {
  if (typeof given !== 'string' || !/[&<]/.test(given)) return given;
  const words = given.slice(0, 20_000);
  const bare = isHtml ? words.replaceAll(inlineTags, '') : words;
  return plainText(parseHtml(bare.replaceAll('<', '&lt;')));
}

/** One line without controls and direction marks, cut to its length. */
export function plain(given: unknown, longest: number): string {
  if (typeof given !== 'string') return '';
  const line = given
    .slice(0, 20_000)
    .replaceAll(/[\p{Cc}\p{Cs}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return line.length > longest ? `${line.slice(0, longest - 1).trimEnd()}…` : line;
}

/** An absolute http(s) address without name and password; '' for anything else. */
export function address(given: unknown, base: string): string {
  if (typeof given !== 'string' || !given || given.length > 2048 || !URL.canParse(given, base)) return '';
  const url = new URL(given, base);
  return ['http:', 'https:'].includes(url.protocol) && !url.username ? url.href : '';
}

function size(given: unknown): number | null {
  const number = Number(given);
  return Number.isInteger(number) && number > 0 && number < 20_000 ? number : null;
}
