// posts/content/blocks.ts: the block editor's posts: takes its comments out and does what they ask for.
import type { Comment, Element, ElementContent, Root } from 'hast';
import { visit } from 'unist-util-visit';
import { autop } from '../../base/html/autop.ts';
import { postLimits, refusedParts } from '../../base/html/parse.ts';
import { classesOf, isBlank, text, type Node, type Parent } from '../../base/html/tree.ts';

/** What a delimiter comment says: `<!-- wp:name {"attribute":1} -->`, `<!-- wp:name /-->`, `<!-- /wp:name -->`. */
export interface Delimiter {
  /** Without the namespace `core/`. */
  name: string;
  kind: 'open' | 'close' | 'void';
  attributes: Record<string, unknown>;
}

/** Blocks whose content is made anew from the site; what is saved inside is a pattern, not a text. */
const made = new Set('query comments post-template template-part navigation'.split(' '));
/** Blocks that hold classic text. */
const classic = new Set(['freeform', 'shortcode']);

export const hasBlocks = (tree: Root): boolean => {
  let found = false;
  visit(tree, 'comment', (comment) => {
    found ||= delimiter(comment) !== undefined;
  });
  return found;
};

/** The ids of the reusable blocks a tree asks for. */
export function reusableIds(tree: Root): number[] {
  const ids = new Set<number>();
  visit(tree, 'comment', (comment) => {
    const found = delimiter(comment);
    if (found?.name === 'block' && Number.isSafeInteger(found.attributes.ref))
      ids.add(Number(found.attributes.ref));
  });
  return [...ids].slice(0, 50);
}

/**
 * Puts the content of reusable blocks where they are asked for; what asks again inside gets nothing. Changes the tree.
 * Refuses with 422 what grows beyond a post's limit of elements: a short text may ask for a long block many times.
 */
export function putReusables(tree: Root, contents: Map<number, Root>): void {
  const sizes = new Map([...contents].map(([id, content]) => [id, countElements(content)]));
  putIn(tree, { contents, sizes, elements: countElements(tree) });
}

interface Putting {
  contents: Map<number, Root>;
  /** Elements of each. */
  sizes: Map<number, number>;
  /** Elements of the whole text so far. */
  elements: number;
}

function putIn(parent: Parent, putting: Putting): void {
  parent.children = (parent.children as Node[]).flatMap((child): Node[] => {
    if (child.type === 'element') putIn(child, putting);
    const found = child.type === 'comment' ? delimiter(child) : undefined;
    if (found?.name !== 'block') return [child];
    const ref = Number(found.attributes.ref);
    putting.elements += putting.sizes.get(ref) ?? 0;
    if (putting.elements > postLimits.elements) throw refusedParts();
    return structuredClone(putting.contents.get(ref)?.children ?? []);
  }) as ElementContent[];
}

function countElements(tree: Root): number {
  let count = 0;
  visit(tree, 'element', () => void (count += 1));
  return count;
}

/**
 * Takes the delimiters out. Saved HTML stays, with the classes of its layout; classic text between blocks gets
 * paragraphs; blocks that the site makes anew (latest posts, queries, navigation) leave nothing. Changes the tree.
 */
export function unwrapBlocks(tree: Root): void {
  unwrapIn(tree);
}

function unwrapIn(parent: Parent): void {
  const kept: Node[] = [];
  const open: Delimiter[] = [];
  let loose: Node[] = [];
  const close = () => {
    kept.push(...paragraphs(loose));
    loose = [];
  };
  for (const child of parent.children as Node[]) {
    const found = child.type === 'comment' ? delimiter(child) : undefined;
    if (found) {
      close();
      if (found.kind === 'open') open.push(found);
      else if (found.kind === 'close' && open.some(({ name }) => name === found.name))
        closeUpTo(open, found.name);
      continue;
    }
    if (open.some(({ name }) => made.has(name))) continue;
    const block = open.at(-1);
    if (child.type === 'element') {
      layOut(child, block);
      unwrapIn(child);
    }
    if ((!block && parent.type === 'root') || (block && classic.has(block.name))) loose.push(child);
    else kept.push(child);
  }
  close();
  parent.children = tidied(kept) as ElementContent[];
}

function closeUpTo(open: Delimiter[], name: string): void {
  while (open.pop()?.name !== name);
}

/** One line end where the delimiters left several. */
function tidied(nodes: Node[]): Node[] {
  return nodes.flatMap((node, index): Node[] => {
    const previous = nodes[index - 1];
    if (!isBlank(node) || !('value' in node) || !node.value.includes('\n')) return [node];
    return previous && isBlank(previous) ? [] : [text('\n')];
  });
}

/** Classic text outside of blocks; elements alone are saved HTML and stay. */
function paragraphs(nodes: Node[]): Node[] {
  if (!nodes.some((node) => node.type === 'text' && !isBlank(node))) return nodes;
  const root: Root = { type: 'root', children: nodes as Root['children'] };
  autop(root);
  return root.children;
}

/** What a comment says of a block; undefined when it is another one. */
export function delimiter({ value }: Comment): Delimiter | undefined {
  const found = /^\s*(\/?)wp:(?:core\/)?([a-z][\w-]*(?:\/[a-z][\w-]*)?)(?=\s)/.exec(value);
  if (!found) return undefined;
  const rest = value.slice(found[0].length).trim();
  const isVoid = rest.endsWith('/');
  const json = isVoid ? rest.slice(0, -1).trim() : rest;
  return {
    name: found[2]!,
    kind: found[1] ? 'close' : isVoid ? 'void' : 'open',
    attributes: json.startsWith('{') ? readJson(json) : {},
  };
}

function readJson(json: string): Record<string, unknown> {
  try {
    return JSON.parse(json) as Record<string, unknown>;
  } catch {
    return {};
  }
}

/** WordPress adds the classes of rows, stacks and grids when it shows a block; the saved HTML has none. */
function layOut(element: Element, block: Delimiter | undefined): void {
  const layout = block?.attributes.layout as Record<string, unknown> | undefined;
  if (!layout || typeof layout !== 'object') return;
  const add = [
    ...(layout.type === 'flex' || layout.type === 'grid' ? [`is-layout-${layout.type}`] : []),
    ...(layout.orientation === 'vertical' ? ['is-vertical'] : []),
    ...(layout.flexWrap === 'nowrap' ? ['is-nowrap'] : []),
    ...(typeof layout.justifyContent === 'string' && /^[a-z-]{1,30}$/.test(layout.justifyContent)
      ? [`is-content-justification-${layout.justifyContent}`]
      : []),
    ...(Number.isSafeInteger(layout.columnCount) ? [`columns-${Number(layout.columnCount)}`] : []),
  ];
  element.properties.className = [...new Set([...classesOf(element), ...add])];
}
