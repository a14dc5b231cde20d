// webhooks/describe.ts: what a message says of a post or a comment: what every reader may see, and a link to the rest.
import { excerptOf } from '../base/html/excerpt.ts';
import type { Blog } from '../blog.ts';
import { commentAnchor, type Comment } from '../comments/comment.ts';
import { commentLink } from '../comments/thread/paging.ts';
import { permalink } from '../posts/addresses/permalink.ts';
import type { Post } from '../posts/post.ts';
import { isPublic } from '../posts/visible.ts';

/** A post that is out. Nothing of a text behind a password. */
export async function postData(blog: Blog, post: Post): Promise<Record<string, unknown>> {
  return {
    ...(await postNamed(blog, post)),
    type: post.type,
    status: post.status,
    slug: post.slug,
    date_gmt: post.published_at?.toISOString() ?? null,
    modified_gmt: post.modified_at.toISOString(),
    excerpt: post.password ? '' : post.excerpt || excerptOf(post.html),
    author: post.author_id,
  };
}

/**
 * A comment and the post it stands under. No address of its writer, no IP. A comment that is not approved has no words
 * here either: they stay where moderators read them.
 */
export async function commentData(
  blog: Blog,
  comment: Comment,
  post: Post,
): Promise<Record<string, unknown>> {
  const isShown = comment.status === 'approve' && isPublic(post) && !post.password;
  const link = isShown
    ? await commentLink(blog, post, comment.id)
    : `/admin/comments/${comment.id}${commentAnchor(comment.id)}`;
  return {
    id: comment.id,
    link: blog.url + link,
    status: comment.status,
    parent: comment.parent_id ?? 0,
    type: comment.type,
    author_name: comment.author_name,
    date_gmt: comment.posted_at.toISOString(),
    excerpt: isShown ? excerptOf(comment.html, 40) : '',
    post: await postNamed(blog, post),
  };
}

async function postNamed(blog: Blog, post: Post) {
  return { id: post.id, link: blog.url + (await permalink(blog, post)), title: post.title };
}
