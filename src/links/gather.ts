// links/gather.ts: notes where posts lead: when one is saved, and all of them once when the owner begins to look.
import { z } from 'zod';
import { addJob } from '../base/jobs/jobs.ts';
import { settings } from '../base/settings/settings.ts';
import type { Blog } from '../blog.ts';
import type { Post } from '../posts/post.ts';
import { findPost } from '../posts/queries/find.ts';
import { isPublic } from '../posts/visible.ts';
import { linksIn } from './links-in.ts';
import { publicPostsAfter, setPostLinks } from './queries.ts';
import { linkChecks } from './settings.ts';

const postsAtOnce = 50;
const job = z.object({ after: z.number() });

export const isOn = async ({ db }: Blog): Promise<boolean> => (await settings(db, linkChecks)).check_links;

/** Hears `post.saved`: the links of a post that everybody may read; of another none are kept. */
export async function followPost(blog: Blog, { post_id }: { post_id: number }): Promise<void> {
  if (!(await isOn(blog))) return;
  const post = await findPost(blog.db, post_id);
  if (post) await noteLinks(blog, post);
}

/** Hears `settings.saved`: goes through all posts once it is switched on. */
export async function followSetting(blog: Blog, { names }: { names: string[] }): Promise<void> {
  if (names.includes('check_links') && (await isOn(blog))) await lineUpGathering(blog, 0);
}

/** Task: the next posts after an id; it lines itself up for those behind them. */
export async function gather(blog: Blog, payload: unknown): Promise<void> {
  if (!(await isOn(blog))) return;
  const posts = await publicPostsAfter(blog.db, { after: job.parse(payload).after, limit: postsAtOnce });
  for (const post of posts) await noteLinks(blog, post);
  if (posts.length === postsAtOnce) await lineUpGathering(blog, posts.at(-1)!.id);
}

const lineUpGathering = (blog: Blog, after: number): Promise<void> =>
  addJob(blog, 'links.gather', { after }, { key: 'links gather', priority: 5 });

async function noteLinks(
  { db, url, now }: Blog,
  post: Pick<Post, 'id' | 'type' | 'status' | 'password' | 'html' | 'source_url'>,
): Promise<void> {
  const isOut = isPublic(post) && !post.password;
  const urls = isOut ? linksIn(post.html, url) : [];
  await setPostLinks(db, { post_id: post.id, urls, now: now() });
}
