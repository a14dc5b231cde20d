// site/source.ts: where a syndicated article first stood.
import { general } from '../base/settings/general.ts';
import { settings } from '../base/settings/settings.ts';
import { formatDate, isoDate } from '../base/time/dates.ts';
import type { Blog } from '../blog.ts';
import type { Post } from '../posts/post.ts';

export interface SourceView {
  name: string;
  /** http or https; empty when the article has no address of its own. */
  url: string;
  author: string;
  date: string;
  datetime: string;
}

/** The source line of a post; undefined when the author named no source. */
export async function sourceOf(blog: Blog, post: Post): Promise<SourceView | undefined> {
  const url = webAddress(post.source_url);
  if (!post.source_name && !url) return undefined;
  const { timezone_string: zone, WPLANG: locale, date_format } = await settings(blog.db, general);
  const when = post.source_published_at;
  // A day without a time is no moment: it is the same everywhere.
  const shownIn = when && when.getTime() % 86_400_000 === 0 ? 'UTC' : zone;
  return {
    name: post.source_name || new URL(url).host,
    url,
    author: post.source_author,
    date: when ? formatDate(when, date_format, { zone: shownIn, locale }) : '',
    datetime: when ? isoDate(when, shownIn) : '',
  };
}

/** The address, if it is one that a link may lead to. */
export function webAddress(given: string): string {
  if (!URL.canParse(given)) return '';
  const url = new URL(given);
  return ['http:', 'https:'].includes(url.protocol) ? url.href : '';
}
