// embeds/fetching/store-answer.ts: keeps what was said of a link, and tells those who show it when that changes what they show.
import { announce } from '../../announcements.ts';
import { inTransaction } from '../../base/database/database.ts';
import type { Blog } from '../../blog.ts';
import { removeMedia } from '../../media/remove.ts';
import { dueAfter } from './age.ts';
import type { Embed } from '../embed.ts';
import { storePicture, type Pictures } from './pictures.ts';
import { updateEmbed } from '../queries.ts';
import type { Words } from './words.ts';

/** What a card shows: only when one of these changes are texts made again. */
const drawn = [
  'title',
  'author',
  'description',
  'site_name',
  'poster_media_id',
  'icon_media_id',
  'kind',
  'frame_url',
  'width',
  'height',
  'gone_at',
] as const;

/** Keeps a good answer. What was known stays where nothing is said any more. */
export async function storeAnswer(
  blog: Blog,
  embed: Embed,
  words: Words,
  pictures: Pictures = {},
): Promise<void> {
  try {
    await inTransaction(blog, (blog) => keep(blog, embed, words, pictures));
  } catch (error) {
    if (!pictures.poster && !pictures.icon) throw error;
    blog.log.warn({ err: error, url: embed.url }, 'the pictures of a card could not be kept');
    await storeAnswer(blog, embed, words);
  }
}

async function keep(blog: Blog, embed: Embed, words: Words, pictures: Pictures): Promise<void> {
  const { thumbnail_url, icon_url: _, ...told } = words;
  const poster = pictures.poster && (await storePicture(blog, 'poster', pictures.poster));
  const icon = pictures.icon && (await storePicture(blog, 'icon', pictures.icon));
  const icon_media_id = icon?.id ?? pictures.icon_media_id;
  const changes: Partial<Embed> = {
    ...Object.fromEntries(Object.entries(told).filter(([, value]) => value)),
    ...(poster && { poster_media_id: poster.id, poster_url: thumbnail_url }),
    ...(icon_media_id && { icon_media_id }),
    // A frame that is not named any more is dead.
    frame_url: told.frame_url ?? embed.frame_url,
    status: 'ready',
    error: null,
    attempts: 0,
    looks: embed.looks + 1,
    fetched_at: blog.now(),
    looked_at: blog.now(),
    due_at: dueAfter(embed.looks + 1, blog.now()),
    failing_since: null,
    gone_at: null,
    archive_url: '',
  };
  await updateEmbed(blog.db, embed.url, changes);
  if (poster && embed.poster_media_id) await removeMedia(blog, [embed.poster_media_id]);
  // A first poster announces itself once its sizes are made.
  const isNew = drawn.some((name) => name in changes && changes[name] !== embed[name]);
  if (isNew && !(poster && !embed.poster_media_id)) await announce(blog, 'embed.ready', { url: embed.url });
}
