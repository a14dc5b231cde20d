// sitemaps/listed.ts: whether search engines are given lists at all.
import { general } from '../base/settings/general.ts';
import { settings } from '../base/settings/settings.ts';
import type { Blog } from '../blog.ts';

/** Who asks search engines to stay away gives them no list. */
export const isListed = async (blog: Blog): Promise<boolean> =>
  (await settings(blog.db, general)).blog_public;
