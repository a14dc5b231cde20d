// site/describe-site.ts: what the index of the REST API says of the site, and the links that lead programs to it.
import { DateTime } from 'luxon';
import { restAddress } from '../base/rest/address.ts';
import { general } from '../base/settings/general.ts';
import { settings } from '../base/settings/settings.ts';
import type { Blog } from '../blog.ts';
import { reading } from '../posts/settings.ts';
import type { Post } from '../posts/post.ts';
import { siteIdentity } from '../themes/settings.ts';
import { iconLinks } from '../themes/site-icon.ts';

/** WordPress's fields; `gmt_offset` in hours, as it is now. */
export async function describeSite(blog: Blog): Promise<Record<string, unknown>> {
  const { blogname, blogdescription, timezone_string } = await settings(blog.db, general);
  const { show_on_front, page_on_front, page_for_posts } = await settings(blog.db, reading);
  const { site_icon } = await settings(blog.db, siteIdentity);
  const { offset } = DateTime.fromJSDate(blog.now(), { zone: timezone_string });
  const isPlace = !/^UTC[+-]/.test(timezone_string);
  return {
    name: blogname,
    description: blogdescription,
    url: blog.url,
    home: blog.url,
    gmt_offset: offset / 60,
    timezone_string: isPlace ? timezone_string : '',
    page_for_posts,
    page_on_front,
    show_on_front,
    site_logo: 0,
    site_icon,
    site_icon_url: site_icon ? await iconUrl(blog) : '',
  };
}

async function iconUrl(blog: Blog): Promise<string> {
  const [, large] = await iconLinks(blog);
  return large ? new URL(large.href, blog.url).href : '';
}

/** Where programs find a post in the REST API. */
export const restLinkOf = (blog: Blog, { id, type }: Pick<Post, 'id' | 'type'>) => ({
  rel: 'alternate',
  title: 'JSON',
  type: 'application/json',
  href: restAddress(blog, `/wp/v2/${type}s/${id}`),
});
