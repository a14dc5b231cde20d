// base/html/sanitize.ts: lets through what a schema allows, and prints it so that a second reading finds the same.
import type { Comment, Root } from 'hast';
import { sanitize, type Schema } from 'hast-util-sanitize';
import { remove } from './tree.ts';
import { lowerSchemes, tidyAttributes } from './attributes.ts';
import { httpError } from '../errors.ts';
import { parseHtml, postLimits, printHtml } from './parse.ts';
import { isSameTree } from './same-tree.ts';
import { commentSchema, postSchema } from './schemas.ts';

/** A new tree that holds only what the schema allows. */
function sanitizeTree(tree: Root, schema: Schema): Root {
  lowerSchemes(tree);
  if (schema.allowComments) remove(tree, (node) => node.type === 'comment' && !isMarker(node));
  const clean = run(tree, schema);
  tidyAttributes(clean, schema === commentSchema ? ['nofollow', 'ugc'] : undefined);
  return clean;
}

export interface Clean {
  html: string;
  /** What a browser makes of `html`. */
  tree: Root;
}

/**
 * Sanitises and prints a tree. What browsers read must be what was checked: the print is parsed, and only when that
 * differs from what was printed is it cleaned again, until it stays the same. A text that never does is refused (422);
 * none is known.
 */
export function cleanTree(tree: Root, schema: Schema, limits = postLimits): Clean {
  let checked = sanitizeTree(tree, schema);
  let before: string | undefined;
  for (let round = 0; round < 6; round += 1) {
    const html = printHtml(checked);
    if (html === before) return { html, tree: checked };
    const read = parseHtml(html, limits);
    if (isSameTree(read, checked)) return { html, tree: read };
    checked = sanitizeTree(read, schema);
    before = html;
  }
  throw httpError(422, 'html_refused', 'The text is tangled. Please simplify its tags.');
}

/** The same, as text alone. */
export const printClean = (tree: Root, schema: Schema, limits = postLimits): string =>
  cleanTree(tree, schema, limits).html;

/** Cleans an author's HTML: text in, text out. */
export const cleanPost = (html: string): string => printClean(parseHtml(html), postSchema);

/** Cleans a reader's HTML: text in, text out; links carry `nofollow ugc`. */
export const cleanComment = (html: string): string => printClean(parseHtml(html), commentSchema);

/** `<!--more-->`, `<!--more with a label-->`, `<!--noteaser-->`, `<!--nextpage-->` and places of lists; all other comments go. */
const isMarker = ({ value }: Comment): boolean =>
  value === 'nextpage' ||
  value === 'noteaser' ||
  /^live:[a-z_]{1,30} \d{1,3}(?: detailed)?$/.test(value) ||
  /^more(?: [^<>]{0,200})?$/.test(value);

function run(tree: Root, schema: Schema): Root {
  try {
    return sanitize(tree, schema) as Root;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw httpError(422, 'html_refused', 'The text is too large to be cleaned. Please shorten it.');
  }
}
