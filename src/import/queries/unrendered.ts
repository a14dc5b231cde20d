// import/queries/unrendered.ts: texts that have no HTML yet.
import type { Database } from '../../base/database/database.ts';
import type { Comment } from '../../comments/comment.ts';
import { commentExtractsOf } from '../../comments/content/extracts.ts';
import { withWords as withCommentWords } from '../../comments/queries/words.ts';
import { extractsOf, type TextExtracts } from '../../posts/content/extracts.ts';
import type { Post } from '../../posts/post.ts';
import { withWords } from '../../posts/queries/words.ts';

export type Rendered = Pick<Post, 'html' | 'html_version' | 'embed_urls' | 'media_ids'> &
  Partial<TextExtracts> & { content?: string };
export type UnrenderedPost = Pick<Post, 'id' | 'content' | 'content_format' | 'type' | 'title' | 'author_id'>;
export type UnrenderedComment = Pick<Comment, 'id' | 'content' | 'content_format' | 'status' | 'author_name'>;

export function unrenderedPosts(db: Database, after: number, limit: number): Promise<UnrenderedPost[]> {
  return db<Post>('posts')
    .where({ html_version: 0 })
    .whereNot({ content: '' })
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .select('id', 'content', 'content_format', 'type', 'title', 'author_id');
}

export async function storePostHtml(db: Database, id: number, rendered: Rendered): Promise<void> {
  await db<Post>('posts')
    .where({ id })
    .update(withWords(db, { ...rendered, ...extractsOf(rendered) }));
}

export function unrenderedComments(db: Database, after: number, limit: number): Promise<UnrenderedComment[]> {
  return db<Comment>('comments')
    .where({ html_version: 0 })
    .whereNot({ content: '' })
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .select('id', 'content', 'content_format', 'status', 'author_name');
}

export async function storeCommentHtml(
  db: Database,
  id: number,
  { html, html_version, embed_urls, plain, words, feed_html }: Rendered,
): Promise<void> {
  await db<Comment>('comments')
    .where({ id })
    .update(
      withCommentWords(db, {
        html,
        html_version,
        embed_urls,
        ...(plain === undefined ? commentExtractsOf({ html }) : { plain, words, feed_html }),
      }),
    );
}
