// posts/related.ts: what to read after a post.
import { __ } from '../base/language/gettext.ts';
import { general } from '../base/settings/general.ts';
import { settings } from '../base/settings/settings.ts';
import { formatDate, isoDate } from '../base/time/dates.ts';
import type { Blog } from '../blog.ts';
import { mediaByIds } from '../media/queries.ts';
import { mediaView, type MediaView } from '../media/view.ts';
import { permalinks } from './addresses/permalink.ts';
import type { Post } from './post.ts';
import { relatedPosts } from './queries/related.ts';

export interface RelatedView {
  title: string;
  href: string;
  date: string;
  datetime: string;
  /** The featured picture, small; undefined without one. */
  image: MediaView | undefined;
}

/** Posts that share most categories and tags with a post; none are looked for when none are wanted. */
export async function relatedViews(
  blog: Blog,
  post: Pick<Post, 'id' | 'type'>,
  wanted: number,
): Promise<RelatedView[]> {
  if (!wanted || post.type !== 'post') return [];
  const found = await relatedPosts(blog.db, post.id, wanted);
  const [site, paths, media] = await Promise.all([
    settings(blog.db, general),
    permalinks(blog, found),
    mediaByIds(
      blog.db,
      found.flatMap(({ featured_media_id }) => featured_media_id ?? []),
    ),
  ]);
  const style = { zone: site.timezone_string, locale: site.WPLANG };
  return found.map(({ id, title, published_at, featured_media_id }) => {
    const picture = media.get(featured_media_id ?? 0);
    const image = picture && mediaView(picture, { size: 'medium' });
    return {
      title: title || __('Untitled'),
      href: paths.get(id)!,
      date: formatDate(published_at!, site.date_format, style),
      datetime: isoDate(published_at!, style.zone),
      image: image?.kind === 'image' && image.src ? image : undefined,
    };
  });
}
