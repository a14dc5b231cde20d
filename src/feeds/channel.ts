// feeds/channel.ts: what a feed says about itself.
import { __ } from '../base/language/gettext.ts';
import { projectVersion } from '../base/project.ts';
import { general } from '../base/settings/general.ts';
import { settings } from '../base/settings/settings.ts';
import type { Blog } from '../blog.ts';
import { archiveTitle } from '../posts/archive.ts';
import { reading } from '../posts/settings.ts';
import { atomDate, rssDate } from './dates.ts';
import type { FeedAsked, FeedView } from './feed.ts';
import { hubOf } from './hub.ts';
import { lastPublished } from './queries.ts';

/**
 * The frame of a feed around its entries.
 * @param dates of all that is in it: the newest is the feed's own
 */
export async function channel<Entry>(
  blog: Blog,
  asked: FeedAsked,
  entries: Entry[],
  dates: Date[],
): Promise<FeedView<Entry> & { modified: Date }> {
  const site = await settings(blog.db, general);
  const newest = dates.length
    ? new Date(Math.max(...dates.map(Number)))
    : ((await lastPublished(blog.db)) ?? new Date(0));
  const { posts_per_rss } = await settings(blog.db, reading);
  const title = await titleOf(blog, asked, site.blogname);
  return {
    title: asked.page > 1 ? __('%1$s – Page %2$s', title, asked.page) : title,
    description: site.blogdescription,
    language: site.WPLANG,
    self: blog.url + addressOf(asked, asked.page),
    next: entries.length < posts_per_rss ? '' : blog.url + addressOf(asked, asked.page + 1),
    hub: await hubOf(blog, asked),
    url: pageOf(blog, asked),
    updated: rssDate(newest),
    updated_at: atomDate(newest),
    version: projectVersion,
    entries,
    modified: newest,
  };
}

/** The site-relative address of one page of a feed. */
export const addressOf = ({ self }: Pick<FeedAsked, 'self'>, page: number): string =>
  page > 1 ? `${self}${self.includes('?') ? '&' : '?'}paged=${page}` : self;

async function titleOf(blog: Blog, asked: FeedAsked, blogname: string): Promise<string> {
  if (asked.kind === 'search') return __('Search Results for “%1$s” – %2$s', asked.words, blogname);
  if (asked.kind === 'comments') return __('Comments for %s', blogname);
  if (asked.kind === 'post') {
    const title = postTitle(asked.post);
    return asked.format === 'atom' ? __('Comments on %s', title) : __('Comments on: %s', title);
  }
  if (asked.kind === 'nothing') return blogname;
  const { name } = await archiveTitle(blog, asked.archive);
  return name ? `${name} – ${blogname}` : blogname;
}

/** A post's title; of a protected post it says so. */
export const postTitle = ({ title, password }: { title: string; password: string }): string =>
  password ? __('Protected: %s', title) : title;

function pageOf(blog: Blog, asked: FeedAsked): string {
  if (asked.kind !== 'post') return `${blog.url}/`;
  return blog.url + asked.path + (asked.format === 'atom' ? '#comments' : '');
}
