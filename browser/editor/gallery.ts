// editor/gallery.ts: galleries as they are written, a shortcode or a block: which pictures they hold, and the same with others.
import { __ } from '../shared/words.ts';
import { asBlock, safeJson } from './block-markup.ts';
import { blockAt, delimiter } from './blocks.ts';
import { figureOf, galleryBlock, markupOf, usualSize, type KeptFile } from './kept.ts';
import { markAt, nextMark } from './scan.ts';

/** One picture of a gallery; `source` is how a block writes it. */
export interface Shot {
  id: number;
  source?: string;
  /** What is known of it without asking the library. */
  src: string;
  label: string;
}

export interface Gallery {
  shots: Shot[];
  columns: number;
  /** The gallery written with other pictures. */
  write: (shots: (Shot & { file?: KeptFile })[], columns: number) => string;
}

/** Reads a gallery; undefined when the source is none that can be changed here. */
export function galleryIn(source: string, shownIds: () => number[]): Gallery | undefined {
  return shortcodeGallery(source, shownIds) ?? blockGallery(source);
}

export const isGallery = (source: string): boolean => galleryIn(source, () => []) !== undefined;

const shortcodePattern =
  /^((?:<!--\s*wp:(?:core\/)?shortcode\b[^>]*-->\s*)?)\[gallery([^\]]*)\]((?:\s*<!--\s*\/wp:(?:core\/)?shortcode\s*-->)?)$/i;

