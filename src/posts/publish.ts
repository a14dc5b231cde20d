// posts/publish.ts: when a post comes out: now, later, or not yet; and bringing out what is due.
import { announceAll } from '../announcements.ts';
import { may, type User } from '../accounts/user.ts';
import { inTransaction } from '../base/database/database.ts';
import { addJob, addJobs, removeJobs } from '../base/jobs/jobs.ts';
import type { Blog } from '../blog.ts';
import { countTerms, termsOf } from '../terms/queries.ts';
import { mayPublish } from './permissions.ts';
import { isOut, type Post, type PostStatus } from './post.ts';
import { endPreviewLinks } from './queries/preview-links.ts';
import { lockDuePosts, updatePost } from './queries/write.ts';

export interface Outcome {
  status: PostStatus;
  published_at: Date | null;
}

interface Wish {
  type: string;
  act: 'save' | 'publish' | 'draft' | 'pending' | 'preview';
  is_private: boolean;
  /** The date the author set; undefined when none was. */
  date: Date | undefined;
}

/**
 * What a post becomes. Whoever may not publish hands it in for review instead; a date to come makes it scheduled.
 * @param before the post as it is; undefined for a new one
 */
export function outcomeOf(
  user: User,
  before: Pick<Post, 'status' | 'published_at'> | undefined,
  wish: Wish,
  now: Date,
): Outcome {
  const current = before?.status ?? 'draft';
  const wasOut = isOut(current);
  const date = wish.date ?? null;
  if (wish.act === 'draft' || wish.act === 'pending') return { status: wish.act, published_at: date };
  if (wish.act !== 'publish' && !wasOut) return { status: current, published_at: date };
  if (!mayPublish(user, wish.type))
    return { status: wasOut ? current : 'pending', published_at: date ?? before?.published_at ?? null };
  // A scheduled post whose date was emptied comes out at once.
  const published_at = date ?? (current === 'future' ? now : (before?.published_at ?? now));
  if (wish.is_private && may(user, wish.type === 'page' ? 'publish_pages' : 'publish_posts')) {
    return { status: 'private', published_at };
  }
  return { status: published_at > now ? 'future' : 'publish', published_at };
}

/** Plans the minute of scheduled posts, and takes back the plan of those that are not scheduled any more. */
export async function planPublishing(
  blog: Blog,
  ...posts: Pick<Post, 'id' | 'status' | 'published_at'>[]
): Promise<void> {
  const key = (id: number) => `publish:${id}`;
  const isScheduled = ({ status, published_at }: (typeof posts)[number]) =>
    status === 'future' && published_at !== null;
  const planned = posts.filter(isScheduled);
  await addJobs(
    blog,
    'posts.publish-due',
    planned.map(({ id, published_at }) => ({ key: key(id), run_at: published_at! })),
  );
  const others = posts.filter((post) => !isScheduled(post));
  await removeJobs(
    blog,
    others.map(({ id }) => key(id)),
  );
}

/**
 * Brings out every scheduled post whose time has come. Safe to run anywhere, any number of times: each post is held
 * by one process while it changes, and a post that is out is due no more.
 * @returns how many came out
 */
export function publishDuePosts(blog: Blog): Promise<number> {
  return inTransaction(blog, async (blog) => {
    const due = await lockDuePosts(blog.db, blog.now(), 50);
    for (const post of due) {
      const changed = await updatePost(blog.db, post.id, { status: 'publish' });
      await announcePost(blog, changed, post.status);
    }
    const terms = await termsOf(
      blog.db,
      due.map(({ id }) => id),
    );
    await countTerms(
      blog.db,
      [...terms.values()].flat().map(({ id }) => id),
    );
    if (due.length === 50) await addJob(blog, 'posts.publish-due');
    return due.length;
  });
}

/** As announcePost, for many: those in `fresh` have just come out, and need no links to look at them beforehand. */
export async function announcePosts(
  blog: Blog,
  posts: { id: number }[],
  fresh: { id: number }[],
): Promise<void> {
  const named = (all: { id: number }[]) => all.map(({ id }) => ({ post_id: id }));
  await announceAll(blog, 'post.saved', named(posts));
  await announceAll(blog, 'post.published', named(fresh));
  await endPreviewLinks(
    blog.db,
    fresh.map(({ id }) => id),
  );
}

/** Tells the house that a post was saved, and once, when it came out. */
export async function announcePost(blog: Blog, post: Post, before: PostStatus | undefined): Promise<void> {
  const isFresh = post.status === 'publish' && before !== 'publish';
  await announcePosts(blog, [post], isFresh ? [post] : []);
}
