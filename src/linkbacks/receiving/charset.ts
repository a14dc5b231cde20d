// linkbacks/receiving/charset.ts: reads a form's bytes in the charset it names, of a short list; else as they look.
import { guessText } from '../../base/html/decode.ts';

const charsets: Record<string, string> = {
  'utf-8': 'utf-8',
  utf8: 'utf-8',
  'us-ascii': 'utf-8',
  ascii: 'utf-8',
  'iso-8859-1': 'windows-1252',
  latin1: 'windows-1252',
  'windows-1252': 'windows-1252',
  shift_jis: 'shift_jis',
  'shift-jis': 'shift_jis',
  sjis: 'shift_jis',
  'euc-jp': 'euc-jp',
  eucjp: 'euc-jp',
  gbk: 'gbk',
  gb2312: 'gbk',
  big5: 'big5',
  'koi8-r': 'koi8-r',
  'koi8-u': 'koi8-u',
  'windows-1251': 'windows-1251',
  cp1251: 'windows-1251',
  cp1252: 'windows-1252',
  'windows-1250': 'windows-1250',
  'iso-8859-2': 'iso-8859-2',
  'iso-8859-15': 'iso-8859-15',
  'iso-2022-jp': 'iso-2022-jp',
  jis: 'iso-2022-jp',
  gb18030: 'gb18030',
  'euc-kr': 'euc-kr',
};
const mostFields = 30;

/**
 * Reads an urlencoded body into its first fields. The form's own `charset` field counts before the content type's;
 * without either, what is no UTF-8 is read as it looks.
 * @param body already short: no limit is left to this function
 * @returns undefined when the charset is none of the list
 */
export function readForm(body: Buffer, contentType: string): Map<string, string> | undefined {
  const fields = splitForm(body.toString('latin1'));
  const inType = /;\s*charset\s*=\s*"?([^";]{1,40})/i.exec(contentType)?.[1];
  const given = fields.get('charset')?.toString('latin1') || inType || '';
  // WordPress passes over commas and blanks, too.
  const named = given.replaceAll(/[\s,]/g, '').toLowerCase();
  if (named && !Object.hasOwn(charsets, named)) return undefined;
  const read = decoder(named ? charsets[named] : undefined);
  return new Map([...fields].map(([name, value]) => [name, read(value).replaceAll('\0', '')]));
}

/** One character is one byte. */
function splitForm(form: string): Map<string, Buffer> {
  const fields = new Map<string, Buffer>();
  for (const pair of form.split('&').slice(0, mostFields)) {
    const at = pair.indexOf('=');
    if (at < 0) continue;
    const name = undone(pair.slice(0, at)).toString('latin1');
    if (!fields.has(name)) fields.set(name, undone(pair.slice(at + 1)));
  }
  return fields;
}

function undone(text: string): Buffer {
  const bytes = text
    .replaceAll('+', ' ')
    .replaceAll(/%([\da-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
  return Buffer.from(bytes, 'latin1');
}

const decoder = (charset: string | undefined): ((bytes: Buffer) => string) =>
  charset ? (bytes) => new TextDecoder(charset).decode(bytes) : guessText;