/** One that names no ids shows the media of its post: those are taken from what is shown. */
function shortcodeGallery(source: string, shownIds: () => number[]): Gallery | undefined {
  const found = shortcodePattern.exec(source);
  if (!found) return undefined;
  const [, before = '', words = '', behind = ''] = found;
  const named = /\b(?:ids|include)\s*=\s*["']?([\d,\s]+)/i.exec(words)?.[1];
  const ids = named
    ? named
        .split(/[\s,]+/)
        .filter(Boolean)
        .map(Number)
    : shownIds();
  const without = (name: string, text: string) =>
    text.replaceAll(new RegExp(`\\s*\\b${name}\\s*=\\s*("[^"]*"|'[^']*'|[^\\s\\]]+)`, 'gi'), '');
  return {
    shots: ids.map((id) => ({ id, src: '', label: __('Picture %s', id) })),
    columns: columnsOf(/\bcolumns\s*=\s*["']?(\d+)/i.exec(words)?.[1]),
    write(shots, columns) {
      // The order is the one that was chosen here.
      const rest = ['ids', 'include', 'exclude', 'orderby', 'order', 'columns'].reduce(
        (text, name) => without(name, text),
        words,
      );
      const wanted = columns === 3 ? '' : ` columns="${columns}"`;
      return `${before}[gallery ids="${shots.map(({ id }) => id).join(',')}"${wanted}${rest}]${behind}`;
    },
  };
}

const columnsOf = (value: unknown): number => Math.min(9, Math.max(1, Number(value) || 3));

function blockGallery(source: string): Gallery | undefined {
  const mark = markAt(source, 0);
  const block = mark && blockAt(source, mark);
  if (block?.name !== 'gallery' || block.end !== source.length) return undefined;
  const json = readJson(block.json);
  const images = imagesIn(block.inside);
  return images.length || !/<img\b/i.test(block.inside)
    ? {
        shots: images.map(({ text }) => shotOf(text)),
        columns: columnsOf(json.columns),
        write: (shots, columns) => rewrite(block, images, shots, columns),
      }
    : oldGallery(block.inside, json);
}

interface Image {
  start: number;
  end: number;
  text: string;
}

/** The image blocks inside, each as it is written. */
function imagesIn(inside: string): Image[] {
  const images: Image[] = [];
  let mark = nextMark(inside, 0);
  while (mark) {
    const block = delimiter(mark)?.name === 'image' ? blockAt(inside, mark) : undefined;
    if (block) images.push({ start: mark.start, end: block.end, text: inside.slice(mark.start, block.end) });
    mark = nextMark(inside, block?.end ?? mark.end);
  }
  return images;
}

function shotOf(source: string): Shot {
  const image = parsed(source).querySelector('img');
  const { id } = readJson(/wp:(?:core\/)?image\s+(\{[^]*?\})\s*-->/.exec(source)?.[1] ?? '');
  const number = Number(id) || Number(/\bwp-image-(\d+)/.exec(image?.className ?? '')?.[1]) || 0;
  const label = image?.getAttribute('alt') || fileName(image?.getAttribute('src') ?? '');
  return { id: number, source, src: image?.getAttribute('src') ?? '', label };
}

const fileName = (address: string): string => address.split(/[?#]/)[0]!.split('/').at(-1)! || __('Picture');

/** Pictures that stay are written as they were; around them all stays but for the columns. */
function rewrite(
  block: { inside: string; opening: string; closing: string; json: string },
  images: Image[],
  shots: (Shot & { file?: KeptFile })[],
  columns: number,
): string {
  const { inside, opening, closing, json } = block;
  const start = images[0]?.start ?? inside.search(/(?<=<figure[^>]*>)/);
  const end = images.at(-1)?.end ?? start;
  const gap = images[1] ? inside.slice(images[0]!.end, images[1].start) : '\n\n';
  const given = readJson(json);
  const hasOthers = columns !== columnsOf(given.columns);
  const head = inside.slice(0, start);
  const now = shots.map((shot) => shot.source ?? (shot.file ? markupOf(shot.file, 'blocks') : ''));
  if (Array.isArray(given.ids)) given.ids = shots.map(({ id }) => id);
  if (hasOthers) given.columns = columns;
  const isSame = JSON.stringify(given) === JSON.stringify(readJson(json));
  const first = isSame ? opening : `<!-- wp:gallery ${safeJson(given)} -->`;
  const classes = hasOthers ? head.replace(/\bcolumns-(?:\d|default)\b/, `columns-${columns}`) : head;
  return `${first}${classes}${now.filter(Boolean).join(gap)}${inside.slice(end)}${closing}`;
}

/** The older spelling: a list of figures. It is written anew, as the block editor does when it opens one. */
function oldGallery(inside: string, { ids: _ids, ...json }: Record<string, unknown>): Gallery {
  const body = parsed(inside);
  const holders = [...body.querySelectorAll('li, figure figure:not(li *)')].filter((one) =>
    one.querySelector('img'),
  );
  const caption = body.querySelector('.blocks-gallery-caption')?.outerHTML ?? '';
  const side = /\balign(?:wide|full|left|right|center)\b/.exec(body.firstElementChild?.className ?? '')?.[0];
  const shots = holders.map((holder): Shot => {
    const image = holder.querySelector('img')!;
    const id = Number(image.dataset.id) || Number(/\bwp-image-(\d+)/.exec(image.className)?.[1]) || 0;
    const caption = holder.querySelector('figcaption')?.textContent ?? '';
    const alt = image.getAttribute('alt') ?? '';
    const src = image.getAttribute('src') ?? '';
    const size = { name: 'large', title: '', src, width: 0, height: 0 };
    const kept: KeptFile = { ...nobody, id, url: src, alt, caption, sizes: [size] };
    const href = image.closest('a')?.getAttribute('href') ?? '';
    const figure = figureOf(kept, size, { alt, caption, href });
    return { id, src, label: alt || fileName(src), source: asBlock(figure, undefined) };
  });
  return {
    shots,
    columns: columnsOf(json.columns),
    write(now, columns) {
      const sources = now.map(({ source, file }) => source ?? (file ? markupOf(file, 'blocks') : ''));
      return galleryBlock({ linkTo: 'none', ...json, columns }, sources.filter(Boolean), side, caption);
    },
  };
}

const nobody: KeptFile = {
  id: 0,
  kind: 'image',
  url: '',
  alt: '',
  caption: '',
  name: '',
  label: '',
  small: '',
  about: '',
  sizes: [],
  usual: { align: '', size: '', leads_to_file: false },
};

const parsed = (html: string): HTMLElement => new DOMParser().parseFromString(html, 'text/html').body;

function readJson(json: string): Record<string, unknown> {
  try {
    return JSON.parse(json || '{}') as Record<string, unknown>;
  } catch {
    return {};
  }
}

/** A picture of the library that comes in. */
export const newShot = (file: KeptFile): Shot & { file: KeptFile } => ({
  id: file.id,
  src: file.small || (usualSize(file)?.src ?? ''),
  label: file.label,
  file,
});
