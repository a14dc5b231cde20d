// posts/toolbar.ts: what those who work here find above every public page. Readers get none.
import type { Request } from 'express';
import { may } from '../accounts/user.ts';
import { __ } from '../base/language/gettext.ts';
import type { Blog } from '../blog.ts';
import { isPreviewed } from '../themes/current.ts';

export interface ToolbarLink {
  title: string;
  href: string;
}

export interface ToolbarView {
  name: string;
  links: ToolbarLink[];
}

/**
 * The toolbar of whoever asks; undefined for readers, signed in or not.
 * @param tools what may be done with this page, such as edit it
 */
export async function toolbarOf(
  blog: Blog,
  req: Request,
  tools: ToolbarLink[],
): Promise<ToolbarView | undefined> {
  const { user } = req;
  if (!user || !may(user, 'edit_posts')) return undefined;
  if (isPreviewed(req) && may(user, 'edit_theme_options')) {
    // The frame of Customize shows what readers will see; a page outside of it says what it is.
    const back = { title: __('Preview: only you see this. Back to Customize'), href: '/admin/customize' };
    return req.get('Sec-Fetch-Dest') === 'iframe' ? undefined : { name: user.display_name, links: [back] };
  }
  const waiting = await Promise.all(blog.extensions.admin_bar.map((links) => links(blog, user)));
  return {
    name: user.display_name,
    links: [
      { title: __('Dashboard'), href: '/admin/' },
      ...tools,
      { title: __('New post'), href: '/admin/posts/new' },
      ...waiting.flat(),
    ],
  };
}
