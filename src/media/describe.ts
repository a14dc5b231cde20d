// media/describe.ts: changes the words of a kept file, and whose it is.
import { announce } from '../announcements.ts';
import { inTransaction } from '../base/database/database.ts';
import type { Blog } from '../blog.ts';
import type { Media } from './media.ts';
import { updateMedia } from './queries.ts';

type Words = Partial<
  Pick<
    Media,
    | 'title'
    | 'caption'
    | 'alternative_text'
    | 'description'
    | 'slug'
    | 'post_id'
    | 'uploaded_by'
    | 'uploaded_at'
  >
>;

/** Announces `media.ready` when the alternative text is another: what shows the file says it too. */
export async function describeMedia(blog: Blog, media: Media, words: Words): Promise<void> {
  const isOther = words.alternative_text !== undefined && words.alternative_text !== media.alternative_text;
  await inTransaction(blog, async (blog) => {
    if (Object.keys(words).length) await updateMedia(blog.db, media.id, words);
    if (isOther && media.status === 'ready') await announce(blog, 'media.ready', { media_id: media.id });
  });
}
