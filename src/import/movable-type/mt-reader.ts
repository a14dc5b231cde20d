// import/movable-type/mt-reader.ts: the text format in which Movable Type and TypePad export a blog.
import { N_ } from '../../base/language/gettext.ts';
import { linesOf } from '../lines.ts';
import { toldOf } from '../make.ts';
import { nothingFirst, type Input, type Reader } from '../reader.ts';
import { unreadable } from '../unreadable.ts';
import type { WxrProgress } from '../wxr/read-wxr.ts';
import type { WxrRecord } from '../wxr/wxr.ts';
import { addLine, newEntry, type MtEntry } from './entry.ts';
import { postOf } from './records.ts';

export const mtReader: Reader = {
  kind: 'movable-type',
  title: 'Movable Type, TypePad',
  where: N_('Tools → Export (TypePad: Settings → Import/Export). A text file.'),
  knows: (start) =>
    /^(?:[A-Z][A-Z ]{1,30}: ?[^\n]*\r?\n){2}/.test(start) && /^DATE: ?\d\d?\/\d\d?\/\d{4}/m.test(start),
  first: nothingFirst,
  read,
};

/** Of one line: some editors write a whole text into one. */
const longestLine = 16 * 1024 ** 2;
const sectionEnd = '-----';
const entryEnd = '--------';
/** What may begin a section: five hyphens before anything else are words of a text. */
const sectionStart = /^(?:BODY|EXTENDED BODY|EXCERPT|KEYWORDS|COMMENT|PING):\s*$/;

async function* read({ open, address }: Input): AsyncGenerator<WxrProgress> {
  yield { record: siteOf(address), bytes: 0 };
  let entry = newEntry();
  let endsSection = false;
  let last = 0;
  for await (const { line, bytes } of linesOf(open(), longestLine)) {
    last = bytes;
    if (endsSection && line.trim() === entryEnd) {
      for (const record of recordsOf(entry, address)) yield { record, bytes };
      entry = newEntry();
      endsSection = false;
      continue;
    }
    if (endsSection && sectionStart.test(line)) entry.section = undefined;
    else if (endsSection && line.trim() === '') continue;
    else if (endsSection) addLine(entry, sectionEnd);
    endsSection = line.trim() === sectionEnd;
    if (!endsSection) addLine(entry, line);
  }
  if (!entry.lines) return;
  if (!endsSection && entry.section !== 'head')
    throw unreadable(
      'The file ends in the middle of an entry: it was cut short. Everything before it came in.',
    );
  for (const record of recordsOf(entry, address)) yield { record, bytes: last };
}

function* recordsOf(entry: MtEntry, address: string): Generator<WxrRecord> {
  if (!entry.lines) return;
  if (entry.was_cut)
    yield toldOf('posts', 'of some the end was cut: they were longer than 24 million characters');
  yield postOf(entry, address);
}

const siteOf = (address: string): WxrRecord => ({
  kind: 'site',
  title: '',
  link: address,
  base_blog_url: address,
  version: '',
  // The file names no site.
  key: 'movable-type',
});
