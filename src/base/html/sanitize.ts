// base/html/sanitize.ts: lets through what a schema allows, and prints it so that a second reading finds the same.
import type { Comment, Root } from 'hast';
import rehypeSanitize, { type Options as Schema } from 'rehype-sanitize';
import { unified } from 'unified';
import { remove } from './tree.ts';
import { lowerSchemes, tidyAttributes } from './attributes.ts';
import { httpError } from '../errors.ts';
import { parseHtml, printHtml } from './parse.ts';
import { commentSchema, postSchema } from './schemas.ts';

/** A new tree that holds only what the schema allows. */
export function sanitizeTree(tree: Root, schema: Schema): Root {
  lowerSchemes(tree);
  if (schema.allowComments) remove(tree, (node) => node.type === 'comment' && !isMarker(node));
  const clean = run(tree, schema);
  tidyAttributes(clean, schema === commentSchema ? ['nofollow', 'ugc'] : undefined);
  return clean;
}

/**
 * Sanitises and prints a tree. What browsers read must be what was checked: the print is read and cleaned again until
 * it stays the same. A text that never does is refused (422); none is known.
 */
export function printClean(tree: Root, schema: Schema): string {
  let html = printHtml(sanitizeTree(tree, schema));
  for (let round = 0; round < 5; round += 1) {
    const again = printHtml(sanitizeTree(parseHtml(html), schema));
    if (again === html) return html;
    html = again;
  }
  throw httpError(422, 'html_refused', 'The text is tangled. Please simplify its tags.');
}

/** Cleans an author's HTML: text in, text out. */
export const cleanPost = (html: string): string => printClean(parseHtml(html), postSchema);

/** Cleans a reader's HTML: text in, text out; links carry `nofollow ugc`. */
export const cleanComment = (html: string): string => printClean(parseHtml(html), commentSchema);

/** `<!--more-->`, `<!--more with a label-->`, `<!--noteaser-->` and `<!--nextpage-->`; all other comments go. */
export const isMarker = ({ value }: Comment): boolean =>
  value === 'nextpage' || value === 'noteaser' || /^more(?: [^<>]{0,200})?$/.test(value);

function run(tree: Root, schema: Schema): Root {
  try {
    return unified().use(rehypeSanitize, schema).runSync(tree);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw httpError(422, 'html_refused', 'The text is too large to be cleaned. Please shorten it.');
  }
}
