// base/html/comment-markdown.ts: the Markdown of readers: basics alone, and whatever is no Markdown of theirs stays what was typed.
import { LinkifyIt } from 'linkify-it';
import type { MarkdownIt, StateBlock, StateInline } from 'markdown-it';
import { addressIn } from './linkify.ts';
import { spoilers } from './spoilers.ts';
import { typedTags, type TypedTags } from './typed-tags.ts';

type Inline = (state: StateInline, silent: boolean) => boolean;
type Block = (state: StateBlock, start: number, end: number, silent: boolean) => boolean;

/** Changes a reader of Markdown, made with `html: true`, into that of comments. */
export function forComments(markdown: MarkdownIt, tags: TypedTags): void {
  markdown.inline.ruler.before('newline', 'address', address);
  markdown.inline.ruler.at('emphasis', emphasis);
  onlyRealLists(markdown);
  typedTags(markdown, tags);
  spoilers(markdown);
}

const finder = new LinkifyIt({ fuzzyLink: false, fuzzyEmail: false }).add('ftp:', null).add('//', null);

/**
 * A bare address is text to its end: no sign, entity or escape in it means anything. Asked at the colon of its scheme,
 * and at the first sign in one that begins with `www.`.
 */
const address: Inline = (state, silent) => {
  const { src, pos, pending } = state;
  const begun = begunAddress.exec(pending.slice(-300))?.[1];
  if (!begun || (/^http/i.test(begun) && src.charCodeAt(pos) !== colon)) return false;
  const start = pos - begun.length;
  if (src.slice(start, pos) !== begun) return false;
  const found = findAt(src.slice(start, start + 4096), begun);
  const typed = src.slice(start, start + found);
  const whole = typed.slice(0, typed.length - closing(src.slice(Math.max(0, start - 3), start), typed));
  if (whole.length <= begun.length) return false;
  if (!silent) state.pending += whole.slice(begun.length);
  state.pos = start + whole.length;
  return true;
};

const colon = 0x3a;
const begunAddress = /(?:^|[^a-z0-9+.-])(https?|www\.[^\s<>*]+)$/i;

/** How long the address is that a text begins with; 0 for none. */
function findAt(text: string, begun: string): number {
  const added = /^http/i.test(begun) ? '' : 'http://';
  const found = finder.matchAtStart(added + text)?.text ?? '';
  return Math.max(0, addressIn(found).length - added.length);
}

/** How many signs at the end of an address belong to what opened before it: `**https://example.com**`. */
function closing(before: string, typed: string): number {
  const [opened = ''] = /(?:\*{1,3}|_{1,3}|~~|\|\|)$/.exec(before) ?? [];
  return opened && typed.endsWith(opened) ? opened.length : 0;
}

const letters = /[\p{L}\p{N}]/u;
// Scripts without spaces between words: emphasis there stands within what looks like one.
const unspaced =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}\p{sc=Hangul}]/u;
const isLetter = (sign: string) => letters.test(sign) && !unspaced.test(sign);

/** As markdown-it's own, but `*` within a word is a sign: `5*3*2`. */
const emphasis: Inline = (state, silent) => {
  const start = state.pos;
  const marker = state.src.charCodeAt(start);
  if (silent || (marker !== 0x5f && marker !== 0x2a)) return false;
  const { length } = state.scanDelims(start, true);
  const before = Array.from(state.src.slice(Math.max(0, start - 2), start)).at(-1) ?? ' ';
  const [after = ' '] = Array.from(state.src.slice(start + length, start + length + 2));
  const isWithin = isLetter(before) && isLetter(after);
  const run = state.scanDelims(start, marker === 0x2a && !isWithin);
  for (let count = 0; count < run.length; count += 1) {
    const token = state.push('text', '', 0);
    token.content = String.fromCharCode(marker);
    state.delimiters.push({
      marker,
      length: run.length,
      token: state.tokens.length - 1,
      end: -1,
      open: run.can_open && !isWithin,
      close: run.can_close && !isWithin,
    });
  }
  state.pos += run.length;
  return true;
};

/** A number at the start of a line makes a list only when it is 1, or the next one follows: a year does not. */
function onlyRealLists({ block, core }: MarkdownIt): void {
  const rules = block.ruler.getRules('');
  block.ruler.disable('list');
  const [list] = rules.filter((rule) => !block.ruler.getRules('').includes(rule));
  if (!list) throw new Error('Markdown has no rule for lists');
  const typed: Block = (state, start, end, silent) => {
    // Left of what is being read: whether the list it would go on is one was decided at its first item.
    const goesOn = silent && state.sCount[start]! < state.blkIndent;
    return (goesOn || !isLoneNumber(state, start, end)) && list(state, start, end, silent);
  };
  block.ruler.at('list', typed, { alt: ['paragraph', 'reference', 'blockquote'] });
  block.ruler.enable('list');
  core.ruler.push('typed_numbers', ({ tokens }) => {
    const open: { expected: number }[] = [];
    for (const token of tokens) {
      if (token.type === 'ordered_list_open') open.push({ expected: Number(token.attrGet('start') ?? 1) });
      else if (token.type === 'bullet_list_open') open.push({ expected: Number.NaN });
      else if (token.type === 'ordered_list_close' || token.type === 'bullet_list_close') open.pop();
      else if (token.type === 'list_item_open') {
        const of = open.at(-1)!;
        const number = Number(token.info);
        // Ones alone are the way to let others count.
        if (token.info && number !== of.expected && number !== 1) {
          token.attrSet('value', String(number));
          of.expected = number;
        }
        of.expected += 1;
      }
    }
  });
}

const farthest = 200;

function isLoneNumber(state: StateBlock, start: number, end: number): boolean {
  const number = numberAt(state, start);
  if (number === undefined || number === 1) return false;
  const indent = state.sCount[start]!;
  const last = Math.min(end, start + farthest);
  for (let line = start + 1; line < last; line += 1) {
    if (state.isEmpty(line) || state.sCount[line]! > indent) continue;
    const next = state.sCount[line]! < indent ? undefined : numberAt(state, line);
    if (next === number + 1) return false;
    // What goes on without a blank line still belongs to the item.
    if (next !== undefined || state.isEmpty(line - 1)) return true;
  }
  return true;
}

function numberAt(state: StateBlock, line: number): number | undefined {
  const words = state.src.slice(state.bMarks[line]! + state.tShift[line]!, state.eMarks[line]);
  const [, digits] = /^(\d{1,9})[.)](?:\s|$)/.exec(words) ?? [];
  return digits === undefined ? undefined : Number(digits);
}
