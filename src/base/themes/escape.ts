// base/themes/escape.ts: escapes what templates print, however long: a refused text goes back whole into its form.
import ejs from 'ejs';

/** Below this, in UTF-16 units, EJS's own is quicker. */
const long = 2 ** 14;

const signs: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&#34;', "'": '&#39;' };
const escapes: (Buffer | undefined)[] = [];
for (const [sign, escape] of Object.entries(signs)) escapes[sign.charCodeAt(0)] = Buffer.from(escape);
const last = '>'.charCodeAt(0);

/**
 * As ejs.escapeXML. That calls a function for each sign, which takes 0.13 s of the event loop for 2,000,000 of them; long
 * texts are copied byte by byte, a quarter of that. Half surrogates become U+FFFD, as they do in any answer.
 */
export function escapeXml(value?: string | number): string {
  const text = String(value ?? '');
  return text.length < long ? ejs.escapeXML(text) : escapedBytes(Buffer.from(text)).toString();
}

function escapedBytes(from: Buffer): Buffer {
  const to = Buffer.allocUnsafe(from.length + added(from));
  let end = 0;
  for (let at = 0; at < from.length; at += 1) {
    const byte = from[at]!;
    const escape = byte > last ? undefined : escapes[byte];
    if (!escape) to[end++] = byte;
    else for (let part = 0; part < escape.length; part += 1) to[end++] = escape[part]!;
  }
  return to;
}

function added(from: Buffer): number {
  let sum = 0;
  for (let at = 0; at < from.length; at += 1) {
    const byte = from[at]!;
    if (byte <= last) sum += (escapes[byte]?.length ?? 1) - 1;
  }
  return sum;
}
