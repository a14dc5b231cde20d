// posts/content/pictures.ts: pictures and files of our own in a text: their right address, size and choice of sizes.
import type { Element, Root } from 'hast';
import { visit } from 'unist-util-visit';
import { attribute, isElement } from '../../base/html/tree.ts';
import { needsCopies } from '../../media/pictures/preparation.ts';
import { fileUrl, renditionsOf, withVersion, type Media, type Rendition } from '../../media/media.ts';

/** Elements that name a file, and where. */
const named: Record<string, string[]> = {
  a: ['href'],
  audio: ['src'],
  img: ['src'],
  source: ['src'],
  video: ['src', 'poster'],
};

/** All addresses of files in a tree, as they are written. */
export function addressesIn(tree: Root): string[] {
  const found = new Set<string>();
  visit(tree, 'element', (element) => {
    for (const name of named[element.tagName] ?? []) {
      const address = attribute(element, name);
      if (element.tagName !== 'a' || /\.\w{2,5}$/.test(address)) found.add(address);
    }
  });
  found.delete('');
  return [...found];
}

/** Sets what is known of our own files, and what every picture needs. Changes the tree. */
export function setPictures(tree: Root, known: Map<string, Media>): void {
  const pictures: Element[] = [];
  visit(tree, 'element', (element) => {
    if (element.tagName === 'img') {
      pictures.push(element);
      setPicture(element, known.get(attribute(element, 'src')));
      return;
    }
    for (const name of named[element.tagName] ?? []) {
      const media = known.get(attribute(element, name));
      if (media?.file && media.status === 'ready') element.properties[name] = fileUrl(media.file);
    }
    if (element.tagName === 'audio' || element.tagName === 'video') setPlayer(element);
  });
  setLoading(pictures);
}

function setPicture(picture: Element, media: Media | undefined): void {
  const { properties } = picture;
  for (const name of ['width', 'height']) {
    const size = /^\d{1,5}(?=(?:px)?$)/.exec(attribute(picture, name))?.[0];
    if (size) properties[name] = Number(size);
    else delete properties[name];
  }
  // A text that says nothing of a picture follows the library: words may be found for it later.
  properties.alt = attribute(picture, 'alt') || media?.alternative_text || '';
  if (!media?.width || !media.height) return;
  const wanted = Number(properties.width) || widthInName(attribute(picture, 'src')) || media.width;
  properties.width ??= Math.min(wanted, media.width);
  properties.height ??= Math.round((Number(properties.width) * media.height) / media.width);
  if (media.version > 1) followShape(picture, media);
  if (media.file && media.status === 'ready') setSources(picture, media, media.file);
}

/** A picture that was turned or cropped since it was put into the text has another shape than the text says. */
function followShape({ properties }: Element, media: Media): void {
  const shown = Number(properties.width);
  const isShape = ({ width, height }: { width: number; height: number }) =>
    Math.abs(Number(properties.height) - (shown * height) / width) <= Math.max(1, shown / width);
  const whole = { width: media.width!, height: media.height! };
  if (!shown || isShape(whole) || renditionsOf(media).some(isShape)) return;
  properties.width = Math.min(shown, whole.width);
  properties.height = Math.round((properties.width * whole.height) / whole.width);
}

/** A player asks no other server before the reader plays it; of our own files it learns how long they are. */
function setPlayer(player: Element): void {
  const sources = [player, ...player.children.filter((child) => isElement(child, 'source'))] as Element[];
  const isForeign = sources.some((one) => /^(?:https?:)?\/\//i.test(attribute(one, 'src')));
  player.properties.preload = isForeign ? 'none' : 'metadata';
}

/** Points a picture to the size it is shown in and offers the other sizes of the same shape. */
function setSources({ properties }: Element, media: Media, file: string): void {
  const shown = Number(properties.width);
  const ratio = Number(properties.height) / shown;
  const whole: Pick<Rendition, 'file' | 'width' | 'height'> = {
    file,
    width: media.width!,
    height: media.height!,
  };
  const same = [...renditionsOf(media), ...(needsCopies(media.mime_type) ? [] : [whole])]
    .filter(({ width, height }) => Math.abs(height - width * ratio) <= Math.max(1, width / shown))
    .toSorted((a, b) => a.width - b.width);
  const chosen = same.find(({ width }) => width >= shown) ?? same.at(-1) ?? whole;
  const address = (one: { file: string }) =>
    one.file === file ? withVersion(fileUrl(file), media) : fileUrl(one.file);
  properties.src = address(chosen);
  const others = same.filter((one, at) => one.width !== chosen.width && one.width !== same[at - 1]?.width);
  const offered = [chosen, ...others.filter(({ width }) => width <= 2048)];
  delete properties.srcSet;
  delete properties.sizes;
  if (offered.length < 2) return;
  properties.srcSet = offered.map((one) => `${address(one)} ${one.width}w`).join(', ');
  properties.sizes = `(max-width: ${shown}px) 100vw, ${shown}px`;
}

const widthInName = (address: string): number => Number(/-(\d{1,5})x\d{1,5}\.\w+$/.exec(address)?.[1]);

/** The first pictures load at once, the first large one before others, all from the fourth on when they come near. */
function setLoading(pictures: Element[]): void {
  const large = pictures
    .slice(0, 3)
    .find(({ properties }) => Number(properties.width) * Number(properties.height) >= 50_000);
  for (const [index, { properties }] of pictures.entries()) {
    properties.decoding = 'async';
    delete properties.loading;
    delete properties.fetchPriority;
    if (index >= 3) properties.loading = 'lazy';
  }
  if (large) large.properties.fetchPriority = 'high';
}
