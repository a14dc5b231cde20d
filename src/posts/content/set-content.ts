// posts/content/set-content.ts: what an author wrote as clean HTML; what only the process knows is asked for, so that a thread can do it.
import type { Element, Root } from 'hast';
import { autop } from '../../base/html/autop.ts';
import { footnotes } from './footnotes.ts';
import { markdownIn } from '../../base/html/markdown.ts';
import { parseHtml, postLimits, printHtml } from '../../base/html/parse.ts';
import { cleanTree, type Clean } from '../../base/html/sanitize.ts';
import { postSchema } from '../../base/html/schemas.ts';
import { smilies } from '../../base/html/smilies.ts';
import { texturize } from '../../base/html/texturize.ts';
import { remove } from '../../base/html/tree.ts';
import type { Media } from '../../media/media.ts';
import { placeBareLinks } from './bare-links.ts';
import { hasBlocks, putReusables, reusableIds, unwrapBlocks } from './blocks.ts';
import { ensureContrast } from './contrast.ts';
import { showCovers } from './covers.ts';
import { asPlainLink, embedPlaces, placeEmbedBlocks, raw } from './embed-place.ts';
import { replaceFrames } from './frames.ts';
import { textExtractsOf, type TextExtracts } from './extracts.ts';
import { fillHole, idsNamed, postsNamed, wantsOwn, type Shelf } from './gallery.ts';
import { openAccordions } from './legacy/accordions.ts';
import { printBlockParts, wantsNotes } from './legacy/block-parts.ts';
import { tellDrawings } from './legacy/drawings.ts';
import { replaceEmbedCodes } from './legacy/embed-codes.ts';
import { revealLazy } from './legacy/lazy.ts';
import { dropLeavings } from './legacy/leavings.ts';
import { asMeant } from './legacy/written.ts';
import { liftBlocks } from './lift.ts';
import { modernise } from './modernise.ts';
import { addressesIn, setPictures } from './pictures.ts';
import { expandShortcodes, type Hole } from './shortcodes.ts';
import type { Post } from '../post.ts';

export type PostText = Pick<Post, 'content' | 'content_format'> & {
  use_smilies: boolean;
  /** The language of the site: quotation marks are set by it. */
  locale: string;
};

/** What only the process knows. */
export type PostLookups = {
  /** The contents of reusable blocks. */
  reusables(ids: number[]): Promise<Map<number, string>>;
  /** Media that may be named, the post's own when they are wanted, and those of other posts. */
  shelf(ids: number[], own: boolean, of: number[]): Promise<Shelf>;
  /** The post's footnotes, as the block editor keeps them. */
  notes(): Promise<string>;
  /** Files of ours by address as written; addresses that are not ours are absent. */
  files(addresses: string[]): Promise<Map<string, Media>>;
  /** The markup of those addresses that are embeds, '' while it is still a link; others are absent. */
  cards(urls: string[]): Promise<Map<string, string>>;
};

export type SetContent = Pick<Post, 'html' | 'embed_urls' | 'media_ids'> & TextExtracts;

/**
 * Sets a post's content. Everything works on one tree; what authors wrote is cleaned last, then the cards of embeds are
 * put in.
 * Refuses with 422 what is too long, nested too deep or has too many parts.
 */
export async function setContent(
  { content, content_format, use_smilies, locale }: PostText,
  lookups: PostLookups,
): Promise<SetContent> {
  const isMarkdown = content_format === 'markdown';
  const tree = readHtml(isMarkdown ? markdown(content, postLimits) : asMeant(content));
  revealLazy(tree);
  replaceEmbedCodes(tree);
  replaceFrames(tree);
  await addReusables(tree, lookups);
  printBlockParts(tree, wantsNotes(tree) ? await lookups.notes() : '');
  const holes = expandShortcodes(tree);
  const shown = await fillHoles(holes, lookups);
  if (hasBlocks(tree)) unwrapBlocks(tree);
  else if (content_format === 'html') autop(tree);
  openAccordions(tree);
  tellDrawings(tree);
  placeEmbedBlocks(tree);
  placeBareLinks(tree);
  liftBlocks(tree);
  showCovers(tree);
  modernise(tree);
  ensureContrast(tree);
  const known = await lookups.files(addressesIn(tree));
  setPictures(tree, known);
  texturize(tree, locale);
  if (use_smilies) smilies(tree);
  const clean = cleanTree(tree, postSchema);
  const isChanged = dropLeavings(clean.tree);
  const { html, embed_urls } = await withEmbeds(clean, isChanged, lookups);
  const media_ids = [...new Set([...shown, ...known.values()].map(({ id }) => id))];
  return { html, embed_urls, media_ids, ...textExtractsOf(html) };
}

/** Markdown as the HTML it stands for, as its author wrote it: not cleaned, nothing put in. */
export const setMarkdown = ({ content }: { content: string }): Promise<string> =>
  Promise.resolve(markdown(content, postLimits));

const markdown = markdownIn({ breaks: false }, [], footnotes);

/** What browsers show without scripts is read too. */
const readHtml = (html: string): Root => parseHtml(html, postLimits, { readsNoscript: true });

async function addReusables(tree: Root, { reusables }: PostLookups): Promise<void> {
  const ids = reusableIds(tree);
  if (!ids.length) return;
  const contents = await reusables(ids);
  if (contents.size)
    putReusables(tree, new Map([...contents].map(([id, content]) => [id, readHtml(content)])));
}

/** Fills galleries and players; those with nothing to show vanish. Returns what they show. */
async function fillHoles(holes: Hole[], { shelf }: PostLookups): Promise<Media[]> {
  if (!holes.length) return [];
  const found = await shelf(idsNamed(holes), wantsOwn(holes), postsNamed(holes));
  return holes.flatMap((hole) => fillHole(hole, found));
}

/** Cards in one text; what is beyond stays a link. */
const mostEmbeds = 200;

/** Draws the cards of the embeds in a clean text; a page of which nothing is known yet stays a link so long. */
async function withEmbeds(
  { html, tree }: Clean,
  wasChanged: boolean,
  lookups: PostLookups,
): Promise<Pick<SetContent, 'html' | 'embed_urls'>> {
  remove(tree, (node) => node.type === 'element' && node.tagName === 'figure' && !node.children.length);
  const places = embedPlaces(tree);
  const urls = [...new Set(places.map(({ url }) => url))].slice(0, mostEmbeds);
  const cards = urls.length ? await lookups.cards(urls) : new Map<string, string>();
  for (const [at, { figure, url }] of places.entries()) {
    const card = at < mostEmbeds ? cards.get(url) : undefined;
    if (card) putCard(figure, card);
    else asPlainLink(figure);
  }
  const isChanged = wasChanged || places.length > 0 || html.includes('<figure');
  return { html: (isChanged ? printHtml(tree) : html).trim(), embed_urls: [...cards.keys()] };
}

function putCard(figure: Element, card: string): void {
  const caption = figure.children.filter(
    (child) => child.type === 'element' && child.tagName === 'figcaption',
  );
  figure.children = [raw(card), ...caption] as Element['children'];
}
