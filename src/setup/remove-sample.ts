// setup/remove-sample.ts: takes the sample content away again, before a blog of somebody's own moves in.
import { inTransaction } from '../base/database/database.ts';
import type { Blog, Samples } from '../blog.ts';
import { removeMedia } from '../media/remove.ts';
import { deleteTerms } from '../terms/list-queries.ts';
import { deletePosts } from '../writing/queries/bulk.ts';
import { emptySampleTerms, samplePictures, samplePosts } from './sample-queries.ts';

/** The sample post, page and picture, as long as nobody has changed them. */
export const samples: Samples = {
  are_there: async ({ db }) => (await samplePosts(db)).length > 0,
  async remove(blog: Blog) {
    await inTransaction(blog, async (blog) => {
      const posts = await samplePosts(blog.db);
      if (!posts.length) return;
      await deletePosts(
        blog.db,
        posts.map(({ id }) => id),
      );
      await removeMedia(
        blog,
        (await samplePictures(blog.db)).map(({ id }) => id),
      );
      await deleteTerms(blog.db, await emptySampleTerms(blog.db));
    });
  },
};
