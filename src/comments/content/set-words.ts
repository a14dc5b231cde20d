// comments/content/set-words.ts: a reader's words as clean HTML; asks for nothing but the cards of embeds, so that a thread can do it.
import type { Element, ElementContent, Root, RootContent } from 'hast';
import { autop } from '../../base/html/autop.ts';
import { forComments } from '../../base/html/comment-markdown.ts';
import { highlighted, loadHighlighting } from '../../base/html/highlight.ts';
import { linkify } from '../../base/html/linkify.ts';
import { markdownIn } from '../../base/html/markdown.ts';
import { parseHtml, type TextLimits } from '../../base/html/parse.ts';
import { printClean } from '../../base/html/sanitize.ts';
import { commentSchema, commentTags } from '../../base/html/schemas.ts';
import { smilies } from '../../base/html/smilies.ts';
import { texturize } from '../../base/html/texturize.ts';
import type { Comment } from '../comment.ts';
import { commentExtractsOf, type CommentExtracts } from './extracts.ts';
import { element, isBlank, isBlock, isElement, plainText, remove } from '../../base/html/tree.ts';
import { knownPageOf } from '../../posts/content/frames.ts';

export interface CommentText {
  content: string;
  /** What an import or a linkback brought is never read as Markdown. */
  content_format: Comment['content_format'];
  limits: TextLimits;
  use_smilies: boolean;
  /** The language of the site: quotation marks are set by it. */
  locale: string;
}

/** What only the process knows. A type, not an interface: those are no Lookups. */
export type CommentLookups = {
  /** The markup of those addresses that are embeds, '' while it is still a link; others are absent. */
  embeds(urls: string[]): Promise<Map<string, string>>;
};

/** More players in one comment are links. */
const mostEmbeds = 20;

/**
 * Sets Markdown basics and the allowed elements. Everything works on the parsed tree before the cleaning, and nothing
 * but embeds is put in after it. Shortcodes stay the text they are.
 * Refuses with 422 what is nested too deep or has too many parts.
 */
export async function setWords(
  { content: typed, content_format, limits, use_smilies, locale }: CommentText,
  { embeds }: CommentLookups,
): Promise<Pick<Comment, 'html' | 'embed_urls'> & Partial<CommentExtracts>> {
  const content = typed.replaceAll('\0', '');
  const tree =
    content_format === 'markdown' ? await treeOfMarkdown(content, limits) : treeOfHtml(content, limits);
  const pieces = splitAtBareLinks(tree.children);
  const urls = pieces.flatMap((piece) => (typeof piece === 'string' ? piece : [])).slice(0, mostEmbeds);
  const cards = urls.length ? await embeds([...new Set(urls)]) : new Map<string, string>();
  const style = { limits, use_smilies, locale, links: { left: limits.elements } };
  const html = joined(pieces, cards)
    .map((piece) => ('html' in piece ? piece.html : cleaned(piece.nodes, style)))
    .filter(Boolean)
    .join('\n');
  return { html, embed_urls: [...cards.keys()], ...commentExtractsOf({ html }) };
}

async function treeOfMarkdown(content: string, limits: TextLimits): Promise<Root> {
  await loadHighlighting(content);
  const tree = parseHtml(markdown(content, limits), limits);
  wrapLoose(tree);
  return tree;
}

function treeOfHtml(content: string, limits: TextLimits): Root {
  const tree = parseHtml(content, limits);
  autop(tree);
  return tree;
}

// Headings, tables, rules and pictures are not for comments. Known tags pass as they are and meet the cleaning.
const markdown = markdownIn(
  { breaks: true, highlight: highlighted },
  ['heading', 'lheading', 'table', 'hr', 'image', 'code', 'html_block', 'reference'],
  (dialect) => forComments(dialect, { names: new Set(commentTags), pageOfFrame: knownPageOf }),
);

