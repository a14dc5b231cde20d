// base/html/clean-css.ts: an owner's CSS, without what would fetch from other hosts: token by token (CSS Syntax 3).
import {
  isTokenAtKeyword,
  isTokenString,
  isTokenURL,
  tokenize,
  TokenType,
  type CSSToken,
} from '@csstools/css-tokenizer';

export interface CleanCss {
  css: string;
  /** What was taken out, as it stood. */
  removed: string[];
}

interface Reading {
  tokens: CSSToken[];
  at: number;
  /** What closes the open brackets, the innermost last. */
  open: string[];
  out: string;
  removed: string[];
  origin: string;
}

/**
 * Takes out @import and @charset, and empties addresses of other hosts, also in strings and behind escapes. Selectors
 * may name addresses. What is left open at the end is closed, so that it cannot reach what comes after.
 * @param origin the site's own, such as https://blog.example
 */
export function cleanCss(text: string, origin: string): CleanCss {
  // A backslash at the end would take the bracket that is put behind it.
  const tokens = tokenize({ css: text.endsWith('\\') ? `${text}\n` : text });
  const reading: Reading = { tokens, at: 0, open: [], out: '', removed: [], origin };
  while (reading.at < tokens.length) readToken(reading, tokens[reading.at]!);
  return { css: reading.out + reading.open.toReversed().join(''), removed: reading.removed };
}

function readToken(reading: Reading, token: CSSToken): void {
  if (isTokenAtKeyword(token) && ['import', 'charset'].includes(token[4].value.toLowerCase())) {
    leaveOutRule(reading);
    return;
  }
  reading.at += 1;
  const [type, raw] = token;
  const closer = closers.get(type);
  if (closer) reading.open.push(closer);
  if (!')]}'.includes(raw) || !raw) reading.out += printed(reading, token);
  else if (reading.open.at(-1) === raw) reading.out += reading.open.pop()!;
  else separate(reading); // A closing bracket without an opening one means nothing.
}

const closers = new Map<string, string>([
  [TokenType.Function, ')'],
  [TokenType.OpenParen, ')'],
  [TokenType.OpenSquare, ']'],
  [TokenType.OpenCurly, '}'],
]);

/** Up to its semicolon, its block, or where something else closes. */
function leaveOutRule(reading: Reading): void {
  const { tokens, at } = reading;
  const inside: string[] = [];
  let end = at + 1;
  for (; end < tokens.length; end += 1) {
    const [type, raw] = tokens[end]!;
    if (!inside.length && (raw === '{' || raw === '}' || raw === ';')) break;
    if (closers.has(type)) inside.push(closers.get(type)!);
    else if (inside.at(-1) === raw) inside.pop();
  }
  if (tokens[end]?.[1] === ';') end += 1;
  const rule = tokens.slice(at, end).map(([, raw]) => raw);
  reading.removed.push(rule.join('').trim());
  reading.at = end;
  separate(reading);
}

/** What stood on both sides of something left out must not become one name. */
function separate(reading: Reading): void {
  if (!/\s$/.test(reading.out)) reading.out += ' ';
}

function printed(reading: Reading, token: CSSToken): string {
  const [type, raw] = token;
  const inBracket = reading.open.at(-1);
  if (type === TokenType.BadURL) return emptied(reading, raw, 'url("data:,")');
  if (isTokenURL(token)) {
    const { value } = token[4];
    return isForeign(value, reading.origin)
      ? emptied(reading, value, 'url("data:,")')
      : `url(${quoted(value)})`;
  }
  if (isTokenString(token)) {
    const { value } = token[4];
    if (inBracket !== ']' && isForeign(value, reading.origin))
      return emptied(reading, value, inBracket === ')' ? '"data:,"' : '""');
    // Only the last string can be without its end.
    return isLast(reading) ? quoted(value) : raw;
  }
  return type === TokenType.Comment && isLast(reading) && !/^\/\*.*\*\/$/s.test(raw) ? `${raw}*/` : raw;
}

const isLast = ({ tokens, at }: Reading): boolean => tokens[at]?.[0] === TokenType.EOF;

function emptied(reading: Reading, what: string, instead: string): string {
  reading.removed.push(what);
  return instead;
}

/** As a CSS string: nothing in it can be read as anything else. */
const quoted = (value: string): string =>
  `"${value.replaceAll(/[\\"\n\r\f]/g, (one) => `\\${one.charCodeAt(0).toString(16)} `)}"`;

/** Whether a browser would ask another host for it. */
function isForeign(address: string, origin: string): boolean {
  if (!URL.canParse(address, origin)) return /^[\s\0-\x20]*(?:\w+:)?[/\\]{2}/.test(address);
  const url = new URL(address, origin);
  return /^(?:https?|wss?|ftp):$/.test(url.protocol) && url.origin !== new URL(origin).origin;
}
