// feeds/hub.ts: the WebSub hub of the owner's choice: told when the feeds have changed, and named in them.
import { addJob } from '../base/jobs/jobs.ts';
import { settings } from '../base/settings/settings.ts';
import type { Blog } from '../blog.ts';
import { below } from '../posts/addresses/navigation.ts';
import { findPost } from '../posts/queries/find.ts';
import { permalinks, reading } from '../posts/settings.ts';
import type { FeedAsked } from './feed.ts';
import { digestOfFeed, lastNotified, noteNotified } from './queries.ts';
import { hubSettings } from './settings.ts';

/** The hub that knows of this feed: of the site's own ones, their first page; '' for none. */
export async function hubOf(blog: Blog, asked: FeedAsked): Promise<string> {
  const isTopic = asked.kind === 'posts' && asked.archive.kind === 'home' && asked.page === 1;
  return isTopic ? (await settings(blog.db, hubSettings)).websub_hub : '';
}

/** Hears `post.saved`: something may be new, changed, or gone out of sight. Saves close together make one call. */
export async function planHub(blog: Blog, { post_id }: { post_id: number }): Promise<void> {
  const post = await findPost(blog.db, post_id);
  if (post?.type !== 'post') return;
  const { websub_hub } = await settings(blog.db, hubSettings);
  if (websub_hub) await addJob(blog, 'feeds.tell-hub', {}, { key: 'feeds hub', max_attempts: 12 });
}

/**
 * The job. A hub that knows how the feeds stand is left alone: a draft is nobody's news, and a post that is taken back
 * is. WebSub leaves to each hub how it is told; both names of the parameter are in use.
 */
export async function tellHub(blog: Blog): Promise<void> {
  const { websub_hub } = await settings(blog.db, hubSettings);
  if (!websub_hub) return;
  const { posts_per_rss } = await settings(blog.db, reading);
  const digest = await digestOfFeed(blog.db, posts_per_rss);
  if ((await lastNotified(blog.db, websub_hub)) === digest) return;
  for (const topic of await topics(blog)) {
    const fields = { 'hub.mode': 'publish', 'hub.url': topic, 'hub.topic': topic };
    const { status } = await blog.fetch(websub_hub, {
      purpose: 'ping',
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(fields).toString(),
    });
    if (status < 200 || status > 299) throw new Error(`the hub answered ${status} for ${topic}`);
  }
  await noteNotified(blog.db, { hub: websub_hub, digest, told_at: blog.now() });
}

async function topics(blog: Blog): Promise<string[]> {
  const { permalink_structure: structure } = await settings(blog.db, permalinks);
  return [['feed'], ['feed', 'rss2'], ['feed', 'atom'], ['feed', 'rdf'], ['feed', 'json']].map(
    (suffix) => blog.url + below(structure, '/', suffix),
  );
}
