// writing/list/trash.ts: posts into the trash, out of it again, and away for ever; one or many at once.
import { announceAll } from '../../announcements.ts';
import type { User } from '../../accounts/user.ts';
import { forbidden, httpError, type HttpError } from '../../base/errors.ts';
import { __ } from '../../base/language/gettext.ts';
import { settings } from '../../base/settings/settings.ts';
import type { Blog } from '../../blog.ts';
import { commentMediaOf } from '../../media/owner-queries.ts';
import { onChosen, type Chosen, type Done } from './bulk.ts';
import { mayDelete, mayEditOthers } from '../../posts/permissions.ts';
import { announcePosts, planPublishing } from '../../posts/publish.ts';
import {
  deletePosts,
  putIntoTrash,
  takeOutOfTrash,
  trashedIds,
  type HeldPost,
  type MovedPost,
} from '../queries/bulk.ts';
import { raiseChildPages } from './raise-pages.ts';
import { trashRules } from '../../posts/settings.ts';
import { say } from '../sayings.ts';

/** Puts posts into the trash; they remember what they were. Doing it twice does no harm. */
export function trashPosts(blog: Blog, user: User, chosen: Chosen): Promise<Done> {
  return onChosen(blog, chosen, notYours(user), async (blog, posts) => {
    await tell(blog, await putIntoTrash(blog.db, idsOf(posts), blog.now()));
  });
}

/** Takes posts out of the trash: back to what they were; what was scheduled for a past minute becomes a draft. */
export function restorePosts(blog: Blog, user: User, chosen: Chosen): Promise<Done> {
  return onChosen(blog, chosen, notYours(user), async (blog, posts) => {
    await tell(blog, await takeOutOfTrash(blog.db, idsOf(posts), blog.now()));
  });
}

/** Deletes posts that lie in the trash, with their comments, for ever. */
export function deletePostsForEver(blog: Blog, user: User, chosen: Chosen): Promise<Done> {
  const refusal = (post: HeldPost) =>
    notYours(user)(post) ?? (post.status === 'trash' ? undefined : notThere());
  return remove(blog, chosen, refusal);
}

function remove(
  blog: Blog,
  chosen: Chosen,
  refusal: (post: HeldPost) => HttpError | undefined,
): Promise<Done> {
  return onChosen(blog, chosen, refusal, async (blog, posts) => {
    const files = await commentMediaOf(blog.db, idsOf(posts));
    await announceAll(
      blog,
      'post.removed',
      idsOf(posts).map((post_id) => ({ post_id, media_ids: files.get(post_id) ?? [] })),
    );
    if (chosen.type === 'page') await raiseChildPages(blog, idsOf(posts));
    await deletePosts(blog.db, idsOf(posts));
  });
}

const portion = 200;

/** Deletes all that lies in the trash and is this person's to delete, in portions. */
export async function emptyTrash(blog: Blog, user: User, type: 'post' | 'page'): Promise<Done> {
  const author_id = mayEditOthers(user, type) ? undefined : user.id;
  const done: Done = { changed: 0, ids: [], refusals: [] };
  for (let after = 0; ;) {
    const ids = await trashedIds(blog.db, { type, author_id, after, limit: portion });
    if (!ids.length) return done;
    const { changed, refusals } = await deletePostsForEver(blog, user, { type, ids });
    done.changed += changed;
    done.refusals.push(...refusals);
    after = ids.at(-1)!;
  }
}

/** Deletes what has lain in the trash for as many days as the settings say; for the blog's own job. */
export async function emptyOldTrash(blog: Blog): Promise<void> {
  const before = await trashEnds(blog);
  if (!before) return;
  // Somebody may take one out meanwhile, and put it back: then it has its days again.
  const refusal = ({ status, trashed_at }: HeldPost) =>
    status === 'trash' && trashed_at && trashed_at < before ? undefined : notThere();
  for (const type of ['post', 'page', 'wp_block'] as const) {
    for (let after = 0, ids: number[]; ; after = ids.at(-1)!) {
      ids = await trashedIds(blog.db, { type, before, after, limit: portion });
      if (!ids.length) break;
      const { changed } = await remove(blog, { type, ids }, refusal);
      blog.log.info({ type, deleted: changed }, 'emptied the trash');
    }
  }
}

/** What went to the trash before this moment is to go; undefined when it stays until somebody empties it. */
export async function trashEnds(blog: Blog): Promise<Date | undefined> {
  const { empty_trash_days } = await settings(blog.db, trashRules);
  return empty_trash_days ? new Date(blog.now().getTime() - empty_trash_days * 86_400_000) : undefined;
}

async function tell(blog: Blog, moved: MovedPost[]): Promise<void> {
  await planPublishing(blog, ...moved);
  await announcePosts(blog, moved, []);
}

const idsOf = (posts: { id: number }[]) => posts.map(({ id }) => id);

const notYours =
  (user: User) =>
  (post: HeldPost): HttpError | undefined =>
    mayDelete(user, post) ? undefined : forbidden(say(post.type, 'may_not_delete'));

const notThere = () =>
  httpError(409, 'not_in_trash', __('Only what lies in the trash can be deleted permanently.'));
