// editor/kept.ts: files of the library as they stand in a text: pictures, players, links, galleries.
import { asBlock, safeJson } from './block-markup.ts';
import { hasBlocks } from './blocks.ts';
import { make } from '../shared/elements.ts';

/** One of the sizes a picture is kept in. */
export interface Size {
  /** WordPress's name: thumbnail, medium, large, full. */
  name: string;
  title: string;
  src: string;
  width: number;
  height: number;
}

export interface KeptFile {
  id: number;
  kind: 'image' | 'audio' | 'video' | 'file';
  url: string;
  alt: string;
  caption: string;
  /** The file's name, and what the library calls it. */
  name: string;
  label: string;
  /** A small picture to choose by; '' for other files. */
  small: string;
  /** Such as PNG, 12 KB, 64 × 40. */
  about: string;
  sizes: Size[];
  /** What the owner proposes for pictures; '' for nothing special. */
  usual: { align: string; size: string; leads_to_file: boolean };
}

/** How a picture is to stand in the text. */
export interface Wish {
  alt: string;
  caption: string;
  size: string;
  /** What it leads to; '' for nothing. */
  href: string;
  /** left, center, right or ''. */
  align?: string;
}

/** What the owner of the site proposes for a picture. */
export const proposed = ({ url, usual }: KeptFile): Partial<Wish> => ({
  align: usual.align,
  size: usual.size,
  href: usual.leads_to_file ? url : '',
});

/** How the text is written that the markup goes into. */
export type Dialect = 'classic' | 'blocks' | 'markdown';

/** The size a picture has when nobody chose one. */
export const usualSize = ({ sizes }: KeptFile): Size | undefined =>
  sizes.find(({ name }) => name === 'large') ?? sizes.at(-1);

export function markupOf(file: KeptFile, dialect: Dialect, wish?: Partial<Wish>): string {
  if (file.kind === 'image') return pictureMarkup(file, dialect, wish);
  if (file.kind === 'file') {
    const link = make('a', {}, file.name);
    link.setAttribute('href', file.url);
    return dialect === 'blocks' ? asBlock(make('p', {}, link), undefined) : link.outerHTML;
  }
  return playerMarkup(file, file.kind, dialect);
}

function pictureMarkup(file: KeptFile, dialect: Dialect, wish: Partial<Wish> = {}): string {
  const { alt = file.alt, caption = file.caption, href = '', align = '' } = wish;
  const size = file.sizes.find(({ name }) => name === wish.size) ?? usualSize(file);
  const isPlain =
    !caption && !href && !align && /^[^\s()<>]+$/.test(size?.src ?? '') && !/[[\]\\\n<]/.test(alt);
  if (dialect === 'markdown' && isPlain) return `![${alt}](${size!.src})`;
  const figure = figureOf(file, size, { alt, caption, href, align });
  return dialect === 'blocks' ? asBlock(figure, undefined) : figure.outerHTML;
}

/** The figure of a picture, as WordPress writes it. */
export function figureOf(
  { id, url }: KeptFile,
  size: Size | undefined,
  { alt, caption, href, align }: Omit<Wish, 'size'>,
): HTMLElement {
  const image = make('img', {});
  image.setAttribute('src', size?.src ?? url);
  image.setAttribute('alt', alt);
  image.className = `wp-image-${id}`;
  if (size?.width && size.height) {
    image.setAttribute('width', String(size.width));
    image.setAttribute('height', String(size.height));
  }
  const figure = make('figure', {
    className: `wp-block-image${align ? ` align${align}` : ''} size-${size?.name ?? 'full'}`,
  });
  if (href) {
    const anchor = make('a', {}, image);
    anchor.setAttribute('href', href);
    figure.append(anchor);
  } else figure.append(image);
  if (caption) figure.append(make('figcaption', { className: 'wp-element-caption' }, caption));
  return figure;
}

function playerMarkup({ id, url, caption }: KeptFile, kind: 'audio' | 'video', dialect: Dialect): string {
  const player = make(kind, {});
  player.setAttribute('controls', '');
  player.setAttribute('src', url);
  const figure = make('figure', { className: `wp-block-${kind}` }, player);
  if (caption) figure.append(make('figcaption', { className: 'wp-element-caption' }, caption));
  const html = figure.outerHTML.replace(' controls=""', ' controls');
  return dialect === 'blocks' ? `<!-- wp:${kind} {"id":${id}} -->\n${html}\n<!-- /wp:${kind} -->` : html;
}

/** How a text is written. */
export function dialectOf(text: string, format: string): Dialect {
  if (format === 'markdown') return 'markdown';
  return hasBlocks(text) ? 'blocks' : 'classic';
}

/** Several files: pictures are a gallery when that is wished, all others stand one below the other. */
export function markupOfAll(files: KeptFile[], dialect: Dialect, columns: number | undefined): string {
  const pictures = files.filter(({ kind }) => kind === 'image');
  if (columns === undefined || pictures.length < 2)
    return files.map((file) => markupOf(file, dialect, proposed(file))).join('\n\n');
  const others = files.filter((file) => !pictures.includes(file)).map((file) => markupOf(file, dialect));
  return [galleryMarkup(pictures, dialect, columns), ...others].join('\n\n');
}

export function galleryMarkup(pictures: KeptFile[], dialect: Dialect, columns: number): string {
  if (dialect !== 'blocks') {
    const words = columns === 3 ? '' : ` columns="${columns}"`;
    return `[gallery ids="${pictures.map(({ id }) => id).join(',')}"${words}]`;
  }
  return galleryBlock(
    { columns, linkTo: 'none' },
    pictures.map((one) => markupOf(one, 'blocks')),
  );
}

/** A gallery as the block editor writes it, of pictures that are blocks. */
export function galleryBlock(
  json: { columns: number; linkTo: unknown },
  images: string[],
  side = '',
  caption = '',
): string {
  const classes = `wp-block-gallery${side && ` ${side}`} has-nested-images columns-${json.columns} is-cropped`;
  const figure = `<figure class="${classes}">${images.join('\n\n')}${caption}</figure>`;
  return `<!-- wp:gallery ${safeJson(json)} -->\n${figure}\n<!-- /wp:gallery -->`;
}
