// editor/blocks.ts: the block editor's comments: `<!-- wp:name {"attribute":1} -->`, `<!-- wp:name /-->`, `<!-- /wp:name -->`.
import { keepsLast, nextMark, type Mark } from './scan.ts';

export interface Delimiter {
  /** Without the namespace `core/`. */
  name: string;
  kind: 'open' | 'close' | 'void';
  /** The attributes as they were written, '' when there are none. */
  json: string;
}

/** A whole block: its opening comment, what stands inside, its closing comment ('' when it has none). */
export interface Block {
  name: string;
  json: string;
  opening: string;
  inside: string;
  closing: string;
}

/** What a comment says, or undefined when it is no delimiter. */
export function delimiter(comment: Mark | undefined): Delimiter | undefined {
  if (comment?.kind !== 'comment') return undefined;
  const found = /^\s*(\/?)wp:(?:core\/)?([a-z][\w-]*(?:\/[a-z][\w-]*)?)(?=\s)/.exec(comment.words);
  if (!found) return undefined;
  const rest = comment.words.slice(found[0].length).trim();
  const isVoid = rest.endsWith('/');
  const json = isVoid ? rest.slice(0, -1).trim() : rest;
  return { name: found[2]!, kind: found[1] ? 'close' : isVoid ? 'void' : 'open', json };
}

/**
 * The block that a comment opens, and the place behind it; blocks of the same name may stand inside.
 * @returns undefined when it is never closed
 */
export function blockAt(text: string, opening: Mark): (Block & { end: number }) | undefined {
  const opened = delimiter(opening);
  if (!opened || opened.kind === 'close') return undefined;
  const start = text.slice(opening.start, opening.end);
  const { name, json } = opened;
  if (opened.kind === 'void')
    return { name, json, opening: start, inside: '', closing: '', end: opening.end };
  const close = blockEnds(text).get(opening.start);
  if (!close) return undefined;
  const inside = text.slice(opening.end, close.start);
  return { name, json, opening: start, inside, closing: text.slice(close.start, close.end), end: close.end };
}

/** The comments that close blocks, by where their blocks begin. */
const blockEnds = keepsLast((text) => {
  const ends = new Map<number, Mark>();
  const open = new Map<string, Mark[]>();
  for (let mark = nextMark(text, 0); mark; mark = nextMark(text, mark.end)) {
    const found = delimiter(mark);
    if (!found || found.kind === 'void') continue;
    const others = open.get(found.name) ?? [];
    open.set(found.name, others);
    if (found.kind === 'open') others.push(mark);
    else {
      const opened = others.pop();
      if (opened) ends.set(opened.start, mark);
    }
  }
  return ends;
});

/** Whether a text was written by the block editor. */
export const hasBlocks = (text: string): boolean => /<!--\s*wp:[a-z]/.test(text);
