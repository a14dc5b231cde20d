// writing/list/bulk-edit.ts: changes several posts at once: status, terms, author, comments, stickiness.
import { findUser } from '../../accounts/queries.ts';
import type { User } from '../../accounts/user.ts';
import { forbidden, httpError, type HttpError } from '../../base/errors.ts';
import type { Blog } from '../../blog.ts';
import { addTerms } from '../../terms/queries.ts';
import type { BulkWords } from './bulk-form.ts';
import { onChosen, type Chosen, type Done } from './bulk.ts';
import { mayEdit, mayEditOthers, mayPublish, mayWrite } from '../../posts/permissions.ts';
import { isOut, publishedStatuses } from '../../posts/post.ts';
import { announcePosts, outcomeOf, planPublishing } from '../../posts/publish.ts';
import { changePosts, touchAutosaves, type Becomes, type HeldPost } from '../queries/bulk.ts';
import { storeUndoAfter, storeUndoBefore } from '../queries/bulk-undo.ts';
import { tagsOf } from '../save-terms.ts';
import { uniqueSlugs } from '../../posts/addresses/slug.ts';
import { undoneWithin } from './undo-bulk-edit.ts';
import { say } from '../sayings.ts';

/**
 * Changes the posts that this person may change; the others stay as they are, and it is told why.
 * `edit_id` takes it back (undo-bulk-edit.ts); 0 when nothing was changed.
 * @throws HttpError 403, 422 when the wish itself is not this person's to have; then nothing is changed
 */
export async function bulkEdit(
  blog: Blog,
  user: User,
  chosen: Chosen,
  wish: BulkWords,
): Promise<Done & { edit_id: number }> {
  await refuseWish(blog, user, chosen.type, wish);
  const { type } = chosen;
  const isPost = type === 'post';
  let edit_id = 0;
  const done = await onChosen(
    blog,
    chosen,
    (post) => refusalOf(user, post, wish),
    async (blog, posts) => {
      const ids = posts.map(({ id }) => id);
      const now = blog.now();
      edit_id = await storeUndoBefore(blog.db, user.id, ids, {
        now,
        until: new Date(now.getTime() - undoneWithin),
      });
      await touchAutosaves(blog.db, ids, now);
      const changed = await changePosts(
        blog.db,
        await changesOf(blog, user, posts, wish),
        {
          author_id: wish.author_id || null,
          comment_status: wish.comment_status || null,
          is_sticky: isPost && wish.is_sticky && mayEditOthers(user, type) ? wish.is_sticky === '1' : null,
        },
        blog.now(),
      );
      if (isPost) {
        await addTerms(blog.db, ids, 'category', wish.categories);
        await addTerms(blog.db, ids, 'post_tag', await tagsOf(blog, wish.tags));
      }
      await storeUndoAfter(blog.db, edit_id);
      await planPublishing(blog, ...changed);
      const wereOut = new Set(posts.filter(({ status }) => status === 'publish').map(({ id }) => id));
      const fresh = changed.filter(({ id, status }) => status === 'publish' && !wereOut.has(id));
      await announcePosts(blog, changed, fresh);
    },
  );
  return { ...done, edit_id };
}

async function refuseWish(blog: Blog, user: User, type: string, wish: BulkWords): Promise<void> {
  if (publishes(wish.status) && !mayPublish(user, type)) {
    throw forbidden(say(type, 'may_not_publish'));
  }
  if (!wish.author_id) return;
  if (!mayEditOthers(user, type)) throw forbidden(say(type, 'may_not_give'));
  if (!mayWrite(await findUser(blog.db, wish.author_id), type)) {
    throw httpError(422, 'no_author', say(type, 'choose_author'));
  }
}

const publishes = (status: string): boolean => publishedStatuses.some((one) => one === status);

function refusalOf(user: User, post: HeldPost, { status }: BulkWords): HttpError | undefined {
  if (!mayEdit(user, post)) return forbidden(say(post.type, 'may_not_change'));
  if (post.status === 'trash') return httpError(409, 'in_trash', say(post.type, 'in_trash'));
  if (publishes(status) && post.is_empty) return httpError(422, 'unready', say(post.type, 'one_is_empty'));
  return undefined;
}

/** What becomes of each: its status by the rules of the write screen, and an address when it comes out without one. */
async function changesOf(
  blog: Blog,
  user: User,
  posts: HeldPost[],
  { status: wished }: BulkWords,
): Promise<Becomes[]> {
  if (!wished) return posts.map(({ id, status }) => ({ id, status }));
  const is_private = wished === 'private';
  const act = is_private ? 'publish' : wished;
  const changes = posts.map((post): Becomes => {
    const wish = { type: post.type, act, is_private, date: post.published_at ?? undefined } as const;
    const { status, published_at } = outcomeOf(user, post, wish, blog.now());
    return { id: post.id, status, published_at: post.published_at ? undefined : (published_at ?? undefined) };
  });
  const unnamed = posts.filter(({ slug }, index) => slug === '' && isOut(changes[index]!.status));
  const slugs = await uniqueSlugs(
    blog,
    unnamed.map((post) => ({ ...post, wish: '' })),
  );
  const slugOfPost = new Map(unnamed.map(({ id }, index) => [id, slugs[index]!]));
  return changes.map((one) => ({ ...one, slug: slugOfPost.get(one.id) }));
}
