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
  /** Those of other posts, by post. */
  of: Map<number, Media[]>;
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

/** The posts whose media shortcodes ask for: `[gallery id="12"]`. */
export const postsNamed = (holes: Hole[]): number[] =>
  [...new Set(holes.flatMap(({ attributes }) => readId(attributes.get('id')) ?? []))].slice(0, 100);

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

function choose(attributes: Map<string, string>, { byId, own, of }: Shelf): Media[] {
  const listed = idList(attributes.get('ids'));
  const ids = listed.length ? listed : idList(attributes.get('include'));
  const excluded = new Set(idList(attributes.get('exclude')));
  const post = readId(attributes.get('id'));
  const all = post === undefined ? own : (of.get(post) ?? []);
  const chosen = ids.length
    ? ids.flatMap((id) => byId.get(id) ?? [])
    : all.filter(({ id }) => !excluded.has(id));
  const orderby = attributes
    .get('orderby')
    ?.toLowerCase()
    .split(/[\s,]+/)[0];
  const order = orders[orderby ?? ''] ?? (listed.length ? undefined : orders.menu_order);
  const sorted = order ? chosen.toSorted(order) : chosen;
  return attributes.get('order')?.toUpperCase() === 'DESC' ? sorted.toReversed() : sorted;
}

const menuOrder = ({ meta }: Media): number => Number(meta._menu_order?.[0] ?? 0) || 0;

/** WordPress's words for the order. By chance (`rand`) is as they came: the text is set once. */
const orders: Record<string, ((a: Media, b: Media) => number) | undefined> = {
  menu_order: (a, b) => menuOrder(a) - menuOrder(b) || a.id - b.id,
  id: (a, b) => a.id - b.id,
  title: (a, b) => a.title.localeCompare(b.title) || a.id - b.id,
  name: (a, b) => a.slug.localeCompare(b.slug) || a.id - b.id,
  date: (a, b) => a.uploaded_at.getTime() - b.uploaded_at.getTime() || a.id - b.id,
  post_date: (a, b) => a.uploaded_at.getTime() - b.uploaded_at.getTime() || a.id - b.id,
};

function fillGallery(figure: Element, attributes: Map<string, string>, chosen: Media[]): void {
  const given = Number.parseInt(attributes.get('columns') ?? '3', 10);
  // None: as many side by side as there is room for.
  const columns = given === 0 ? 'default' : Math.min(9, Math.max(1, given || 3));
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
