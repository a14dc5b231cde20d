// writing/list/quick-edit.ts: changes what a list shows of a post; its text and all else stay as they are.
import type { User } from '../../accounts/user.ts';
import { notFound } from '../../base/errors.ts';
import type { Blog } from '../../blog.ts';
import type { PostWords, QuickWords } from '../form.ts';
import type { Post } from '../../posts/post.ts';
import { touchAutosaves } from '../queries/bulk.ts';
import { findPost } from '../../posts/queries/find.ts';
import { savePost } from '../save.ts';

/**
 * Saves a post by the rules of the write screen.
 * @throws HttpError as savePost; 409 too when the post was changed since the form was opened
 */
export async function quickEdit(
  blog: Blog,
  user: User,
  { id, type }: { id: number; type: 'post' | 'page' },
  words: QuickWords,
): Promise<Post> {
  const post = await findPost(blog.db, id);
  if (post?.type !== type) throw notFound(type);
  await touchAutosaves(blog.db, [id], blog.now());
  return savePost(blog, user, { ...wordsOf(post, words), id, type });
}

/** The write screen's words for this post. Its text is that of the moment which `seen_at` names, or nothing is saved. */
function wordsOf(post: Post, { status, ...typed }: QuickWords): PostWords {
  const { content, content_format, excerpt, format, to_ping, canonical } = post;
  const { source_name, source_url, source_author, source_published_at, seo_title, seo_description } = post;
  const isProtected = post.password !== '' && status !== 'private';
  return {
    ...typed,
    seen_at: typed.seen_at || post.modified_at.toISOString(),
    act: status === 'private' ? 'publish' : status,
    visibility: status === 'private' ? 'private' : isProtected ? 'protected' : 'public',
    password: post.password,
    ping_status: post.ping_status === 'open',
    new_category: '',
    new_category_parent: 0,
    author_id: 0,
    seo_title,
    seo_description,
    featured_media_id: post.featured_media_id ?? 0,
    source_published_at: source_published_at?.toISOString().slice(0, 10) ?? '',
    content,
    content_format,
    excerpt,
    format,
    to_ping,
    canonical,
    source_name,
    source_url,
    source_author,
  };
}
