// writing/screen/saved-in-place.ts: what an open write screen has to know when its text was saved without leaving it.
import { __ } from '../../base/language/gettext.ts';
import { general } from '../../base/settings/general.ts';
import { settings } from '../../base/settings/settings.ts';
import { formatDate } from '../../base/time/dates.ts';
import type { Blog } from '../../blog.ts';
import type { Post } from '../../posts/post.ts';
import { say } from '../sayings.ts';

export interface SavedInPlace {
  /** Where this post is edited from now on. */
  edit_path: string;
  /** For the form's field of that name: the next save is of this text. */
  seen_at: string;
  /** For the form's field of that name: as it was made of the title when it was empty. */
  slug: string;
  /** What was done and when, in the site's zone and format. */
  said: string;
}

/** The answer to a save by the screen's script that changed no status. */
export async function savedInPlace(blog: Blog, post: Post): Promise<SavedInPlace> {
  const { timezone_string: zone, time_format } = await settings(blog.db, general);
  return {
    edit_path: `/admin/${post.type}s/${post.id}`,
    seen_at: post.modified_at.toISOString(),
    slug: post.slug,
    said: doneWith(post, formatDate(blog.now(), time_format, { zone })),
  };
}

function doneWith({ type, status }: Post, time: string): string {
  if (status === 'draft') return __('Draft saved at %s.', time);
  return say(type, status === 'publish' ? 'updated_at' : 'saved_at', time);
}
