// base/words/words-in.ts: what a clean text says, for searching: in one pass, without parsing it.
import { blockNames } from '../html/tree.ts';

/**
 * All words of a text, also those of captions: elements within a line join what they part, blocks and breaks part it.
 * Readings above letters (ruby) come behind the line; a mark of a note ends the word before it. Plain text.
 * @param html clean, as printHtml prints it, or a line as an author typed it
 */
export function wordsIn(html: string): string {
  if (!/[<&]/.test(html)) return html;
  const readings: string[] = [];
  let reading = 0;
  const said = withoutComments(html)
    .replace(noteMark, ' $&')
    .split(tag)
    .map((piece, number) => {
      if (number % 2 === 0) return reading ? void readings.push(piece) : piece;
      const [, end, name] = /^<(\/?)([a-zA-Z0-9:-]*)/.exec(piece)!;
      const known = name!.toLowerCase();
      if (known === 'rt' || known === 'rp') reading = end ? 0 : 1;
      return parting.has(known) ? ` ${readings.splice(0).join(' ')}\n` : '';
    })
    .join('');
  return `${said} ${readings.join(' ')}`.replace(reference, (all, code: string) => meant(code) ?? all);
}

/** One whose end is missing is text. An expression would look for the end of each of them. */
function withoutComments(html: string): string {
  const pieces: string[] = [];
  let at = 0;
  for (;;) {
    const open = html.indexOf('<!--', at);
    const close = open < 0 ? -1 : html.indexOf('-->', open + 4);
    if (close < 0) return pieces.join('') + html.slice(at);
    pieces.push(html.slice(at, open));
    at = close + 3;
  }
}

const tag = /(<\/?[a-zA-Z](?:[^"<>]|"[^"<]*")*>)/;
const noteMark = /<sup\b[^<>]*>\s*<a\b/g;
const parting = new Set([
  ...blockNames,
  ...'br hr img iframe video audio object button option svg math'.split(' '),
]);

const reference = /&(#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,8});/g;
// prettier-ignore
const names = new Map(Object.entries({
  lt: '<', gt: '>', amp: '&', quot: '"', apos: "'", nbsp: ' ', shy: '\u00ad', zwnj: '\u200c', zwj: '\u200d',
}));

function meant(code: string): string | undefined {
  if (!code.startsWith('#')) return names.get(code);
  const number = /^#x/i.test(code) ? parseInt(code.slice(2), 16) : Number(code.slice(1));
  return number <= 0x10ffff ? String.fromCodePoint(number) : undefined;
}
