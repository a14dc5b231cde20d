// base/xml/faults.ts: what may be wrong with a document that is nearly XML, and the references that are mended in its texts.
import { parseFragment } from 'parse5';

/** What was mended, or could not be. */
export const faultWords = {
  ampersand: 'a bare “&”',
  entity: 'an entity that XML does not know',
  character: 'a character that XML forbids',
  cdata: 'a text section that is not closed, or stands in another',
  open: 'an element that is not closed',
  close: 'an end of an element that was not begun',
  tag: 'a “<” that begins no element',
  attribute: 'an attribute without quotation marks',
  outside: 'words before or behind the document',
  long: 'a text of more than 24 million characters, which was cut there',
  end: 'the file ends in the middle',
} as const;
export type FaultKind = keyof typeof faultWords;

export interface XmlFault {
  kind: FaultKind;
  line: number;
}

const reference = /&(?:#(\d{1,8});|#x([\da-f]{1,7});|([a-z][a-z\d]{1,31});)?/gi;
const ofXml = new Set(['amp', 'lt', 'gt', 'quot', 'apos']);
const known = new Map<string, string>();

/** A text whose references XML can read: what means nothing is taken as the words it is, what is forbidden goes. */
export function mendedText(text: string, found: (kind: FaultKind) => void): string {
  if (!/[&\]]/.test(text)) return text;
  return text
    .replaceAll(reference, (whole, decimal?: string, hex?: string, name?: string) => {
      if (decimal ?? hex) {
        if (isCharacter(decimal ? Number(decimal) : Number.parseInt(hex!, 16))) return whole;
        found('character');
        return '';
      }
      if (name && ofXml.has(name)) return whole;
      const sign = name && signOf(name);
      found(name ? 'entity' : 'ampersand');
      return sign || `&amp;${whole.slice(1)}`;
    })
    .replaceAll(']]>', () => {
      found('cdata');
      return ']]&gt;';
    });
}

/** XML 1.0, production `Char`. */
function isCharacter(code: number): boolean {
  return (
    [0x9, 0xa, 0xd].includes(code) ||
    (code >= 0x20 && code <= 0xd7ff) ||
    (code >= 0xe000 && code <= 0xfffd) ||
    (code >= 0x10000 && code <= 0x10ffff)
  );
}

/** What an entity of HTML stands for; '' for none. */
function signOf(name: string): string {
  const kept = known.get(name);
  if (kept !== undefined) return kept;
  const [node] = parseFragment(`&${name};`).childNodes;
  const value = node && 'value' in node ? node.value : '';
  const sign = value === `&${name};` ? '' : value;
  if (known.size < 3000) known.set(name, sign);
  return sign;
}
