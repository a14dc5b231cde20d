// posts/content/frames.ts: frames and plug-ins of old posts: a known service becomes an embed, the rest a link.
import type { Element, ElementContent } from 'hast';
import { attribute, element, find, isElement, text, type Node, type Parent } from '../../base/html/tree.ts';
import { embedPlace } from './embed-place.ts';

/** Replaces iframe, object and embed elements by what they showed. Changes the tree. */
export function replaceFrames(parent: Parent): void {
  parent.children = (parent.children as Node[]).flatMap((child): Node[] => {
    if (child.type !== 'element') return [child];
    if (['iframe', 'object', 'embed'].includes(child.tagName)) return shown(child);
    replaceFrames(child);
    return [child];
  }) as ElementContent[];
}

function shown(frame: Element): Node[] {
  const address = pageOf(sourceOf(frame));
  if (!address || !URL.canParse(address) || !/^https?:/i.test(address)) return [];
  const place = embedPlace(address);
  if (place) return [place];
  return [element('p', {}, [element('a', { href: address }, [text(attribute(frame, 'title') || address)])])];
}

/** Where a frame's content comes from: its own address, or that of the plug-in inside. */
function sourceOf(frame: Element): string {
  const own = attribute(frame, 'src') || attribute(frame, 'data');
  if (own) return own.trim();
  const inner = find(frame, (one) => isElement(one, 'embed', 'iframe', 'param') && movieOf(one) !== '');
  return inner ? movieOf(inner) : '';
}

const movieOf = (one: Element): string =>
  one.tagName !== 'param'
    ? attribute(one, 'src')
    : /^(?:movie|src)$/i.test(attribute(one, 'name'))
      ? attribute(one, 'value')
      : '';

/** The page that a frame of a known service shows; undefined for other frames. */
export function knownPageOf(source: string): string | undefined {
  const page = pageOf(source);
  return page !== source && /^https?:/i.test(page) ? page : undefined;
}

/** The page of a video rather than its frame, where the address says which. */
function pageOf(source: string): string {
  const address = source.startsWith('//') ? `https:${source}` : source;
  const youtube =
    /^https?:\/\/(?:www\.)?youtube(?:-nocookie)?\.com\/(?:embed|v)\/([\w-]{11})(?:[?&](?:.*[?&])?start=(\d{1,6}))?/i.exec(
      address,
    );
  if (youtube) return `https://www.youtube.com/watch?v=${youtube[1]}${youtube[2] ? `&t=${youtube[2]}` : ''}`;
  const vimeo = /^https?:\/\/player\.vimeo\.com\/video\/(\d{1,12})/i.exec(address);
  if (vimeo) return `https://vimeo.com/${vimeo[1]}`;
  const dailymotion = /^https?:\/\/(?:www\.|geo\.)?dailymotion\.com\/embed\/video\/(\w{1,20})/i.exec(address);
  if (dailymotion) return `https://www.dailymotion.com/video/${dailymotion[1]}`;
  if (!/^https?:\/\/www\.facebook\.com\/plugins\//i.test(address) || !URL.canParse(address)) return address;
  return new URL(address).searchParams.get('href') ?? address;
}
