// linkbacks/update-services.ts: tells the services an owner has named that there is a new post (weblogUpdates.ping).
import { z } from 'zod';
import { isFetchError, isFinal } from '../base/fetch/fetch.ts';
import { renderView } from '../base/http/views.ts';
import { addJob } from '../base/jobs/jobs.ts';
import { general } from '../base/settings/general.ts';
import { settings } from '../base/settings/settings.ts';
import type { Blog } from '../blog.ts';
import { permalink } from '../posts/permalink.ts';
import { findPost } from '../posts/queries/find.ts';
import { isPublic } from '../posts/visible.ts';
import { sourceAddress } from './form.ts';
import { updateServices } from './settings.ts';

const most = 20;
const job = z.object({ post_id: z.number(), service: z.string() });

/** Hears `post.published`. A site that asks search engines to stay away tells nobody. */
export async function planUpdates(blog: Blog, { post_id }: { post_id: number }): Promise<void> {
  const { ping_sites } = await settings(blog.db, updateServices);
  const { blog_public } = await settings(blog.db, general);
  const services = [...new Set(ping_sites.split(/\s+/).flatMap((given) => sourceAddress(given) || []))];
  if (!blog_public) return;
  for (const service of services.slice(0, most)) {
    const key = `update ${post_id} ${service}`.slice(0, 500);
    await addJob(blog, 'linkbacks.update', { post_id, service }, { key, max_attempts: 4 });
  }
}

/** Tells one service; one that cannot be reached is tried again by the queue. */
export async function tellService(blog: Blog, payload: unknown): Promise<void> {
  const { post_id, service } = job.parse(payload);
  const post = await findPost(blog.db, post_id);
  if (!post || !isPublic(post) || post.password) return;
  const { blogname } = await settings(blog.db, general);
  const call = await renderView('linkbacks/update-call', {
    name: blogname,
    site: `${blog.url}/`,
    page: blog.url + (await permalink(blog, post)),
    feed: `${blog.url}/feed/`,
  });
  try {
    const headers = { 'content-type': 'text/xml' };
    await blog.fetch(service, { purpose: 'ping', method: 'POST', headers, body: call.trim() });
  } catch (error) {
    if (!isFetchError(error) || !isFinal(error)) throw error;
  }
}
