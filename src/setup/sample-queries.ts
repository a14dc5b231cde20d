// setup/sample-queries.ts: what is left of the sample content as it was made.
import type { Database } from '../base/database/database.ts';
import type { Media } from '../media/media.ts';
import type { Post } from '../posts/post.ts';
import { slugOf, type Term } from '../terms/term.ts';
import * as texts from './sample-texts.ts';

/** Posts and pages of the sample that were not changed since. */
export function samplePosts(db: Database): Promise<Pick<Post, 'id'>[]> {
  return db<Post>('posts')
    .whereRaw(`modified_at <= created_at + interval '1 minute'`)
    .where((query) =>
      query
        .where({ type: 'post', title: texts.postTitle })
        .orWhere({ type: 'page', title: texts.pageTitle, slug: texts.pageSlug }),
    )
    .orderBy('id')
    .limit(2)
    .select('id');
}

/** The picture of the sample, where no text shows it any more. */
export function samplePictures(db: Database): Promise<Pick<Media, 'id'>[]> {
  return db<Media>('media')
    .where({ name: texts.pictureName, alternative_text: texts.pictureAlt })
    .whereNotExists(
      db('posts').whereRaw('posts.media_ids @> ARRAY[media.id] OR posts.featured_media_id = media.id'),
    )
    .orderBy('id')
    .limit(1)
    .select('id');
}

/** The sample's category and tags, where nothing is filed under them. */
export async function emptySampleTerms(db: Database): Promise<number[]> {
  const slugs = [texts.category, ...texts.tags.split(',')].map((name) => slugOf(name.trim()));
  const rows = await db<Term>('terms')
    .whereIn('slug', slugs)
    .whereIn('taxonomy', ['category', 'post_tag'])
    .where({ description: '' })
    .whereNotExists(db('post_terms').whereRaw('post_terms.term_id = terms.id'))
    .orderBy('id')
    .limit(10)
    .select('id');
  return rows.map(({ id }) => id);
}
