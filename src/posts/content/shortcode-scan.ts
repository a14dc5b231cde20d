// posts/content/shortcode-scan.ts: finds WordPress's shortcodes in the text of a tree, never inside tags or attributes.
import { text, type Node } from '../../base/html/tree.ts';

export type ShortcodeName = 'caption' | 'gallery' | 'audio' | 'video' | 'playlist' | 'embed';

/** One `[name …]` or `[/name]` in a text. */
export interface Tag {
  type: 'tag';
  name: ShortcodeName;
  isClosing: boolean;
  attributes: Map<string, string>;
  /** As it was typed, without the outer brackets of an escape. */
  source: string;
  /** `[[name]` and `name]]`: the author wants to show the shortcode itself. */
  doubleBefore: boolean;
  doubleAfter: boolean;
}

/** Cuts the texts among some siblings at shortcode tags; everything else stays what it is. */
export function scan(nodes: Node[]): (Node | Tag)[] {
  return nodes.flatMap((node) => (node.type === 'text' ? scanText(node.value) : [node]));
}

// The bounded middle keeps this linear: an unclosed bracket costs at most 5,000 letters.
const tags =
  /(\[?)\[(\/?)(wp_caption|caption|gallery|audio|video|playlist|embed)(?![\w-])([^[\]]{0,5000})\](\]?)/gi;

/** Shortcodes of plugins, and those that are shown: a line end in them is a blank, and no break. */
const withLines =
  /\[[a-z][\w-]{0,50}(?:\s+[\w-]{1,50}=(?:"[^"[\]]{0,500}"|'[^'[\]]{0,500}'|[^\s"'[\]]{1,100})){1,30}\s*\/?\]/gi;

function scanText(given: string): (Node | Tag)[] {
  if (!given.includes('[')) return [text(given)];
  const value = given.includes('\n')
    ? given.replaceAll(withLines, (shortcode) => shortcode.replaceAll(/\s*\n\s*/g, ' '))
    : given;
  const found: (Node | Tag)[] = [];
  let end = 0;
  for (const match of value.matchAll(tags)) {
    const [whole, before, slash, name, middle, after] = match;
    if (match.index > end) found.push(text(value.slice(end, match.index)));
    end = match.index + whole.length;
    found.push({
      type: 'tag',
      name: name!.toLowerCase().replace('wp_', '') as ShortcodeName,
      isClosing: slash === '/',
      attributes: readAttributes(middle!.replace(/\/\s*$/, '')),
      source: `[${slash}${name}${middle}]`,
      doubleBefore: before === '[',
      doubleAfter: after === ']',
    });
  }
  if (end < value.length) found.push(text(value.slice(end)));
  return found;
}

/** `name="value" name='value' name=value` and bare words; names in lower case. */
function readAttributes(source: string): Map<string, string> {
  const read = new Map<string, string>();
  const pairs = source
    .replace(/[“”″]/g, '"')
    .matchAll(/([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"']+))|([\w-]+)/g);
  for (const [, name, double, single, plain, word] of pairs) {
    if (name) read.set(name.toLowerCase(), double ?? single ?? plain ?? '');
    else if (word) read.set(word.toLowerCase(), 'true');
  }
  // `[audio https://…/x.mp3]`: the address stands alone.
  const address = /(?:^|[\s:])(https?:\/\/[^\s"'\]]+)/i.exec(source)?.[1];
  if (address && !source.includes('=')) read.set('src', address);
  return read;
}
