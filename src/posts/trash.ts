// posts/trash.ts: posts into the trash, out of it again, and away for ever; one or many at once.
import { announceAll } from '../announcements.ts';
import type { User } from '../accounts/user.ts';
import { inTransaction } from '../base/database/database.ts';
import { forbidden, httpError, notFound, type HttpError } from '../base/errors.ts';
import type { Blog } from '../blog.ts';
import { countTerms, termIdsOf } from '../terms/queries.ts';
import { mayDelete, mayEditOthers } from './permissions.ts';
import { planPublishing } from './publish.ts';
import {
  deletePosts,
  lockPosts,
  putIntoTrash,
  takeOutOfTrash,
  trashedIds,
  type HeldPost,
  type MovedPost,
} from './queries/bulk.ts';

/** Which posts: of one type. */
export interface Chosen {
  type: 'post' | 'page';
  ids: number[];
}

/** What came of it: how many are as was wished now, and why each of the others was left as it was. */
export interface Done {
  changed: number;
  refusals: HttpError[];
}

/** Puts posts into the trash; they remember what they were. Doing it twice does no harm. */
export function trashPosts(blog: Blog, user: User, chosen: Chosen): Promise<Done> {
  return onPosts(blog, user, chosen, async (blog, posts) => {
    await tell(blog, await putIntoTrash(blog.db, idsOf(posts), blog.now()));
    return [];
  });
}

/** Takes posts out of the trash. */
export function restorePosts(blog: Blog, user: User, chosen: Chosen): Promise<Done> {
  return onPosts(blog, user, chosen, async (blog, posts) => {
    await tell(blog, await takeOutOfTrash(blog.db, idsOf(posts), blog.now()));
    return [];
  });
}

/** Deletes posts that lie in the trash, with their comments, for ever. */
export function deletePostsForEver(blog: Blog, user: User, chosen: Chosen): Promise<Done> {
  return onPosts(blog, user, chosen, async (blog, posts) => {
    const gone = idsOf(posts.filter(({ status }) => status === 'trash'));
    await announceAll(
      blog,
      'post.removed',
      gone.map((post_id) => ({ post_id })),
    );
    await deletePosts(blog.db, gone);
    return posts
      .filter(({ status }) => status !== 'trash')
      .map(() => httpError(409, 'not_in_trash', 'Only what lies in the trash can be deleted permanently.'));
  });
}

const portion = 200;

/** Deletes all that lies in the trash and is this person's to delete, in portions. */
export async function emptyTrash(blog: Blog, user: User, type: 'post' | 'page'): Promise<Done> {
  const author_id = mayEditOthers(user, type) ? undefined : user.id;
  const done: Done = { changed: 0, refusals: [] };
  for (let after = 0; ;) {
    const ids = await trashedIds(blog.db, { type, author_id, after, limit: portion });
    if (!ids.length) return done;
    const { changed, refusals } = await deletePostsForEver(blog, user, { type, ids });
    done.changed += changed;
    done.refusals.push(...refusals);
    after = ids.at(-1)!;
  }
}

async function onPosts(
  blog: Blog,
  user: User,
  { type, ids }: Chosen,
  work: (blog: Blog, posts: HeldPost[]) => Promise<HttpError[]>,
): Promise<Done> {
  const wanted = [...new Set(ids)];
  return inTransaction(blog, async (blog) => {
    const found = await lockPosts(blog.db, type, wanted);
    const posts = found.filter((post) => mayDelete(user, post));
    const terms = await termIdsOf(blog.db, idsOf(posts));
    const refused = await work(blog, posts);
    await countTerms(blog.db, terms);
    const refusals = [
      ...refused,
      ...found.filter((post) => !posts.includes(post)).map(() => notYours(type)),
      ...wanted.slice(found.length).map(() => notFound(type)),
    ];
    return { changed: wanted.length - refusals.length, refusals };
  });
}

async function tell(blog: Blog, moved: MovedPost[]): Promise<void> {
  await planPublishing(blog, ...moved);
  await announceAll(
    blog,
    'post.saved',
    moved.map(({ id }) => ({ post_id: id })),
  );
}

const idsOf = (posts: { id: number }[]) => posts.map(({ id }) => id);

const notYours = (type: string) => forbidden(`Your role does not allow you to delete this ${type}.`);
