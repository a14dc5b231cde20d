// comments/render.ts: a reader's words in, clean HTML out.
import type { Element, ElementContent, Root, RootContent } from 'hast';
import MarkdownIt from 'markdown-it';
import { attachmentSettings } from '../attachments/settings.ts';
import { linkify } from '../base/html/linkify.ts';
import { parseHtml } from '../base/html/parse.ts';
import { printClean } from '../base/html/sanitize.ts';
import { commentSchema } from '../base/html/schemas.ts';
import { smilies } from '../base/html/smilies.ts';
import { texturize } from '../base/html/texturize.ts';
import { element, isBlank, isElement, plainText, remove } from '../base/html/tree.ts';
import { settings } from '../base/settings/settings.ts';
import type { Blog } from '../blog.ts';
import { cardsOf } from '../posts/own-cards.ts';
import { writingRules } from '../posts/settings.ts';

/** Which pipeline made the HTML; raise it when it makes something better: older ones are made again. */
export const htmlVersion = 4;

export interface Rendered {
  html: string;
  html_version: number;
  embed_urls: string[];
}

/**
 * Renders Markdown basics and the allowed elements; whoever stores it calls `wantEmbeds(blog, embed_urls)`. Everything works on the parsed tree before the cleaning, and
 * nothing but embeds is put in after it. Shortcodes stay the text they are.
 * Refuses with 422 what is nested too deep.
 */
export async function renderComment(
  blog: Blog,
  content: string,
  embedsFor: EmbedsFor = ownEmbeds,
): Promise<Rendered> {
  const tree = parseHtml(markdown.render(content.replaceAll('\0', '')));
  const pieces = splitAtBareLinks(tree.children);
  const embeds = await embedsFor(blog, [
    ...new Set(pieces.flatMap((piece) => (typeof piece === 'string' ? piece : []))),
  ]);
  const embed_urls = [...embeds.keys()];
  const { use_smilies } = await settings(blog.db, writingRules);
  const html = joined(pieces, embeds)
    .map((piece) => ('html' in piece ? piece.html : cleaned(piece.nodes, use_smilies)))
    .filter(Boolean)
    .join('\n');
  return { html, html_version: htmlVersion, embed_urls };
}

/** How many links a rendered text holds; an embed is one. */
export const linksIn = ({ html, embed_urls }: Pick<Rendered, 'html' | 'embed_urls'>): number =>
  Math.max(
    html.match(/<a [^>]*href=/g)?.length ?? 0,
    embed_urls.filter((url) => !url.startsWith('/')).length,
  );

/** The markup of those addresses that are embeds, '' while it is still a link; others are absent. */
export type EmbedsFor = (blog: Blog, urls: string[]) => Promise<Map<string, string>>;

async function ownEmbeds(blog: Blog, urls: string[]): Promise<Map<string, string>> {
  if (!urls.length) return new Map();
  const { autoembed_links } = await settings(blog.db, attachmentSettings);
  return autoembed_links ? cardsOf(blog, urls, 'comments') : new Map();
}

// Headings, tables, rules and pictures are not for comments. Tags pass as they are and meet the cleaning.
const markdown = new MarkdownIt({ html: true, breaks: true, linkify: false, typographer: false }).disable([
  'heading',
  'lheading',
  'table',
  'hr',
  'image',
  'code',
  'html_block',
  'reference',
]);

function cleaned(nodes: RootContent[], hasSmilies: boolean): string {
  const tree: Root = { type: 'root', children: nodes };
  linkify(tree);
  texturize(tree);
  if (hasSmilies) smilies(tree);
  removeIdleBreaks(tree);
  remove(tree, (node) => isElement(node, 'p') && node.children.every(isBlank));
  return printClean(tree, commentSchema).trim();
}

const blocks = ['blockquote', 'ul', 'ol', 'li', 'pre', 'p'];

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
  embeds: Map<string, string>,
): ({ html: string } | { nodes: RootContent[] })[] {
  const parts: ({ html: string } | { nodes: RootContent[] })[] = [];
  for (const piece of pieces) {
    const html = typeof piece === 'string' ? embeds.get(piece) : undefined;
    const last = parts.at(-1);
    const node = typeof piece === 'string' ? paragraph([[{ type: 'text', value: piece }]]) : piece;
    if (html) parts.push({ html });
    else if (last && 'nodes' in last) last.nodes.push(node);
    else parts.push({ nodes: [node] });
  }
  return parts;
}
