// embeds/fetching/pictures.ts: fetches the pictures of a card and makes small ones of our own of them.
import { settings } from '../../base/settings/settings.ts';
import type { Blog } from '../../blog.ts';
import { openImage } from '../../media/pictures/images.ts';
import { storeBytes } from '../../media/store.ts';
import { megabyte } from '../../media/limits.ts';
import type { Media } from '../../media/media.ts';
import type { Embed } from '../embed.ts';
import { iconOfHost, pictureBytes } from '../queries.ts';
import { embedSettings } from '../settings.ts';
import type { Words } from './words.ts';

/** Pictures that are new, as bytes of our own making. */
export interface Pictures {
  poster?: Buffer;
  icon?: Buffer;
  /** The sign of the same host, kept already. */
  icon_media_id?: number;
}

/** Posters that are sharp in a column of text, signs that are sharp beside a line. */
const sizes = { poster: 1024, icon: 64 };

/** Fetches what is new. A card without pictures is a card all the same: nothing that goes wrong here counts. */
export async function picturesFor(blog: Blog, embed: Embed, words: Words): Promise<Pictures> {
  if (!(await hasRoom(blog))) return {};
  const isSame = embed.poster_media_id && embed.poster_url === words.thumbnail_url;
  const known =
    words.icon_url && !embed.icon_media_id ? await iconOfHost(blog.db, new URL(embed.url).host) : undefined;
  return {
    poster: isSame ? undefined : await pictureAt(blog, words.thumbnail_url, 'poster'),
    icon: known || embed.icon_media_id ? undefined : await pictureAt(blog, words.icon_url, 'icon'),
    icon_media_id: known,
  };
}

/** Keeps a picture; it holds nothing but pixels and may be read at once. */
export function storePicture(blog: Blog, name: string, body: Buffer): Promise<Media> {
  return storeBytes(blog, { name: `${name}.webp`, body, source: 'embed', status: 'ready' });
}

async function hasRoom(blog: Blog): Promise<boolean> {
  const { embed_pictures_mb } = await settings(blog.db, embedSettings);
  return (await pictureBytes(blog.db)) < embed_pictures_mb * megabyte;
}

/** The picture, its first frame alone, made anew: no other byte of the stranger's file is kept. */
async function pictureAt(blog: Blog, url: string, kind: keyof typeof sizes): Promise<Buffer | undefined> {
  if (!url) return undefined;
  try {
    const { status, body } = await blog.fetch(url, { purpose: 'image' });
    if (status !== 200 || !body.length) return undefined;
    const image = await openImage(body, { pages: 1, autoOrient: true });
    const box = { width: sizes[kind], height: sizes[kind], fit: 'inside' as const, withoutEnlargement: true };
    return await image.resize(box).webp({ quality: 78 }).toBuffer();
  } catch {
    return undefined;
  }
}
