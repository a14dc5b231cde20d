// linkbacks/receiving/verify.ts: looks whether a claim is true: only a page that really links here gets further.
import { inTransaction } from '../../base/database/database.ts';
import { isHttpError } from '../../base/errors.ts';
import type { Blog } from '../../blog.ts';
import { submitComment } from '../../comments/submit.ts';
import type { Post } from '../../posts/post.ts';
import { findPost } from '../../posts/queries/find.ts';
import { isPublic } from '../../posts/visible.ts';
import type { Linkback } from '../linkback.ts';
import { lookAside, type Seen } from './inspect.ts';
import { settleLinkback } from '../queries.ts';
import type { Source } from './source.ts';
import { metaOf, sealOf, typeOf, wordsOf } from './words.ts';

/** Writes what came of a claim; a proven one meets the rules that comments meet. */
export async function verifyLinkback(blog: Blog, linkback: Linkback, source: Source): Promise<void> {
  const post = await findPost(blog.db, linkback.post_id);
  if (!post || !isPublic(post)) return settle(blog, linkback, 'the post is not public any more');
  await keep(blog, linkback, post, await lookAside(linkback, source));
}

async function keep(blog: Blog, linkback: Linkback, post: Post, { proof, reason }: Seen): Promise<void> {
  const { claimed, source, kind } = linkback;
  const words = wordsOf(linkback, proof);
  try {
    await inTransaction(blog, async (blog) => {
      const comment = await submitComment(blog, {
        type: kind,
        post,
        ...words,
        author_email: '',
        author_url: source,
        author_ip: claimed.author_ip ?? '',
        user_agent: claimed.user_agent,
        form_key: `linkback ${linkback.id}`,
        status: reason === undefined ? undefined : 'spam',
        meta: reason === undefined ? metaOf(linkback, proof) : { linkback_reason: [reason] },
      });
      const status = reason === undefined ? 'verified' : 'refused';
      const outcome = { status, reason: reason ?? null, comment_id: comment.id } as const;
      const brought = {
        written: sealOf(words),
        mention_type: typeOf(linkback, proof),
        author_photo: proof?.mention.author_photo ?? '',
      };
      await settleLinkback(blog.db, linkback.id, { ...outcome, ...brought, checked_at: blog.now() });
    });
  } catch (error) {
    if (!isHttpError(error)) throw error;
    await settle(blog, linkback, `not kept as a comment: ${error.message}`);
  }
}

async function settle(blog: Blog, { id }: Linkback, reason: string): Promise<void> {
  const outcome = { status: 'refused' as const, reason, comment_id: null };
  await settleLinkback(blog.db, id, { ...outcome, checked_at: blog.now() });
}
