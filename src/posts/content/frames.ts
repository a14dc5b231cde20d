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
  const isHere = /^(?![a-z][a-z\d+.-]*:)[^\s#]/i.test(address) && !address.startsWith('//');
  if (!isHere && !(/^(?:https?:)?\/\//i.test(address) && URL.canParse(address, 'https://here'))) return [];
  const place = isHere ? undefined : embedPlace(address);
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
  const youtube = youtubePageOf(address);
  if (youtube) return youtube;
  const vimeo = /^https?:\/\/player\.vimeo\.com\/video\/(\d{1,12})/i.exec(address);
  if (vimeo) return `https://vimeo.com/${vimeo[1]}`;
  const dailymotion = /^https?:\/\/(?:www\.|geo\.)?dailymotion\.com\/embed\/video\/(\w{1,20})/i.exec(address);
  if (dailymotion) return `https://www.dailymotion.com/video/${dailymotion[1]}`;
  if (!/^https?:\/\/www\.facebook\.com\/plugins\//i.test(address) || !URL.canParse(address)) return address;
  return new URL(address).searchParams.get('href') ?? address;
}

/** A video with its list and its start, a list, or the channel that is live. */
function youtubePageOf(address: string): string | undefined {
  const frame =
    /^https?:\/\/(?:www\.)?youtube(?:-nocookie)?\.com\/(?:embed|v)(?:\/([\w-]*)|(?=\?))([?&][^#]*)?/i.exec(
      address,
    );
  if (!frame) return undefined;
  const [, id = '', rest = ''] = frame;
  const query = new URLSearchParams(rest.replaceAll('&amp;', '&').slice(1));
  const of = (name: string, shape: RegExp) => shape.exec(query.get(name) ?? '')?.[0];
  const list = query.get('listType') === 'user_uploads' ? undefined : of('list', /^[\w-]{2,64}$/);
  const channel = of('channel', /^[\w-]{2,64}$/);
  if (id === 'live_stream') return channel && `https://www.youtube.com/channel/${channel}/live`;
  if (/^[\w-]{11}$/.test(id) && id !== 'videoseries') {
    const start = of('start', /^\d{1,6}$/);
    return `https://www.youtube.com/watch?v=${id}${list ? `&list=${list}` : ''}${start ? `&t=${start}` : ''}`;
  }
  return list && `https://www.youtube.com/playlist?list=${list}`;
}
