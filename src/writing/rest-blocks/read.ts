// writing/rest-blocks/read.ts: reusable blocks, one or a page of them, for those who write.
import { may } from '../../accounts/user.ts';
import { sayTotal } from '../../base/rest/collection.ts';
import { notAllowed, type RestCall } from '../../base/rest/route.ts';
import type { Context } from '../../base/rest/schema.ts';
import type { Blog } from '../../blog.ts';
import type { Post } from '../../posts/post.ts';
import { filterOf, postsAsked } from '../rest/list.ts';
import { postOf } from '../rest/one.ts';
import { allowedOnBlock, blockItems, mayEditBlock, mayReadBlock } from './item.ts';
import type { BlockList } from './schema.ts';

/** @throws HttpError 404 rest_post_invalid_id */
export const blockOf = (blog: Blog, id: number): Promise<Post> => postOf(blog, 'wp_block', id);

/** A page of blocks; readers, who cannot use any, see none. @throws HttpError 400, 401, 403 */
export async function listBlocks(blog: Blog, call: RestCall<BlockList>): Promise<unknown[]> {
  const { args, asker } = call;
  const writes = may(asker?.user, 'edit_posts');
  if (args.context === 'edit' && !writes)
    throw notAllowed(
      asker,
      'rest_forbidden_context',
      'Sorry, you are not allowed to edit posts in this post type.',
    );
  const whole = { ...args, author: [], author_exclude: [], ignore_sticky: true };
  const filter = { ...(await filterOf(blog, 'post', whole, asker)), type: 'wp_block' as const };
  const { posts, total } = writes ? await postsAsked(blog, whole, filter) : { posts: [], total: 0 };
  sayTotal(blog, call, total, posts);
  return blockItems(blog, posts, { asker, context: args.context });
}

/** @throws HttpError 401, 403, 404 */
export async function showBlock(
  blog: Blog,
  { args, asker, reply }: RestCall<{ id: number; context: Context }>,
): Promise<unknown> {
  const block = await blockOf(blog, args.id);
  if (args.context === 'edit' && !mayEditBlock(asker, block))
    throw notAllowed(asker, 'rest_forbidden_context', 'Sorry, you are not allowed to edit this post.');
  if (!mayReadBlock(asker, block))
    throw notAllowed(asker, 'rest_forbidden', 'Sorry, you are not allowed to do that.');
  reply.headers.Allow = allowedOnBlock(block, asker).join(', ');
  const [item] = await blockItems(blog, [block], { asker, context: args.context });
  return item;
}
