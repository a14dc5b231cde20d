// base/html/parse.ts: text to tree and back, with limits on size and depth before anything else looks at it.
import type { Element, Root } from 'hast';
import { fromParse5 } from 'hast-util-from-parse5';
import { toHtml } from 'hast-util-to-html';
import { defaultTreeAdapter, parseFragment, type DefaultTreeAdapterMap, type TreeAdapter } from 'parse5';
import { httpError } from '../errors.ts';

/** The longest text that is parsed, in UTF-16 units. */
const longestHtml = 2_000_000;

/** How much a text may be made of. */
export interface TextLimits {
  /** Setting each element costs time. */
  elements: number;
  /** Nesting; browsers stop at 512. */
  depth: number;
}

export const postLimits: TextLimits = { elements: 50_000, depth: 256 };
/** Of what strangers write: a comment of 65,525 characters in lines of 30 has about 2,000. */
export const commentLimits: TextLimits = { elements: 2_000, depth: 50 };

/**
 * Parses a fragment as a browser would (WHATWG HTML, "parsing HTML fragments", in a body).
 * Refuses with 422 what is too long, nested too deep, or grows into more than its length explains.
 * @param options `readsNoscript`: as a browser without scripts, which shows what is in `noscript`
 */
export function parseHtml(html: string, limits = postLimits, { readsNoscript = false } = {}): Root {
  if (html.length > longestHtml) throw refused('The text is too long. Please make it shorter.');
  const treeAdapter = watchedAdapter(html.length, limits);
  const fragment = parseFragment(html, { treeAdapter, scriptingEnabled: !readsNoscript });
  return fromParse5(fragment) as Root;
}

/** Prints a tree; text and attributes are escaped, nodes of type `raw` are printed as they are. */
export function printHtml(tree: Root | Element): string {
  return toHtml(tree, {
    allowDangerousHtml: true,
    characterReferences: { useNamedReferences: true, omitOptionalSemicolons: false },
  });
}

/** Of a text of too many parts. */
export const refusedParts = () =>
  refused('The text has too many paragraphs or tags. Please make several of it.');

const refused = (message: string) => httpError(422, 'html_refused', message);

/**
 * Counts while parsing, so that a hostile text is given up at the limit and not after it. An unclosed `<b id=…>` is
 * repeated by the parser in every later paragraph: what it makes is weighed against what was written.
 */
function watchedAdapter(length: number, limits: TextLimits): TreeAdapter<DefaultTreeAdapterMap> {
  const heaviest = 10_000 + 6 * length;
  let depth = 0;
  let weight = 0;
  // Three are the parser's own: the context of the fragment, its document and its root.
  let elements = -3;
  return {
    ...defaultTreeAdapter,
    createElement(name, space, attributes) {
      elements += 1;
      if (elements > limits.elements) throw refusedParts();
      weight += attributes.reduce((sum, { value }) => sum + 3 + value.length, 3);
      if (weight > heaviest) throw refused('The text has too many tags that are not closed.');
      return defaultTreeAdapter.createElement(name, space, attributes);
    },
    onItemPush() {
      depth += 1;
      if (depth > limits.depth) throw refused('The text is nested too deep. Please close tags and quotes.');
    },
    onItemPop() {
      depth -= 1;
    },
  };
}
