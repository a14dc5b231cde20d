// base/html/autop.ts: paragraphs and line breaks from blank lines and line ends, as classic WordPress posts mean them.
import type { Element, ElementContent, Root } from 'hast';
import { postLimits, refusedParts } from './parse.ts';
import { blockNames, element, isBlank, isBlock, text, type Node, type Parent } from './tree.ts';

/**
 * A blank line ends a paragraph, a line end is a break; blocks stay as they are and their insides are treated the
 * same way. Preformatted text is not touched. Changes the tree.
 */
export function autop(tree: Root): void {
  tree.children = paragraphs(tree.children, 'always') as Root['children'];
}

/** When loose text in a block becomes a paragraph: always, or only when blank lines make several of it. */
type Wrap = 'always' | 'several' | 'never';

/** A stretch of inline content between blocks or blank lines. */
interface Paragraph {
  type: 'paragraph';
  inline: Node[];
}

const wraps = new Map<string, Wrap>([
  ['blockquote', 'always'],
  ...'div section article aside header footer nav form fieldset address center li dd td th details a ins del span'
    .split(' ')
    .map((name) => [name, 'several'] as const),
]);
/** Nothing in these is text for people, or every letter counts. */
const untouched = new Set(
  'pre script style textarea svg math object audio video picture select code'.split(' '),
);
/** White space in these means nothing. */
const skeleton = new Set(
  'table thead tbody tfoot tr colgroup ul ol dl figure menu dir hgroup ruby'.split(' '),
);

function paragraphs(children: Node[], wrap: Wrap): Node[] {
  const made: (Node | Paragraph)[] = [];
  let run: Node[] = [];
  const close = () => {
    for (const paragraph of splitAtBlankLines(run)) {
      if (!paragraph.some((node) => !isBlank(node))) continue;
      made.push({ type: 'paragraph', inline: trimmed(paragraph) });
    }
    run = [];
  };
  for (const child of children) {
    if (child.type === 'comment' || isBlock(child)) {
      close();
      made.push(...blockOf(child));
    } else run.push(child);
  }
  close();
  const several = made.filter((node) => node.type === 'paragraph').length > 1;
  const wrapped = wrap === 'always' || (wrap === 'several' && several);
  return spaced(
    made.map((node): Node[] => {
      if (node.type !== 'paragraph') return [node];
      const inline = withBreaks(node.inline);
      return wrapped ? [element('p', {}, inline)] : inline;
    }),
  );
}

/** A line end between blocks makes the source readable. */
function spaced(groups: Node[][]): Node[] {
  return groups.flatMap((group, index) => (index ? [text('\n'), ...group] : group));
}

/** A block with its inside treated; a paragraph with blank lines in it becomes several. */
function blockOf(node: Node): Node[] {
  if (node.type !== 'element' || untouched.has(node.tagName)) return [node];
  if (node.tagName === 'p') {
    const parts = splitAtBlankLines(node.children).filter((part) => part.some((child) => !isBlank(child)));
    if (parts.length < 2) return [breakLines(node)];
    return spaced(parts.map((part) => [element('p', { ...node.properties }, withBreaks(trimmed(part)))]));
  }
  if (skeleton.has(node.tagName)) {
    node.children = node.children.flatMap((child) =>
      child.type === 'element' ? blockOf(child) : [child],
    ) as ElementContent[];
    return [node];
  }
  const wrap = wraps.get(node.tagName) ?? 'never';
  if (wrap === 'never') return [breakLines(node)];
  const inside = paragraphs(node.children, wrap);
  node.children = (
    inside.some((child) => child.type === 'element' && blockNames.has(child.tagName)) && node.tagName !== 'li'
      ? [text('\n'), ...inside, text('\n')]
      : inside
  ) as ElementContent[];
  return [node];
}

function breakLines(node: Element): Element {
  node.children = withBreaks(trimmed(node.children)) as ElementContent[];
  return node;
}

/** Cuts a stretch of inline content at blank lines; an inline element around one is closed and opened again. */
function splitAtBlankLines(nodes: Node[]): Node[][] {
  const parts: Node[][] = [[]];
  for (const node of nodes) {
    const [first, ...rest] = splitNode(node);
    if (first) parts.at(-1)!.push(...first);
    for (const part of rest) parts.push(part);
    if (parts.length > postLimits.elements) throw refusedParts();
  }
  return parts;
}

function splitNode(node: Node): Node[][] {
  if (node.type === 'text') return node.value.split(/\n[^\S\n]*\n\s*/).map((value) => [text(value)]);
  if (node.type !== 'element' || untouched.has(node.tagName)) return [[node]];
  const parts = splitAtBlankLines(node.children);
  if (parts.length === 1) return [[node]];
  return parts
    .filter((part, index) => index === 0 || part.some((child) => !isBlank(child)))
    .map((part) => [element(node.tagName, { ...node.properties }, part)]);
}

/** Where the white space at the end begins. */
function endOfWords(value: string): number {
  let end = value.length;
  while (end > 0 && ' \t\r\n\f'.includes(value[end - 1]!)) end -= 1;
  return end;
}

/** Without the white space at both ends; a no-break space is a sign that was meant. */
function trimmed(nodes: Node[]): Node[] {
  const kept = nodes.slice();
  const first = kept[0];
  if (first?.type === 'text') kept[0] = text(first.value.replace(/^[ \t\r\n\f]+/, ''));
  const last = kept.at(-1);
  if (last?.type === 'text') kept[kept.length - 1] = text(last.value.slice(0, endOfWords(last.value)));
  return kept.filter((node) => node.type !== 'text' || node.value !== '');
}

/** Line ends become breaks, unless one stands there already. */
function withBreaks(nodes: Node[]): Node[] {
  return nodes.flatMap((node, index): Node[] => {
    if (node.type === 'element') {
      if (untouched.has(node.tagName)) return [node];
      if (!isBlock(node)) return [withBreaksInside(node)];
      return blockOf(node);
    }
    if (node.type !== 'text') return [node];
    const previous = nodes[index - 1];
    const afterBreak = previous?.type === 'element' && previous.tagName === 'br';
    const beforeBreak = isBreak(nodes[index + 1]);
    return broken(node.value, afterBreak, beforeBreak);
  });
}

const isBreak = (node: Node | undefined): boolean => node?.type === 'element' && node.tagName === 'br';

function withBreaksInside(node: Element): Element {
  (node as Parent).children = withBreaks(node.children) as ElementContent[];
  return node;
}

function broken(value: string, afterBreak: boolean, beforeBreak: boolean): Node[] {
  const lines = value.split(/[^\S\n]*\n/);
  return lines.flatMap((line, index): Node[] => {
    if (index === 0) return line ? [text(line)] : [];
    const isDouble =
      (index === 1 && afterBreak && lines[0] === '') || (index === lines.length - 1 && beforeBreak && !line);
    const rest = text(`\n${line.trimStart()}`);
    return isDouble ? [rest] : [element('br'), rest];
  });
}
