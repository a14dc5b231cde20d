// base/html/clean-css.ts: an owner's CSS, without what would fetch from other hosts: read by the tokens of CSS Syntax 3.

export interface CleanCss {
  css: string;
  /** What was taken out, as it stood. */
  removed: string[];
}

interface Reading {
  text: string;
  at: number;
  /** Open brackets, the innermost last; a function is its name and a bracket. */
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
  const reading: Reading = { text, at: 0, open: [], out: '', removed: [], origin };
  while (reading.at < text.length) readToken(reading);
  const closers = reading.open.toReversed().map((one) => ({ '[': ']', '{': '}' })[one] ?? ')');
  return { css: reading.out + closers.join(''), removed: reading.removed };
}

function readToken(reading: Reading): void {
  const { text, at } = reading;
  const char = text[at]!;
  if (text.startsWith('/*', at)) readComment(reading);
  else if (char === '"' || char === "'") readString(reading);
  else if (char === '@') readAtRule(reading);
  else if (startsName(text, at)) readName(reading);
  else {
    if ('([{'.includes(char)) reading.open.push(char);
    if (')]}'.includes(char)) close(reading, char);
    else reading.out += char;
    reading.at += 1;
  }
}

// A closing bracket without an opening one means nothing, and is left out.
function close(reading: Reading, char: string): void {
  const wanted = { ')': '(', ']': '[', '}': '{' }[char]!;
  if (!reading.open.at(-1)?.endsWith(wanted)) return;
  reading.open.pop();
  reading.out += char;
}

function readComment(reading: Reading): void {
  const end = reading.text.indexOf('*/', reading.at + 2);
  const comment = end < 0 ? `${reading.text.slice(reading.at)}*/` : reading.text.slice(reading.at, end + 2);
  reading.at = end < 0 ? reading.text.length : end + 2;
  reading.out += comment;
}

function readString(reading: Reading): void {
  const { raw, value } = stringAt(reading.text, reading.at);
  reading.at += raw.length;
  const quote = raw[0]!;
  const isClosed = raw.length > 1 && raw.endsWith(quote) && !/(?:^|[^\\])(?:\\\\)*\\.$/s.test(raw);
  const inSelector = reading.open.at(-1) === '[';
  if (inSelector || !isForeign(value, reading.origin)) {
    reading.out += isClosed ? raw : `${raw.replace(/\\$/, '')}${quote}`;
    return;
  }
  reading.removed.push(value);
  reading.out += reading.open.at(-1)?.endsWith('(') ? '"data:,"' : '""';
}

function readAtRule(reading: Reading): void {
  const { text, at } = reading;
  const name = startsName(text, at + 1) ? nameAt(text, at + 1) : { raw: '', value: '' };
  if (!['import', 'charset'].includes(name.value.toLowerCase())) {
    reading.out += `@${name.raw}`;
    reading.at += 1 + name.raw.length;
    return;
  }
  const end = endOfRule(text, at + 1 + name.raw.length);
  reading.removed.push(text.slice(at, end).trim());
  reading.at = end;
}

function readName(reading: Reading): void {
  const { text, at } = reading;
  const { raw, value } = nameAt(text, at);
  const after = at + raw.length;
  if (text[after] !== '(') {
    reading.out += raw;
    reading.at = after;
    return;
  }
  const rest = /^\(\s*/.exec(text.slice(after))![0];
  const isUrl = value.toLowerCase() === 'url' && !['"', "'"].includes(text[after + rest.length] ?? '');
  if (isUrl) readUrl(reading, after + 1);
  else {
    reading.open.push(`${value.toLowerCase()}(`);
    reading.out += `${raw}(`;
    reading.at = after + 1;
  }
}

/** An address without quotes, up to its bracket. */
function readUrl(reading: Reading, from: number): void {
  const { text } = reading;
  let end = from;
  while (end < text.length && text[end] !== ')') end += text[end] === '\\' ? 2 : 1;
  const value = decoded(text.slice(from, Math.min(end, text.length))).trim();
  reading.at = Math.min(end + 1, text.length);
  if (isForeign(value, reading.origin)) reading.removed.push(value);
  const kept = isForeign(value, reading.origin) ? 'data:,' : value;
  // Printed as a string: nothing in it can be read as anything else.
  reading.out += `url("${kept.replaceAll(/[\\"\n\r\f]/g, (one) => `\\${one.charCodeAt(0).toString(16)} `)}")`;
}

function stringAt(text: string, at: number): { raw: string; value: string } {
  const quote = text[at];
  let end = at + 1;
  while (end < text.length && text[end] !== quote && text[end] !== '\n') end += text[end] === '\\' ? 2 : 1;
  const raw = text.slice(at, text[end] === quote ? end + 1 : end);
  return { raw, value: decoded(raw.slice(1, text[end] === quote ? -1 : undefined)) };
}

/** The end of an at-rule without a block: behind its semicolon, or where something else closes. */
function endOfRule(text: string, from: number): number {
  let at = from;
  while (at < text.length && !';{}'.includes(text[at]!)) {
    if (text.startsWith('/*', at))
      at = text.includes('*/', at + 2) ? text.indexOf('*/', at + 2) + 2 : text.length;
    else if (text[at] === '"' || text[at] === "'") at += stringAt(text, at).raw.length;
    else if (text[at] === '(') at = endOfBracket(text, at);
    else at += text[at] === '\\' ? 2 : 1;
  }
  return Math.min(text[at] === ';' ? at + 1 : at, text.length);
}

// An address without quotes may hold a semicolon.
function endOfBracket(text: string, from: number): number {
  let at = from + 1;
  while (at < text.length && text[at] !== ')') {
    if (text[at] === '"' || text[at] === "'") at += stringAt(text, at).raw.length;
    else at += text[at] === '\\' ? 2 : 1;
  }
  return Math.min(at + 1, text.length);
}

const nameChar = /[-\w\u0080-\uFFFF]/;
const escape = /\\(?:([\da-fA-F]{1,6})(?:\r\n|[ \t\n\r\f])?|([^\n]))/y;

function startsName(text: string, at: number): boolean {
  const char = text[at] ?? '';
  return char === '\\' ? text[at + 1] !== '\n' : nameChar.test(char);
}

function nameAt(text: string, at: number): { raw: string; value: string } {
  let end = at;
  while (end < text.length && startsName(text, end)) {
    escape.lastIndex = end;
    end += text[end] === '\\' ? (escape.exec(text)?.[0].length ?? 1) : 1;
  }
  const raw = text.slice(at, end);
  return { raw, value: decoded(raw) };
}

/** What CSS reads where escapes stand. */
function decoded(raw: string): string {
  return raw.replaceAll(
    /\\(?:([\da-f]{1,6})(?:\r\n|[ \t\n\r\f])?|(\r\n|[\n\r\f])|([^]))/gi,
    (_, hex?: string, line?: string, char = '') => {
      if (line) return '';
      const code = hex ? Number.parseInt(hex, 16) : undefined;
      if (code === undefined) return char as string;
      return code === 0 || code > 0x10_ff_ff ? '\uFFFD' : String.fromCodePoint(code);
    },
  );
}

/** Whether a browser would ask another host for it. */
function isForeign(address: string, origin: string): boolean {
  if (!URL.canParse(address, origin)) return /^[\s\0-\x20]*(?:\w+:)?[/\\]{2}/.test(address);
  const url = new URL(address, origin);
  return /^(?:https?|wss?|ftp):$/.test(url.protocol) && url.origin !== new URL(origin).origin;
}
