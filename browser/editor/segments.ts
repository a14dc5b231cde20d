// editor/segments.ts: cuts a text into its top-level segments and puts it together again, byte for byte where nothing was changed.
import { blockAt, delimiter, type Block } from './blocks.ts';
import { blockNames, elementEnd, markAt, nextMark, type Mark } from './scan.ts';

/**
 * - `text`: a paragraph as people type it, without a tag around it
 * - `element`: one element that stands for itself, as a heading, a list, a table
 * - `block`: a block of the block editor, with its comments
 * - `marker`: `<!--more-->` and `<!--nextpage-->`
 * - `shortcode`: a shortcode alone in its paragraph
 * - `odd`: what is none of these: other comments, tags that are never closed
 */
export type SegmentKind = 'text' | 'element' | 'block' | 'marker' | 'shortcode' | 'odd';

export interface Segment {
  kind: SegmentKind;
  /** The white space between the segment before (or the beginning) and this one. */
  before: string;
  /** The segment as it was written. */
  source: string;
  /** The element's, marker's, shortcode's or block's name; '' for a text. */
  name: string;
  block?: Block;
}

export interface Split {
  segments: Segment[];
  /** The white space behind the last segment. */
  after: string;
}

/** What stands in the text now, in its order: an old segment as it was, one that was changed, or something new. */
export interface Piece {
  /** The number of the segment that this was or came from. */
  segment?: number;
  /** What is written now; left out when the segment was not touched. */
  source?: string;
}

/** Cuts a text; `before` and `source` of all segments, and `after`, together are the text. */
export function split(text: string): Split {
  const segments: Segment[] = [];
  let at = 0;
  for (;;) {
    const start = at + /^\s*/.exec(text.slice(at))![0].length;
    const before = text.slice(at, start);
    if (start === text.length) return { segments, after: before };
    const { end, ...segment } = segmentAt(text, start);
    const source = text.slice(start, end).trimEnd();
    segments.push({ ...segment, before, source });
    at = start + source.length;
  }
}

/** The text from its pieces: untouched segments are written as they were, and so is the white space between neighbours. */
export function restore({ segments, after }: Split, pieces: Piece[]): string {
  const written: string[] = [];
  let last: Piece | undefined;
  for (const piece of pieces) {
    const source = piece.source ?? segments[piece.segment!]!.source;
    if (!source) continue;
    written.push(gapBetween(segments, last, piece, written.at(-1) ?? '', source), source);
    last = piece;
  }
  const isEndAsItWas = last ? last.segment === segments.length - 1 : !segments.length;
  return written.join('') + (isEndAsItWas ? after : '');
}

function gapBetween(
  segments: Segment[],
  last: Piece | undefined,
  piece: Piece,
  above: string,
  below: string,
): string {
  const wasNext = piece.segment !== undefined && piece.segment === (last ? (last.segment ?? -2) + 1 : 0);
  const gap = wasNext ? segments[piece.segment!]!.before : last ? '\n\n' : '';
  const isTouched = last?.source !== undefined || piece.source !== undefined;
  // Two paragraphs that only a tag had kept apart would grow together.
  const growsTogether =
    last && isTouched && !/\n\s*\n/.test(gap) && !endsWithBlock(above) && !beginsWithBlock(below);
  return growsTogether ? '\n\n' : gap;
}

const endsWithBlock = (source: string): boolean => {
  const name = /<\/?([a-z][a-z0-9]*)[^<>]*>$/i.exec(source)?.[1];
  return source.endsWith('-->') || blockNames.has(name?.toLowerCase() ?? '');
};

const beginsWithBlock = (source: string): boolean => {
  const mark = markAt(source, 0);
  return mark !== undefined && (mark.kind === 'comment' || blockNames.has(mark.name));
};

type Found = Omit<Segment, 'before' | 'source'> & { end: number };

function segmentAt(text: string, start: number): Found {
  const mark = markAt(text, start);
  if (mark?.kind === 'comment') return commentAt(text, mark);
  if (!mark || !blockNames.has(mark.name)) return textAt(text, start);
  const end = mark.kind === 'close' ? undefined : elementEnd(text, mark);
  if (end !== undefined) return { kind: 'element', name: mark.name, end };
  // A block that is never closed holds all the rest; a closing tag nobody opened stands alone.
  return { kind: 'odd', name: mark.name, end: mark.kind === 'close' ? mark.end : text.length };
}

function commentAt(text: string, mark: Mark): Found {
  const marker = /^(more|nextpage|noteaser)\b/.exec(mark.words)?.[1];
  if (marker) return { kind: 'marker', name: marker, end: mark.end };
  const found = blockAt(text, mark);
  if (!found) return { kind: 'odd', name: delimiter(mark)?.name ?? 'comment', end: mark.end };
  const { end, ...block } = found;
  return { kind: 'block', name: block.name, block, end };
}

/** Up to a blank line, a block or a comment of meaning; never out of the middle of an inline element. */
function textAt(text: string, start: number): Found {
  const blank = /\n[^\S\n]*\n/g;
  let from = start;
  let paragraphEnd = -1;
  for (;;) {
    if (paragraphEnd < from) {
      blank.lastIndex = from;
      paragraphEnd = blank.exec(text)?.index ?? text.length;
    }
    const mark = nextMark(text, from);
    if (!mark || mark.start >= paragraphEnd) return paragraph(text, start, paragraphEnd);
    if (endsText(mark)) return paragraph(text, start, Math.max(mark.start, start + 1));
    const end = mark.kind === 'open' ? elementEnd(text, mark) : mark.end;
    // Never closed: the paragraph ends as if the tag were not there, and is shown as what it is.
    if (end === undefined) return { kind: 'odd', name: mark.name, end: paragraphEnd };
    from = end;
  }
}

const endsText = (mark: Mark): boolean =>
  mark.kind === 'comment'
    ? delimiter(mark) !== undefined || /^(?:more|nextpage|noteaser)\b/.test(mark.words)
    : blockNames.has(mark.name);

function paragraph(text: string, start: number, end: number): Found {
  const source = text.slice(start, end).trim();
  const shortcode = /^\[([a-z][\w-]*)(?:[\s=][^[\]]*)?\](?:[^]*\[\/\1\])?$/i.exec(source);
  if (shortcode) return { kind: 'shortcode', name: shortcode[1]!.toLowerCase(), end };
  return { kind: 'text', name: '', end };
}
