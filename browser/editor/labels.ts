// editor/labels.ts: what an island is called.
import { __ } from '../shared/words.ts';
import { split, type Segment } from './segments.ts';

const names = new Map<string, string>(
  Object.entries({
    more: __('Read more'),
    noteaser: __('No teaser'),
    nextpage: __('Page break'),
    html: 'HTML',
    'media-text': __('Media and text'),
    rss: 'RSS',
  }),
);

/** A few words for the head of an island. */
export function labelOf(source: string): string {
  const { segments } = split(source);
  const [segment] = segments;
  if (!segment || segments.length > 1) return 'HTML';
  if (segment.kind === 'marker') return markerLabel(segment);
  if (segment.kind === 'block') return named(segment.name);
  if (segment.kind === 'shortcode') return named(segment.name);
  if (segment.kind === 'text') return /^https?:/.test(source) ? __('Link') : 'HTML';
  if (segment.kind === 'odd') return segment.name === 'comment' ? __('Comment') : 'HTML';
  return `HTML: ${segment.name}`;
}

/** `<!--more Go on-->` carries words of its own. */
function markerLabel({ name, source }: Segment): string {
  const words = /^<!--more\s+([^]+?)\s*-->$/.exec(source)?.[1];
  return words ? `${named(name)}: ${words}` : named(name);
}

/** `core-embed/youtube` is “Embed: youtube”, `latest-posts` is “Latest posts”. */
function named(name: string): string {
  const known = names.get(name);
  if (known) return known;
  const [namespace, own] = name.replace(/^core-/, '').split('/');
  const words = (namespace ?? '').replaceAll(/[-_]/g, ' ');
  const label = words.charAt(0).toUpperCase() + words.slice(1);
  return own ? `${label}: ${own.replaceAll('-', ' ')}` : label;
}

/** Whether an island is a line across the text. */
export const isMarker = (source: string): boolean =>
  /^(?:<!--\s*wp:(?:more|nextpage)\b[^>]*-->\s*)?<!--(?:more|nextpage|noteaser)\b[^>]*-->/.test(source);
