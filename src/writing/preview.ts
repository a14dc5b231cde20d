// writing/preview.ts: a post as it would be with what its author has typed and not saved.
import type { User } from '../accounts/user.ts';
import type { Blog } from '../blog.ts';
import { newerAutosave } from './autosave.ts';
import { extractsOf } from '../posts/content/extracts.ts';
import type { Post } from '../posts/post.ts';
import { renderContent } from '../posts/content/render.ts';

export const previewPath = (id: number): string => `/?p=${id}&preview=true`;

/** The post with this person's newer autosave in the place of its text, if there is one. Nothing is stored. */
export async function previewOf(blog: Blog, user: User, post: Post): Promise<Post> {
  const kept = await newerAutosave(blog, user, post);
  if (!kept) return post;
  const { title, content, content_format, excerpt } = kept;
  const rendered = await renderContent(blog, { content, content_format, id: post.id });
  const changed = { title, content, content_format, excerpt, ...rendered };
  return { ...post, ...changed, ...extractsOf(changed) };
}
