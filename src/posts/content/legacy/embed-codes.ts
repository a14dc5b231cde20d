// posts/content/legacy/embed-codes.ts: what services give to copy, beside frames: elements that a script would fill.
import type { Element, ElementContent } from 'hast';
import { attribute, classesOf, find, plainText, type Node, type Parent } from '../../../base/html/tree.ts';
import { embedPlace } from '../embed-place.ts';

/** Puts the place of an embed where such an element stands; the words in it stay, but for those that only ask for the script. Changes the tree. */
export function replaceEmbedCodes(parent: Parent): void {
  parent.children = (parent.children as Node[]).flatMap((child): Node[] => {
    if (child.type !== 'element') return [child];
    const address = addressOf(child);
    const place = address && embedPlace(address);
    if (place) return saysMore(child) ? [place, child] : [place];
    replaceEmbedCodes(child);
    return [child];
  }) as ElementContent[];
}

/** The page that an element stands for. */
function addressOf(element: Element): string | undefined {
  const { tagName } = element;
  const of = (name: string) => attribute(element, name).trim();
  if (tagName.includes('-')) return ofOwnElement(tagName, of);
  if (tagName !== 'blockquote' && tagName !== 'div') return undefined;
  const classes = classesOf(element);
  if (classes.some((name) => /^fb-(?:post|video|comment-embed)$/.test(name))) return of('dataHref');
  if (classes.includes('tiktok-embed'))
    return of('cite') || inside(element, /^https:\/\/www\.tiktok\.com\/@[^/]+\/video\//);
  if (classes.includes('instagram-media'))
    return (
      of('dataInstgrmPermalink') ||
      inside(element, /^https?:\/\/(?:www\.)?instagr(?:am\.com|\.am)\/(?:p|reel|tv)\//)
    );
  if (classes.includes('bluesky-embed'))
    return inside(element, /^https:\/\/bsky\.app\/profile\/[^/]+\/post\//);
  if (classes.includes('text-post-media')) return of('dataTextPostPermalink');
  return undefined;
}

/** Elements of their own name: AMP's, and light stand-ins for players. */
function ofOwnElement(name: string, of: (attribute: string) => string): string | undefined {
  const id = (attribute: string) => /^[\w-]{1,80}$/.exec(of(attribute))?.[0];
  const at = (start: string, found: string | undefined) => found && start + found;
  if (name === 'amp-youtube') return at('https://www.youtube.com/watch?v=', id('dataVideoid'));
  if (name === 'lite-youtube' || name === 'youtube-video')
    return at('https://www.youtube.com/watch?v=', id('videoid') ?? id('videoId'));
  if (name === 'amp-vimeo') return at('https://vimeo.com/', id('dataVideoid'));
  if (name === 'lite-vimeo') return at('https://vimeo.com/', id('videoid') ?? id('videoId'));
  if (name === 'amp-dailymotion') return at('https://www.dailymotion.com/video/', id('dataVideoid'));
  if (name === 'amp-twitter') return at('https://x.com/i/status/', id('dataTweetid'));
  if (name === 'amp-instagram') return at('https://www.instagram.com/p/', id('dataShortcode'));
  if (name === 'amp-tiktok') return of('dataSrc');
  if (/^amp-facebook(?:-comments|-like|-page)?$/.test(name)) return of('dataHref');
  return name === 'amp-iframe' || name === 'amp-video' || name === 'amp-audio' ? of('src') : undefined;
}

function inside(element: Element, address: RegExp): string | undefined {
  const link = find(element, (one) => one.tagName === 'a' && address.test(attribute(one, 'href')));
  return link && attribute(link, 'href');
}

/** Whether the element holds words of somebody, and not only the service's own. */
function saysMore(element: Element): boolean {
  const words = plainText(element)
    .replace(/view (?:this|more on|on) [\w ]{0,30}|a post shared by [^\n]{0,200}|post by [^\n]{0,200}/gi, '')
    .replaceAll(/https?:\/\/\S+/g, '');
  return /[\p{L}\p{N}]/u.test(words);
}
