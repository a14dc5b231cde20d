// posts/render.ts: makes of what an author wrote the clean HTML that readers see.
import type { Element, Root } from 'hast';
import MarkdownIt from 'markdown-it';
import { autop } from '../base/html/autop.ts';
import { parseHtml, printHtml } from '../base/html/parse.ts';
import { printClean } from '../base/html/sanitize.ts';
import { postSchema } from '../base/html/schemas.ts';
import { smilies } from '../base/html/smilies.ts';
import { texturize } from '../base/html/texturize.ts';
import { remove } from '../base/html/tree.ts';
import { settings } from '../base/settings/settings.ts';
import type { Blog } from '../blog.ts';
import { mayBeNamed } from '../media/may-read.ts';
import type { Media } from '../media/media.ts';
import { mediaByIds } from '../media/queries.ts';
import { placeBareLinks } from './content/bare-links.ts';
import { hasBlocks, putReusables, reusableIds, unwrapBlocks } from './content/blocks.ts';
import { keepReadable } from './content/contrast.ts';
import { showCovers } from './content/covers.ts';
import { asPlainLink, embedPlaces, placeEmbedBlocks, raw } from './content/embed-place.ts';
import { replaceFrames } from './content/frames.ts';
import { fillHole, idsNamed, wantsOwn } from './content/gallery.ts';
import { liftBlocks } from './content/lift.ts';
import { modernise } from './content/modernise.ts';
import { ownFiles } from './content/own-files.ts';
import { addressesIn, setPictures } from './content/pictures.ts';
import { expandShortcodes, type Hole } from './content/shortcodes.ts';
import type { Post } from './post.ts';
import { cardsOf } from './own-cards.ts';
import { mediaOfPost, reusableBlocks } from './queries/content.ts';
import { writingRules } from './settings.ts';

/** Raise it when the pipeline makes something better: older texts are then made again in the background. */
export const htmlVersion = 3;

export type Written = Pick<Post, 'content' | 'content_format'> & { id?: number };
export type Rendered = Pick<Post, 'html' | 'embed_urls' | 'media_ids' | 'html_version'>;

/**
 * Renders a post's content. The verb that saves stores what comes back and calls `wantEmbeds(blog, embed_urls)`.
 * Everything works on one tree; what authors wrote is cleaned last, then the cards of embeds are put in.
 * @param written `id` is the post's own, when it has one: galleries without ids show its media
 * Refuses with 422 what is too long or nested too deep.
 */
export async function renderContent(blog: Blog, written: Written): Promise<Rendered> {
  const tree = treeOf(written);
  replaceFrames(tree);
  await addReusables(blog, tree);
  const holes = expandShortcodes(tree);
  const shown = await fillHoles(blog, holes, written.id);
  if (hasBlocks(tree)) unwrapBlocks(tree);
  else if (written.content_format === 'html') autop(tree);
  placeEmbedBlocks(tree);
  placeBareLinks(tree);
  liftBlocks(tree);
  showCovers(tree);
  modernise(tree);
  keepReadable(tree);
  const known = await ownFiles(blog, addressesIn(tree));
  setPictures(tree, known);
  texturize(tree);
  if ((await settings(blog.db, writingRules)).use_smilies) smilies(tree);
  const { html, embed_urls } = await withEmbeds(blog, printClean(tree, postSchema));
  const media_ids = [...new Set([...shown, ...known.values()].map(({ id }) => id))];
  return { html, embed_urls, media_ids, html_version: htmlVersion };
}

const markdown = new MarkdownIt({ html: true, linkify: false });

/** Markdown as the HTML it stands for, as its author wrote it: not cleaned, nothing put in. */
export const markdownAsHtml = (content: string): string => markdown.render(content);

const treeOf = ({ content, content_format }: Written): Root =>
  parseHtml(content_format === 'markdown' ? markdownAsHtml(content) : content);

async function addReusables(blog: Blog, tree: Root): Promise<void> {
  const contents = await reusableBlocks(blog.db, reusableIds(tree));
  if (contents.size)
    putReusables(tree, new Map([...contents].map(([id, content]) => [id, parseHtml(content)])));
}

/** Fills galleries and players; those with nothing to show vanish. Returns what they show. */
async function fillHoles(blog: Blog, holes: Hole[], id: number | undefined): Promise<Media[]> {
  if (!holes.length) return [];
  const named = await mediaByIds(blog.db, idsNamed(holes));
  const byId = new Map([...named].filter(([, media]) => mayBeNamed(media)));
  const own = id && wantsOwn(holes) ? await mediaOfPost(blog.db, id) : [];
  return holes.flatMap((hole) => fillHole(hole, { byId, own }));
}

const mostEmbeds = 200;

/** Draws the cards of the embeds in a clean text; a page of which nothing is known yet stays a link so long. */
async function withEmbeds(blog: Blog, clean: string): Promise<Pick<Rendered, 'html' | 'embed_urls'>> {
  const tree = parseHtml(clean);
  remove(tree, (node) => node.type === 'element' && node.tagName === 'figure' && !node.children.length);
  const places = embedPlaces(tree);
  const urls = [...new Set(places.map(({ url }) => url))].slice(0, mostEmbeds);
  const cards = await cardsOf(blog, urls, 'posts');
  for (const { figure, url } of places) {
    const card = cards.get(url);
    if (card) putCard(figure, card);
    else asPlainLink(figure);
  }
  return { html: printHtml(tree).trim(), embed_urls: [...cards.keys()] };
}

function putCard(figure: Element, card: string): void {
  const caption = figure.children.filter(
    (child) => child.type === 'element' && child.tagName === 'figcaption',
  );
  figure.children = [raw(card), ...caption] as Element['children'];
}
