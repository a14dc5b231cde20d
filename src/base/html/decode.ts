// base/html/decode.ts: bytes into text: of a page by the charset that it or its server names, of a few words as they look.

/**
 * Decodes a page as browsers do (WHATWG HTML, "determining the character encoding"): byte order mark, then what the
 * server says, then what the first bytes say, then UTF-8 if it is that, else windows-1252. Never throws.
 * @param content_type the server's whole header
 */
export function textOfPage(body: Buffer, content_type = ''): string {
  const named = markOf(body) ?? labelIn(content_type) ?? labelIn(metaIn(body));
  return decoded(body, named ?? 'utf-8', !named) ?? decoded(body, 'windows-1252') ?? '';
}

/**
 * Words that came without the name of their charset, such as file names and fields of old programs: UTF-8 where it is
 * that; else Japanese or Cyrillic where the bytes look so; else windows-1252. Never throws.
 */
export function guessText(bytes: Buffer): string {
  return (
    exactly(bytes, 'utf-8') ??
    japanese(bytes) ??
    (isCyrillic(bytes) ? new TextDecoder('windows-1251').decode(bytes) : western(bytes))
  );
}

/** The same of a text that holds a byte in each character; one that holds more was decoded already. */
export const guessLatin1 = (text: string): string =>
  /[^\0-\xff]/.test(text) ? text : guessText(Buffer.from(text, 'latin1'));

function markOf(body: Buffer): string | undefined {
  if (body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf) return 'utf-8';
  if (body[0] === 0xff && body[1] === 0xfe) return 'utf-16le';
  return body[0] === 0xfe && body[1] === 0xff ? 'utf-16be' : undefined;
}

/** The first `<meta>` that names a charset, within the bytes where it must stand. */
function metaIn(body: Buffer): string {
  const start = body.subarray(0, 1024).toString('latin1');
  const found = /<meta[^>]{0,200}charset[^>]{0,60}/i.exec(start)?.[0] ?? '';
  // UTF-16 that is written in plain bytes is none.
  return found.replace(/utf-16(le|be)?/i, 'utf-8');
}

function labelIn(text: string): string | undefined {
  return /charset\s*=\s*["']?\s*([\w.:-]{2,40})/i.exec(text)?.[1];
}

function decoded(body: Buffer, label: string, fatal = false): string | undefined {
  try {
    // As a stream: a page that was cut off may end in half a letter.
    return new TextDecoder(label, { fatal }).decode(body, { stream: true });
  } catch {
    return undefined; // an unknown label, or bytes that are none of it
  }
}

/** Undefined when the bytes are none of the charset. */
function exactly(bytes: Buffer, charset: string): string | undefined {
  try {
    return new TextDecoder(charset, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

// Node 20 reads windows-1252 as if it were Latin-1.
const western = (bytes: Buffer): string =>
  bytes.toString('latin1').replaceAll(/[\x80-\x9f]/g, (sign) => signs[sign.charCodeAt(0) - 0x80]!);

const signs = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** Its first bytes are elsewhere signs such as ’, which stand between letters: a lone character there proves nothing. */
const shown = /[\u3041-\u30fe]|\p{Script=Han}{2}|(?<![A-Za-z])\p{Script=Han}(?![A-Za-z])/u;

function japanese(bytes: Buffer): string | undefined {
  if (!/[\x81-\x9f]/.test(bytes.toString('latin1'))) return undefined;
  const text = exactly(bytes, 'shift_jis');
  return text && shown.test(text) ? text : undefined;
}

/** Words of Cyrillic letters alone; those of Latin letters have some of ASCII in between. */
function isCyrillic(bytes: Buffer): boolean {
  const words = bytes.toString('latin1').match(/[A-Za-z\xa8\xb8\xc0-\xff]+/g) ?? [];
  const whole = words.filter((word) => word.length > 2 && !/[A-Za-z]/.test(word));
  const mixed = words.filter((word) => /[A-Za-z]/.test(word) && /[^A-Za-z]/.test(word));
  return whole.length > mixed.length;
}
