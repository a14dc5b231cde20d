// dashboard/quick-draft.ts: a thought kept as a draft, without leaving the first screen.
import type { User } from '../accounts/user.ts';
import { httpError } from '../base/errors.ts';
import { __ } from '../base/language/gettext.ts';
import { settings } from '../base/settings/settings.ts';
import type { Blog } from '../blog.ts';
import { postForm } from '../writing/form.ts';
import type { Post } from '../posts/post.ts';
import { savePost } from '../writing/save.ts';
import { writingRules } from '../posts/settings.ts';
import { openAtFirst } from '../writing/settings.ts';

/**
 * Keeps what was typed as a new draft, with what a new post begins with.
 * @throws HttpError 403 when this person writes no posts, 422 when there is nothing to keep or too much
 */
export async function insertQuickDraft(
  blog: Blog,
  user: User,
  { title, content, form_key }: { title: string; content: string; form_key: string },
): Promise<Post> {
  if (!title.trim() && !content.trim()) throw unkept(__('Not kept: give the draft a title or some words.'));
  const open = await settings(blog.db, openAtFirst);
  const { default_post_format } = await settings(blog.db, writingRules);
  const form = postForm({
    act: 'draft',
    form_key,
    format: default_post_format,
    title,
    content,
    comment_status: open.default_comment_status === 'open' ? '1' : '',
    ping_status: open.default_ping_status === 'open' ? '1' : '',
  });
  if ('problems' in form) throw unkept(__('Not kept: the title or the text is too long.'));
  return savePost(blog, user, { ...form.words, type: 'post' });
}

const unkept = (message: string) => httpError(422, 'not_kept', message);
