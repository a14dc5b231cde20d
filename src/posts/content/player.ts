// posts/content/player.ts: audio and video players of a text.
import type { Element } from 'hast';
import { element, text, type Node } from '../../base/html/tree.ts';

const extensions = {
  audio: ['mp3', 'ogg', 'oga', 'flac', 'm4a', 'wav', 'opus', 'aac'],
  video: ['mp4', 'm4v', 'webm', 'ogv', 'mov'],
};
export type PlayerKind = keyof typeof extensions;

/** A player for a direct address of a media file; undefined for other addresses. */
export function playerFor(address: string): Element | undefined {
  const kind = playerKind(address);
  return kind && playerFigure(kind, { src: address });
}

/** What a file's extension says it plays. */
function playerKind(address: string): PlayerKind | undefined {
  if (!URL.canParse(address, 'http://here')) return undefined;
  const extension = /\.(\w{2,4})$/.exec(new URL(address, 'http://here').pathname)?.[1]?.toLowerCase() ?? '';
  return (['audio', 'video'] as const).find((kind) => extensions[kind].includes(extension));
}

export interface Played {
  src: string;
  poster?: string;
  width?: number;
  height?: number;
  loop?: boolean;
  muted?: boolean;
  caption?: string;
}

/** The figure around a player. Nothing loads or plays before the reader asks, but the length of our own files. */
export function playerFigure(kind: PlayerKind, played: Played): Element {
  return fillPlayer(element('figure'), kind, played);
}

/** Makes a figure that stands already the figure of a player. */
export function fillPlayer(figure: Element, kind: PlayerKind, played: Played): Element {
  const { src, poster, width, height, loop, muted, caption } = played;
  const own = !/^https?:/i.test(src);
  const properties = {
    controls: true,
    preload: own ? 'metadata' : 'none',
    ...(loop && { loop: true }),
    ...(muted && { muted: true }),
    ...(kind === 'video' && { poster, width, height, playsInline: true }),
    src,
  };
  const fallback = element('a', { href: src }, [text(src.split('/').at(-1) ?? src)]);
  const parts: Node[] = [element(kind, properties, [fallback])];
  if (caption) parts.push(element('figcaption', {}, [text(caption)]));
  figure.properties = { className: [`wp-block-${kind}`] };
  figure.children = parts as Element['children'];
  return figure;
}
