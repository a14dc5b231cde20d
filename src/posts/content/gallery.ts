// posts/content/gallery.ts: fills what waits for media: galleries, playlists and players.
import type { Element } from 'hast';
import { element, text, type Node } from '../../base/html/tree.ts';
import type { Media } from '../../media/media.ts';
import { mediaView } from '../../media/view.ts';
import { fillPlayer, playerFigure, type PlayerKind } from './player.ts';
import type { Hole } from './shortcodes.ts';
import { readId } from '../../base/http/ids.ts';

/** Media that shortcodes may show: by id, and those of the post itself in the order they came. */
export interface Shelf {
  byId: Map<number, Media>;
  own: Media[];
}

/** The ids that shortcodes name, no more than one query may ask for. */
export const idsNamed = (holes: Hole[]): number[] =>
  [
    ...new Set(
      holes.flatMap(({ attributes }) =>
        ['ids', 'include', 'exclude'].flatMap((name) => idList(attributes.get(name))),
      ),
    ),
  ].slice(0, mostNamed);

const mostNamed = 5000;

/** Whether a shortcode asks for the media of its post. */
export const wantsOwn = (holes: Hole[]): boolean => holes.some(({ attributes }) => !attributes.get('ids'));

/** Fills one figure; one with nothing to show stays empty and is dropped by the caller. Returns the media it shows. */
export function fillHole({ name, attributes, figure }: Hole, shelf: Shelf): Media[] {
  if (name === 'audio' || name === 'video') return fillOne(name, attributes, figure, shelf);
  const kind = name === 'gallery' ? 'image' : attributes.get('type') === 'video' ? 'video' : 'audio';
  const chosen = choose(attributes, shelf).filter((media) => media.mime_type.startsWith(`${kind}/`));
  if (!chosen.length) return [];
  if (kind === 'image') fillGallery(figure, attributes, chosen);
  else fillPlaylist(figure, kind, chosen);
  return chosen;
}

function choose(attributes: Map<string, string>, { byId, own }: Shelf): Media[] {
  const ids = idList(attributes.get('ids') ?? attributes.get('include'));
  const excluded = idList(attributes.get('exclude'));
  const chosen = ids.length
    ? ids.flatMap((id) => byId.get(id) ?? [])
    : own.filter(({ id }) => !excluded.includes(id));
  const turned = attributes.get('order')?.toUpperCase() === 'DESC' ? chosen.toReversed() : chosen;
  return attributes.get('orderby') === 'title'
    ? turned.toSorted((a, b) => a.title.localeCompare(b.title))
    : turned;
}

function fillGallery(figure: Element, attributes: Map<string, string>, chosen: Media[]): void {
  const columns = Math.min(9, Math.max(1, Number.parseInt(attributes.get('columns') ?? '3', 10) || 3));
  figure.properties = {
    className: ['wp-block-gallery', 'has-nested-images', `columns-${columns}`, 'is-cropped'],
  };
  figure.children = chosen.map((media) => picture(media, attributes));
}

function picture(media: Media, attributes: Map<string, string>): Element {
  const size = attributes.get('size') ?? 'medium';
  const view = mediaView(media, { size: size === 'thumbnail' ? 'medium' : size });
  const image = element('img', { src: view.src, alt: view.alt, className: [`wp-image-${media.id}`] });
  const linked = attributes.get('link') === 'none' ? image : element('a', { href: view.url }, [image]);
  const parts: Node[] = [linked];
  if (view.caption) parts.push(element('figcaption', {}, [text(view.caption)]));
  return element('figure', { className: ['wp-block-image'] }, parts);
}

function fillPlaylist(figure: Element, kind: PlayerKind, chosen: Media[]): void {
  figure.properties = { className: ['wp-playlist'] };
  figure.children = [
    element(
      'ol',
      {},
      chosen.map((media) => element('li', {}, [trackOf(kind, media)])),
    ),
  ];
}

const trackOf = (kind: PlayerKind, media: Media): Element =>
  playerFigure(kind, { src: mediaView(media).url, caption: media.title || media.name });

function fillOne(
  kind: PlayerKind,
  attributes: Map<string, string>,
  figure: Element,
  { own }: Shelf,
): Media[] {
  const named = ['src', 'mp3', 'm4a', 'ogg', 'wav', 'flac', 'mp4', 'm4v', 'webm', 'ogv', 'mov']
    .map((name) => attributes.get(name) ?? '')
    .find((value) => isAddress(value));
  const found = named ? undefined : own.find((media) => media.mime_type.startsWith(`${kind}/`));
  const src = named ?? (found && mediaView(found).url);
  if (!src) return [];
  const poster = attributes.get('poster') ?? '';
  const width = Number.parseInt(attributes.get('width') ?? '', 10);
  const height = Number.parseInt(attributes.get('height') ?? '', 10);
  fillPlayer(figure, kind, {
    src,
    ...(isAddress(poster) && { poster }),
    ...(width > 0 && height > 0 && { width, height }),
    loop: isOn(attributes.get('loop')),
    muted: isOn(attributes.get('muted')),
  });
  return found ? [found] : [];
}

const isOn = (value: string | undefined): boolean => /^(?:true|on|1|loop|muted)$/i.test(value ?? '');

const isAddress = (value: string): boolean => /^(?:https?:\/\/|\/(?!\/))[^\s<>"]+$/i.test(value);

const idList = (value = ''): number[] =>
  value
    .split(/[\s,]+/)
    .flatMap((one) => readId(one) ?? [])
    .slice(0, 500);
