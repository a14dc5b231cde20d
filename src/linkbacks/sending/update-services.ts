// linkbacks/sending/update-services.ts: tells update services of a new post (weblogUpdates, over XML-RPC).
import { z } from 'zod';
import { addJob } from '../../base/jobs/jobs.ts';
import { renderView } from '../../base/http/views.ts';
import { general } from '../../base/settings/general.ts';
import { settings } from '../../base/settings/settings.ts';
import type { Blog } from '../../blog.ts';
import { below } from '../../posts/addresses/navigation.ts';
import { findPost } from '../../posts/queries/find.ts';
import { permalinks } from '../../posts/settings.ts';
import { isPublic } from '../../posts/visible.ts';
import { cut } from '../receiving/form.ts';
import { servicesIn, updateServices } from '../settings.ts';

const job = z.object({ url: z.string() });

/** Hears `post.published`: once for each service, whatever many posts come out at the same time. */
export async function planServices(blog: Blog, { post_id }: { post_id: number }): Promise<void> {
  const post = await findPost(blog.db, post_id);
  const { blog_public } = await settings(blog.db, general);
  if (!blog_public || !post || post.type !== 'post' || !isPublic(post) || post.password) return;
  const { ping_sites } = await settings(blog.db, updateServices);
  for (const url of servicesIn(ping_sites)) {
    await addJob(blog, 'linkbacks.tell-service', { url }, { key: `update service ${url}`, max_attempts: 4 });
  }
}

/** The job: the extended call, and for services that do not know it the plain one. */
export async function tellService(blog: Blog, payload: unknown): Promise<void> {
  const { url } = job.parse(payload);
  const { blogname } = await settings(blog.db, general);
  const { permalink_structure } = await settings(blog.db, permalinks);
  const home = `${blog.url}/`;
  const feed = blog.url + below(permalink_structure, '/', ['feed']);
  const problem =
    (await call(blog, url, 'weblogUpdates.extendedPing', [blogname, home, home, feed])) &&
    (await call(blog, url, 'weblogUpdates.ping', [blogname, home]));
  if (problem) throw new Error(`the update service said: ${problem}`);
}

/** Gives '' when the service took it, else what it said. */
async function call(blog: Blog, url: string, method: string, params: string[]): Promise<string> {
  const { status, body } = await blog.fetch(url, {
    purpose: 'ping',
    method: 'POST',
    headers: { 'content-type': 'text/xml' },
    body: (await renderView('linkbacks/call', { method, params })).trim(),
  });
  const text = body.toString('utf8');
  const isError = /<fault>|<name>\s*flerror\s*<\/name>\s*<value>\s*<boolean>\s*1/.test(text);
  return status === 200 && text.includes('<methodResponse') && !isError ? '' : `${status} ${cut(text, 300)}`;
}
