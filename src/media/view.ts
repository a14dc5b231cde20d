// media/view.ts: a kept file as pages show it.
import { kindOf, typeLabel, type MediaKind } from './file-types.ts';
import { fileUrl, renditionsOf, withVersion, type Media, type MediaStatus, type Rendition } from './media.ts';
import { needsCopies } from './pictures/preparation.ts';
import { sizeWithin, type Pixels, type Size } from './settings.ts';
import type { Link } from './signed-link.ts';

export interface MediaView {
  id: number;
  /** How it is shown; an image that cannot be shown in a page is a `file`. */
  kind: MediaKind;
  /** The original; '' while it is being prepared or when it could not be. */
  url: string;
  /** The address to show small: a rendition at least as large as asked, else the original. */
  src: string;
  srcset: string;
  sizes: string;
  width: number | undefined;
  height: number | undefined;
  alt: string;
  name: string;
  /** Such as PNG, PDF. */
  type_label: string;
  /** Such as 1.4 MB. */
  size_label: string;
  mime_type: string;
  caption: string;
  status: MediaStatus;
}

export interface MediaViewOptions {
  /** WordPress's size name for `src`; the original by default. */
  size?: string;
  /** `signedLinks(blog)` where the looker may see files that are not public. */
  link?: Link;
  /** Of the settings: a picture whose sizes are still to be made takes its place in the size that it will have. */
  sizes?: Size[];
}

/** What a template shows of a kept file. A file still being prepared has no address, unless links are signed. */
export function mediaView(
  media: Media,
  { size = 'full', link, sizes = [] }: MediaViewOptions = {},
): MediaView {
  const address = link ?? fileUrl;
  const isOpen = media.file !== null && (media.status === 'ready' || link !== undefined);
  const url = isOpen
    ? withVersion(address(media.file!), media)
    : media.file === null
      ? (media.remote_url ?? '')
      : '';
  const kind = kindOf(media.mime_type);
  const isShown = kind !== 'file' && media.status !== 'failed';
  const renditions = isShown && isOpen ? candidates(media) : [];
  const shown = isOpen ? renditionFor(media, size) : undefined;
  const { width, height } = sizeOf(media, size, { shown, sizes });
  return {
    id: media.id,
    kind: isShown && (kind !== 'image' || showsInPage(media)) ? kind : 'file',
    url,
    src: shown ? address(shown.file) : url,
    srcset: renditions.length > 1 ? srcset(media, renditions, address) : '',
    sizes: width ? `(max-width: ${width}px) 100vw, ${width}px` : '',
    width,
    height,
    alt: media.alternative_text,
    name: media.name,
    type_label: typeLabel(media.name, media.mime_type),
    size_label: sizeLabel(media.byte_size),
    mime_type: media.mime_type,
    caption: media.caption,
    status: media.status,
  };
}

/** A size for people: 28 MB means 28 × 1024 × 1024 bytes. */
export function sizeLabel(bytes: number): string {
  if (bytes < 1024) return bytes === 1 ? '1 byte' : `${bytes} bytes`;
  const step = bytes < 1024 ** 2 ? 1 : bytes < 1024 ** 3 ? 2 : 3;
  const [value, unit] = [bytes / 1024 ** step, ['bytes', 'KB', 'MB', 'GB'][step]!];
  return `${value < 10 ? Number(value.toFixed(1)) : Math.round(value)} ${unit}`;
}

const showsInPage = (media: Media) => !needsCopies(media.mime_type) || renditionsOf(media).length > 0;

/** How large it is shown: as the copy that is shown, or as the one that is still to be made. */
function sizeOf(
  media: Media,
  name: string,
  { shown, sizes }: { shown: Rendition | undefined; sizes: Size[] },
): { width: number | undefined; height: number | undefined } {
  if (shown) return shown;
  const whole = { width: media.width ?? undefined, height: media.height ?? undefined };
  const size = sizes.find((one) => one.name === name);
  return size && whole.width && whole.height ? sizeWithin(whole as Pixels, size) : whole;
}

function renditionFor(media: Media, size: string): Rendition | undefined {
  const renditions = renditionsOf(media);
  const named = renditions.find(({ name }) => name === size);
  if (named) return named;
  if (needsCopies(media.mime_type)) return largestOf(media) ?? renditions.at(-1);
  return isBig(media) ? largestOf(media) : undefined;
}

// WordPress's big image threshold: a larger picture is kept, and shown by its largest copy.
const isBig = ({ width, height }: Media) => Math.max(width ?? 0, height ?? 0) > 2560;

const largestOf = (media: Media) =>
  sameShape(media)
    .toSorted((a, b) => a.width * a.height - b.width * b.height)
    .at(-1);

/** The copies that show all of it; a crop is another picture. */
const sameShape = (media: Media): Rendition[] =>
  media.width && media.height
    ? renditionsOf(media).filter(
        (one) => Math.abs(one.height - (one.width * media.height!) / media.width!) <= 1.5,
      )
    : [];

/** The pictures of the same shape, from narrow to wide. */
function candidates(media: Media): Pick<Rendition, 'file' | 'width'>[] {
  if (!media.file || !media.width || !media.height) return [];
  const { width, file } = media;
  const same = sameShape(media);
  const original = needsCopies(media.mime_type) || width > 2048 || isBig(media) ? [] : [{ file, width }];
  const all = [...same, ...original].filter((one) => one.width <= 2048).toSorted((a, b) => a.width - b.width);
  return all.filter((one, at) => one.width !== all[at - 1]?.width);
}

const srcset = (media: Media, renditions: Pick<Rendition, 'file' | 'width'>[], address: Link) =>
  renditions
    .map(({ file, width }) => {
      const own = address(file);
      return `${file === media.file ? withVersion(own, media) : own} ${width}w`;
    })
    .join(', ');
