// site/shared-picture.ts: the picture that other sites show beside a link to a page here.
import { settings } from '../base/settings/settings.ts';
import type { Blog } from '../blog.ts';
import type { MediaView } from '../media/view.ts';
import { mediaView } from '../media/view.ts';
import { chosenPicture } from '../themes/queries.ts';
import { siteIdentity } from '../themes/settings.ts';

export type SharedPicture = Pick<MediaView, 'url' | 'width' | 'height' | 'alt'>;

/**
 * The featured picture, else the first of the text, else the one of the site; undefined without any.
 * @param html clean, of what everybody may read
 */
export async function sharedPicture(
  blog: Blog,
  { image, html }: { image?: SharedPicture | undefined; html: string },
): Promise<SharedPicture | undefined> {
  return image ?? firstPicture(html) ?? pictureOfSite(blog);
}

/** The picture of the site, as long as everybody may see it. */
export async function pictureOfSite(blog: Blog): Promise<SharedPicture | undefined> {
  const { site_image } = await settings(blog.db, siteIdentity);
  const media = site_image ? await chosenPicture(blog.db, site_image) : undefined;
  if (!media) return undefined;
  const view = mediaView(media);
  return view.kind === 'image' ? { ...view, url: view.src } : undefined;
}

/** What Open Graph and X's cards say of it. */
export function pictureMeta(blog: Blog, picture: SharedPicture | undefined) {
  const { url, width, height, alt } = picture ?? {};
  const isWide = url && (!width || width >= leastWide);
  return [
    ...(url ? [{ property: 'og:image', content: new URL(url, blog.url).href }] : []),
    ...(width ? [{ property: 'og:image:width', content: String(width) }] : []),
    ...(height ? [{ property: 'og:image:height', content: String(height) }] : []),
    ...(alt ? [{ property: 'og:image:alt', content: alt }] : []),
    { property: 'twitter:card', content: isWide ? 'summary_large_image' : 'summary' },
  ];
}

/** X shows narrower ones small. */
const leastWide = 300;
/** Pictures of a text that are looked at, and the longest of their tags. */
const mostTags = 20;
const longestTag = 8000;
/** Signs between words and drawings of buttons are no pictures of a text. */
const leastSide = 100;

function firstPicture(html: string): SharedPicture | undefined {
  let at = -1;
  for (let tag = 0; tag < mostTags; tag += 1) {
    at = html.indexOf('<img ', at + 1);
    if (at < 0) return undefined;
    const found = pictureIn(html.slice(at, at + longestTag));
    if (found) return found;
  }
  return undefined;
}

/** Stored texts are written by one serializer: attributes stand in double quotes, with two signs escaped. */
function pictureIn(from: string): SharedPicture | undefined {
  const tag = /^<img (?:"[^"]*"|'[^']*'|[^'">])*>/.exec(from)?.[0];
  const given = new Map(
    [...(tag ?? '').matchAll(/ ([\w-]+)="([^"]*)"/g)].map(
      ([, name, value]) => [name!, unescaped(value!)] as const,
    ),
  );
  const [width, height] = [Number(given.get('width')), Number(given.get('height'))];
  const isSmall = (side: number) => side > 0 && side < leastSide;
  if (isSmall(width) || isSmall(height)) return undefined;
  if (/(?:^|\s)(?:wp-smiley|emoji|embed-\w+)(?:\s|$)/.test(given.get('class') ?? '')) return undefined;
  const largest = largestOf(given.get('srcset') ?? '');
  const url = largest?.url ?? given.get('src') ?? '';
  if (!/^(?:https?:\/\/|\/(?!\/))/.test(url) || !URL.canParse(url, 'http://a.example')) return undefined;
  const shape = width && height ? height / width : 0;
  const shown =
    largest && shape ? { width: largest.width, height: Math.round(largest.width * shape) } : undefined;
  return { url, alt: given.get('alt') ?? '', ...sizeOf(shown ?? { width, height }) };
}

const unescaped = (value: string): string =>
  value
    .replaceAll(/&(?:quot|#x22|#34);/g, '"')
    .replaceAll(/&(?:lt|#x3C);/gi, '<')
    .replaceAll(/&(?:amp|#x26|#38);/g, '&');

const sizeOf = ({ width, height }: { width: number; height: number }) => ({
  width: width || undefined,
  height: height || undefined,
});

function largestOf(srcset: string): { url: string; width: number } | undefined {
  return srcset
    .split(', ')
    .flatMap((one) => {
      const [, url = '', width] = /^(\S+) (\d{1,5})w$/.exec(one) ?? [];
      return url ? [{ url, width: Number(width) }] : [];
    })
    .toSorted((a, b) => b.width - a.width)[0];
}
