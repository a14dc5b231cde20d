// writing/rest-blocks/change.ts: makes, changes and deletes reusable blocks for programs; posts that show them are made again.
import { inTransaction } from '../../base/database/database.ts';
import { httpError } from '../../base/errors.ts';
import { restAddress } from '../../base/rest/address.ts';
import { inRestWords } from '../../base/rest/refusals.ts';
import { notAllowed, restError, type RestCall, type RestUser } from '../../base/rest/route.ts';
import type { Blog } from '../../blog.ts';
import { wantEmbeds } from '../../embeds/want.ts';
import { uniqueSlug } from '../../posts/addresses/slug.ts';
import { renderContent } from '../../posts/content/render.ts';
import { rerenderForBlock } from '../../posts/content/rerender.ts';
import { mayPublish } from '../../posts/permissions.ts';
import { momentAfter, type Post } from '../../posts/post.ts';
import { insertPost, lockPost, updatePost } from '../../posts/queries/write.ts';
import { deletePosts, putIntoTrash } from '../queries/bulk.ts';
import { storeRevisions } from '../revisions.ts';
import { allowedOnBlock, blockItems, blocksBase, mayDeleteBlock, mayEditBlock, syncStatus } from './item.ts';
import { blockOf } from './read.ts';
import type { BlockWritten } from './schema.ts';

/** @throws HttpError 400, 401, 403 */
export async function createBlock(blog: Blog, call: RestCall<BlockWritten>): Promise<unknown> {
  const { args, reply } = call;
  if (args.id) throw httpError(400, 'rest_post_exists', 'Cannot create existing post.');
  const block = await save(blog, undefined, call);
  reply.status = 201;
  reply.headers.Location = restAddress(blog, `${blocksBase}/${block.id}`);
  return shown(blog, block, call.asker);
}

/** A block in the trash that is given a status comes out of it with that one. @throws HttpError 400, 401, 403, 404 */
export async function changeBlock(
  blog: Blog,
  call: RestCall<BlockWritten & { id: number }>,
): Promise<unknown> {
  const { args, asker, reply } = call;
  const before = await blockOf(blog, args.id);
  reply.headers.Allow = allowedOnBlock(before, asker).join(', ');
  if (!mayEditBlock(asker, before))
    throw notAllowed(asker, 'rest_cannot_edit', 'Sorry, you are not allowed to edit this post.');
  if (before.status === 'trash' && !args.status)
    throw restError(409, 'rest_in_trash', 'This block lies in the trash. Give it a status to take it out.');
  return shown(blog, await save(blog, before, call), asker);
}

async function shown(blog: Blog, block: Post, asker: RestUser | undefined): Promise<unknown> {
  const [item] = await blockItems(blog, [block], { asker, context: 'edit' });
  return item;
}

async function save(
  blog: Blog,
  before: Post | undefined,
  { args, asker }: RestCall<BlockWritten>,
): Promise<Post> {
  const { user } = asker!;
  const status = args.status ?? before?.status ?? 'draft';
  const isOut = ['publish', 'private'].includes(status);
  if (isOut && status !== before?.status && !mayPublish(user, 'post'))
    throw notAllowed(
      asker,
      'rest_cannot_publish',
      'Sorry, you are not allowed to publish posts in this post type.',
    );
  const words = wordsOf(before, args);
  if (![words.title, words.content, words.excerpt].some((text) => text.trim()))
    throw restError(400, 'empty_content', 'Content, title, and excerpt are empty.');
  const { content, content_format } = words;
  const rendered = await inRestWords(() =>
    renderContent(blog, { content, content_format, ...(before && { id: before.id }) }),
  );
  return inTransaction(blog, async (blog) => {
    const present = before && (await lockPost(blog.db, before.id));
    if (before && !present) throw httpError(404, 'rest_post_invalid_id', 'Invalid post ID.');
    const columns = {
      ...words,
      ...rendered,
      status,
      former_status: null,
      trashed_at: null,
      published_at: present?.published_at ?? (isOut ? blog.now() : null),
      slug: await slugFor(blog, present, { ...words, wish: args.slug, isOut }),
      meta: metaWith(present, args.meta?.[syncStatus]),
      modified_at: present ? momentAfter(present, blog.now()) : blog.now(),
    };
    const block = present
      ? await updatePost(blog.db, present.id, columns)
      : await insertPost(blog.db, { ...columns, ...unshown, author_id: user.id, created_at: blog.now() });
    await storeRevisions(blog, present, block, user);
    await wantEmbeds(blog, rendered.embed_urls);
    if (present) await rerenderForBlock(blog, block.id);
    return block;
  });
}

const unshown = { type: 'wp_block', comment_status: 'closed', ping_status: 'closed' } as const;

function wordsOf(before: Post | undefined, { title, content, excerpt }: BlockWritten) {
  return {
    title: (title ?? before?.title ?? '').trim(),
    content: (content ?? before?.content ?? '').replaceAll('\r\n', '\n'),
    excerpt: (excerpt ?? before?.excerpt ?? '').replaceAll('\r\n', '\n'),
    content_format: before?.content_format ?? ('html' as const),
  };
}

interface Named {
  title: string;
  wish: string | undefined;
  isOut: boolean;
}

/** A draft has no slug before it is given one, or comes out. */
async function slugFor(blog: Blog, before: Post | undefined, { title, wish, isOut }: Named): Promise<string> {
  const wished = wish ?? before?.slug ?? '';
  if (before && wished === before.slug && (wished || !isOut)) return wished;
  if (!wished && !isOut) return '';
  return uniqueSlug(
    blog,
    { type: 'wp_block', title, parent_id: null, ...(before && { id: before.id }) },
    wished,
  );
}

function metaWith(before: Post | undefined, status: string | undefined): Post['meta'] {
  const { [syncStatus]: was, ...others } = before?.meta ?? {};
  const now = status === undefined ? was : status ? [status] : undefined;
  return now ? { ...others, [syncStatus]: now } : others;
}

/** @throws HttpError 401, 403, 404, 410 */
export async function deleteBlock(
  blog: Blog,
  { args, asker, reply }: RestCall<{ id: number; force: boolean }>,
): Promise<unknown> {
  const block = await blockOf(blog, args.id);
  reply.headers.Allow = allowedOnBlock(block, asker).join(', ');
  if (!mayDeleteBlock(asker, block))
    throw notAllowed(asker, 'rest_cannot_delete', 'Sorry, you are not allowed to delete this post.');
  if (!args.force && block.status === 'trash')
    throw httpError(410, 'rest_already_trashed', 'The post has already been deleted.');
  await inTransaction(blog, async (blog) => {
    if (args.force) await deletePosts(blog.db, [block.id]);
    else await putIntoTrash(blog.db, [block.id], blog.now());
    await rerenderForBlock(blog, block.id);
  });
  if (!args.force) return shown(blog, await blockOf(blog, block.id), asker);
  const [previous] = await blockItems(blog, [block], { asker, context: 'edit', is_bare: true });
  return { deleted: true, previous };
}