/** A block that stood within a paragraph has parted it: what follows gets one of its own. */
function wrapLoose(tree: Root): void {
  const nodes: RootContent[] = [];
  let loose: ElementContent[] = [];
  const close = () => {
    const words = loose.slice(loose.findIndex((node) => !isBlank(node) && !isElement(node, 'br')));
    if (loose.every((node) => isBlank(node) || isElement(node, 'br'))) nodes.push(...loose.filter(isBlank));
    else nodes.push(element('p', {}, words));
    loose = [];
  };
  for (const child of tree.children) {
    if (child.type === 'element' && isBlock(child)) {
      close();
      nodes.push(child);
    } else loose.push(child as ElementContent);
  }
  close();
  tree.children = nodes;
}

interface Stretch extends Omit<CommentText, 'content' | 'content_format'> {
  /** How many addresses of the whole text may still become links. */
  links: { left: number };
}

function cleaned(nodes: RootContent[], { limits, use_smilies, locale, links }: Stretch): string {
  const tree: Root = { type: 'root', children: nodes };
  links.left -= linkify(tree, links.left);
  texturize(tree, locale);
  if (use_smilies) smilies(tree);
  removeIdleBreaks(tree);
  remove(tree, (node) => isElement(node, 'p') && node.children.every(isBlank));
  return printClean(tree, commentSchema, limits).trim();
}

const blocks = ['blockquote', 'ul', 'ol', 'li', 'pre', 'p', 'details'];

/** Lines of typed HTML end in breaks that no list may hold, and that no block needs behind it. */
function removeIdleBreaks(parent: Root | Element): void {
  const isList = isElement(parent, 'ul', 'ol');
  let last: RootContent | undefined;
  const kept = parent.children.filter((child) => {
    const isIdle = isElement(child, 'br') && (isList || isElement(last, ...blocks));
    if (!isIdle && !isBlank(child)) last = child;
    return !isIdle;
  });
  parent.children = kept as ElementContent[];
  for (const child of kept) if (isElement(child)) removeIdleBreaks(child);
}

/** A stretch of nodes, or a link that stands alone on its line. */
type Piece = RootContent | string;

/** Takes paragraphs apart where a line is nothing but an address. */
function splitAtBareLinks(nodes: RootContent[]): Piece[] {
  return nodes.flatMap((node): Piece[] => {
    if (!isElement(node, 'p')) return [node];
    const lines = linesOf(node);
    const links = lines.map(bareLink);
    if (!links.some(Boolean)) return [node];
    const pieces: Piece[] = [];
    let kept: ElementContent[][] = [];
    const close = () => {
      if (kept.length) pieces.push(paragraph(kept));
      kept = [];
    };
    lines.forEach((line, at) => {
      const link = links[at];
      if (!link) return void kept.push(line);
      close();
      pieces.push(link);
    });
    close();
    return pieces;
  });
}

function linesOf({ children }: Element): ElementContent[][] {
  const lines: ElementContent[][] = [[]];
  for (const child of children) {
    if (isElement(child, 'br')) lines.push([]);
    else lines.at(-1)!.push(child);
  }
  return lines;
}

function bareLink(line: ElementContent[]): string | undefined {
  const said = line.filter((node) => !isBlank(node));
  const [only] = said;
  if (said.length !== 1 || !only || (only.type !== 'text' && !isElement(only, 'a'))) return undefined;
  const words = plainText(only).trim();
  return /^https?:\/\/\S{1,2000}$/i.test(words) ? words : undefined;
}

const paragraph = (lines: ElementContent[][]): Element =>
  element(
    'p',
    {},
    lines.flatMap((line, at) => (at ? [element('br'), ...line] : line)),
  );

/** Puts the stretches between embeds together again, and the addresses that are no embeds back into them as text. */
function joined(
  pieces: Piece[],
  cards: Map<string, string>,
): ({ html: string } | { nodes: RootContent[] })[] {
  const parts: ({ html: string } | { nodes: RootContent[] })[] = [];
  let shown = 0;
  for (const piece of pieces) {
    const html = typeof piece === 'string' && shown < mostEmbeds ? cards.get(piece) : undefined;
    const last = parts.at(-1);
    const node = typeof piece === 'string' ? paragraph([[{ type: 'text', value: piece }]]) : piece;
    if (html) {
      parts.push({ html });
      shown += 1;
    } else if (last && 'nodes' in last) last.nodes.push(node);
    else parts.push({ nodes: [node] });
  }
  return parts;
}
