// site/passages/text.ts: the text of the post without its white space, and where each of its signs stands in the page.

/** In characters, as the server has it. */
export const longestPassage = 500;
const longestAround = 64;

export interface PageText {
  text: string;
  /** The node of each sign, and its place there. */
  nodes: Text[];
  offsets: number[];
}

export const postText = (): Element | null => document.querySelector('.entry-content, .content.e-content');

/** Reads what people see of an element. */
export function textOf(element: Element): PageText {
  const read: PageText = { text: '', nodes: [], offsets: [] };
  const parts: string[] = [];
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!(node instanceof Text) || node.parentElement?.closest('script, style, template, noscript')) continue;
    for (let at = 0; at < node.data.length; at += 1) {
      const sign = node.data[at]!;
      if (isSpace(sign)) continue;
      parts.push(sign);
      read.nodes.push(node);
      read.offsets.push(at);
    }
  }
  return { ...read, text: parts.join('') };
}

const space = /[\s\u200b\ufeff]/u;
const isSpace = (sign: string): boolean => space.test(sign);
const withoutSpace = (text: string): string => text.replaceAll(/[\s\u200b\ufeff]+/gu, '');

export interface Quoted {
  exact: string;
  prefix: string;
  suffix: string;
}

/** Where a passage stands in the page; undefined when this page of the post does not have it. */
export function rangeOf({ text, nodes, offsets }: PageText, quoted: Quoted): Range | undefined {
  const exact = withoutSpace(quoted.exact);
  if (!exact) return undefined;
  const before = withoutSpace(quoted.prefix);
  const after = withoutSpace(quoted.suffix);
  let best: { at: number; worth: number } | undefined;
  for (let at = text.indexOf(exact); at >= 0; at = text.indexOf(exact, at + 1)) {
    let worth = 0;
    while (worth < before.length && text[at - 1 - worth] === before.at(-1 - worth)) worth += 1;
    for (let next = 0; next < after.length && text[at + exact.length + next] === after[next]; next += 1)
      worth += 1;
    if (!best || worth > best.worth) best = { at, worth };
  }
  if (!best) return undefined;
  const last = best.at + exact.length - 1;
  const range = document.createRange();
  range.setStart(nodes[best.at]!, offsets[best.at]!);
  range.setEnd(nodes[last]!, offsets[last]! + 1);
  return range;
}

/** A selection of the post's text, with what stands around it. */
export function quotedBy(range: Range, words: string, source: Element): Quoted {
  const around = (start: boolean): string => {
    const other = document.createRange();
    other.selectNodeContents(source);
    if (start) other.setEnd(range.startContainer, range.startOffset);
    else other.setStart(range.endContainer, range.endOffset);
    return other.toString().replaceAll(/\s+/gu, ' ');
  };
  return {
    exact: words.replaceAll(/\s+/gu, ' ').trim(),
    prefix: around(true).slice(-longestAround),
    suffix: around(false).slice(0, longestAround),
  };
}
