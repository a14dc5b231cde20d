// themes/site-icon.ts: the picture that browsers show for the site: a square of one in the library, in a few sizes.
import { settings } from '../base/settings/settings.ts';
import type { Config } from '../base/config.ts';
import type { Blog } from '../blog.ts';
import { inTurn, openImage } from '../media/pictures/images.ts';
import type { Media } from '../media/media.ts';
import { chosenPicture } from './queries.ts';
import { siteIdentity } from './settings.ts';

/** A link element that names an icon. */
export interface IconLink {
  rel: string;
  href: string;
  type: string;
  /** Such as 32x32; '' when it fits any. */
  sizes: string;
}

/** In tabs, on start screens, on those of Apple's devices. */
const sizes = [32, 192, 180] as const;
const own: IconLink = { rel: 'icon', href: '/public/favicon.svg', type: 'image/svg+xml', sizes: '' };

/** The chosen picture, as long as everybody may see it. */
async function chosenIcon(blog: Blog): Promise<Media | undefined> {
  const { site_icon } = await settings(blog.db, siteIdentity);
  return site_icon ? chosenPicture(blog.db, site_icon) : undefined;
}

export async function iconLinks(blog: Blog): Promise<IconLink[]> {
  const media = await chosenIcon(blog);
  if (!media) return [own];
  return sizes.map((size) => ({
    rel: size === 180 ? 'apple-touch-icon' : 'icon',
    href: iconAddress(media, size),
    type: 'image/png',
    sizes: `${size}x${size}`,
  }));
}

/** Where the icon is; another address for another picture. */
const iconAddress = ({ id, version }: Pick<Media, 'id' | 'version'>, size: number): string =>
  `/site-icon-${size}.png?v=${id}-${version}`;

const made = new WeakMap<Config, Map<string, Promise<Buffer>>>();

/** The icon as a PNG; undefined when none is chosen, or for another size. A few kilobytes, made once a process. */
export async function iconFile(blog: Blog, size: number): Promise<Buffer | undefined> {
  const media = sizes.some((one) => one === size) ? await chosenIcon(blog) : undefined;
  if (!media) return undefined;
  const known = made.get(blog.config) ?? new Map<string, Promise<Buffer>>();
  made.set(blog.config, known);
  const key = iconAddress(media, size);
  const found = known.get(key);
  if (found) return found;
  // What an earlier picture left is not asked for any more.
  if (known.size >= sizes.length) known.clear();
  const bytes = inTurn(() => square(blog.storage.path(media.file!), size));
  known.set(key, bytes);
  bytes.catch(() => known.delete(key));
  return bytes;
}

async function square(file: string, size: number): Promise<Buffer> {
  const image = await openImage(file, { pages: 1, autoOrient: true });
  return image.resize({ width: size, height: size, fit: 'cover' }).png().toBuffer();
}
