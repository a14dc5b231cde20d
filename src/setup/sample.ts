// setup/sample.ts: what a fresh blog holds, so that its owner can judge the look at once.
import fs from 'node:fs/promises';
import path from 'node:path';
import type { User } from '../accounts/user.ts';
import { projectFolder } from '../base/project.ts';
import type { Blog } from '../blog.ts';
import { insertComment } from '../comments/queries/write.ts';
import { renderComment } from '../comments/content/render.ts';
import { storeBytes } from '../media/store.ts';
import { markupOf } from '../library/view.ts';
import { postForm, type PostWords } from '../writing/form.ts';
import type { Post } from '../posts/post.ts';
import { addToCommentCounts } from '../posts/queries/comment-count.ts';
import { isWithoutPosts } from '../writing/queries/choices.ts';
import { savePost } from '../writing/save.ts';
import * as texts from './sample-texts.ts';

/** Puts a post with a picture, an embed and a conversation, and a page, into a blog that has nothing yet. */
export async function fillFreshBlog(blog: Blog, owner: User): Promise<void> {
  if (!(await isWithoutPosts(blog.db))) return;
  const media = await storeBytes(blog, {
    name: texts.pictureName,
    body: await fs.readFile(path.join(projectFolder, 'public/pictures', texts.pictureName)),
    source: 'library',
    uploaded_by: owner.id,
    alternative_text: texts.pictureAlt,
    caption: texts.pictureCaption,
  });
  const post = await savePost(blog, owner, {
    ...words({
      title: texts.postTitle,
      content: texts.postContent(await markupOf(media)),
      new_category: texts.category,
      tags: texts.tags,
    }),
    type: 'post',
  });
  await savePost(blog, owner, {
    ...words({
      title: texts.pageTitle,
      slug: texts.pageSlug,
      content: texts.pageContent,
      comment_status: '',
    }),
    type: 'page',
  });
  await talk(blog, owner, post);
}

function words(fields: Record<string, string>): PostWords {
  const read = postForm({ act: 'publish', comment_status: '1', ping_status: '1', ...fields });
  if ('problems' in read)
    throw new Error(`the sample content is malformed: ${Object.keys(read.problems).join()}`);
  return read.words;
}

async function talk(blog: Blog, owner: User, post: Post): Promise<void> {
  const ids: number[] = [];
  for (const { minutes, answers, is_owner, content, ...author } of texts.comments) {
    const by = is_owner
      ? { user_id: owner.id, author_name: owner.display_name, author_email: owner.email }
      : author;
    const { id } = await insertComment(blog.db, {
      ...by,
      ...(await renderComment(blog, content)),
      post_id: post.id,
      parent_id: answers === undefined ? null : ids[answers]!,
      status: 'approve',
      content,
      // Spread over the hours before, so that none lies in the future.
      posted_at: new Date(blog.now().getTime() - (200 - minutes) * 60_000),
    });
    ids.push(id);
  }
  await addToCommentCounts(blog.db, new Map([[post.id, ids.length]]));
}
