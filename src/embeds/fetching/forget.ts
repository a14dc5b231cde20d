// embeds/fetching/forget.ts: forgets links that nobody holds any more, with the pictures that were kept for them.
import type { Blog } from '../../blog.ts';
import { removeMedia } from '../../media/remove.ts';
import { deleteEmbeds, picturesInUse } from '../queries.ts';

/** Call it in a transaction. A sign that another page of the same host shows stays. */
export async function forgetEmbeds(blog: Blog, urls: string[]): Promise<void> {
  const pictures = await deleteEmbeds(blog.db, urls);
  const used = await picturesInUse(blog.db, pictures);
  await removeMedia(
    blog,
    pictures.filter((id) => !used.has(id)),
  );
}
