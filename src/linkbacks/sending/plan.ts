// linkbacks/sending/plan.ts: what is to be told when a post comes out, changes or goes: each new link once, webmentions again.
import crypto from 'node:crypto';
import type { Element } from 'hast';
import { visit } from 'unist-util-visit';
import { parseHtml } from '../../base/html/parse.ts';
import { attribute } from '../../base/html/tree.ts';
import { addJob } from '../../base/jobs/jobs.ts';
import { settings } from '../../base/settings/settings.ts';
import type { Blog } from '../../blog.ts';
import { discussion } from '../../comments/settings.ts';
import { recogniseAll } from '../../embeds/recognise-all.ts';
import { permalink } from '../../posts/addresses/permalink.ts';
import type { Post } from '../../posts/post.ts';
import { findPost } from '../../posts/queries/find.ts';
import { isPublic } from '../../posts/visible.ts';
import { sourceAddress } from '../receiving/form.ts';
import type { SentLinkback } from './sent.ts';
import { acceptedMentions, insertSent } from './queries.ts';

const mostLinks = 100;

/** Hears `post.saved`: new links and trackback addresses of a public post, and who heard of it before. */
export async function planSending(blog: Blog, { post_id }: { post_id: number }): Promise<void> {
  const post = await findPost(blog.db, post_id);
  if (!post) return;
  const isOut = isPublic(post) && !post.password;
  // With the post its comments go out of sight.
  const heard = await acceptedMentions(blog.db, { post_id, ...(isOut ? { comment_id: 0 } : {}) });
  const fresh = isOut ? await newOnes(blog, post) : [];
  for (const one of [...heard, ...fresh]) await lineUpSending(blog, one);
}

/** Hears `post.removed`: who heard of it looks again and finds it gone (Webmention 3.1.4). */
export async function planWithdrawing(blog: Blog, { post_id }: { post_id: number }): Promise<void> {
  for (const one of await acceptedMentions(blog.db, { post_id })) await lineUpSending(blog, one);
}

/**
 * One after another for each host; a second plan replaces the first while it waits. Who does not answer is tried for
 * about a day, with growing pauses.
 * @param later what the other side asked for, in ms, and how often it did
 */
export function lineUpSending(
  blog: Blog,
  { id, target }: Pick<SentLinkback, 'id' | 'target'>,
  later: { pause: number; waits: number } = { pause: 0, waits: 0 },
): Promise<void> {
  const host = crypto.createHash('sha256').update(new URL(target).host).digest('hex');
  const options = {
    key: `linkback out ${id}`,
    queue: `linkbacks out ${host.slice(0, 32)}`,
    max_attempts: 12,
    // The queue goes by the machine's clock.
    run_at: later.pause ? new Date(Date.now() + later.pause) : undefined,
  };
  return addJob(blog, 'linkbacks.send', { id, waits: later.waits }, options);
}

async function newOnes(blog: Blog, post: Post): Promise<SentLinkback[]> {
  const rules = await settings(blog.db, discussion);
  const source = blog.url + (await permalink(blog, post));
  const pings = post.to_ping.split(/\s+/).flatMap((given) => sourceAddress(given) || []);
  const shown = await shownOnly(blog, post);
  const links = rules.default_pingback_flag ? linksOf(blog, post, source, shown) : [];
  const row = (protocol: 'trackback' | null) => (target: string) => ({
    post_id: post.id,
    source,
    target,
    protocol,
    endpoint: protocol && target,
  });
  const others = [...links].filter((link) => !pings.includes(link));
  return insertSent(blog.db, [...new Set(pings)].map(row('trackback')).concat(others.map(row(null))));
}

/** What services show in the post: they take no linkbacks. A card of somebody's page is a link to it. */
async function shownOnly(blog: Blog, { embed_urls }: Post): Promise<Set<string>> {
  const found = await recogniseAll(blog, embed_urls);
  return new Set(embed_urls.filter((url) => found.has(url) && !found.get(url)?.is_page));
}

/** Pages that the post links to, and its source first; not itself, not the front page, not our own files. */
function linksOf(blog: Blog, post: Post, source: string, shown: Set<string>): Set<string> {
  const own = new URL(blog.url);
  const links = new Set<string>();
  const add = (href: string) => {
    const address = href && URL.canParse(href, source) ? sourceAddress(new URL(href, source).href) : '';
    if (!address || links.size >= mostLinks) return;
    const url = new URL(address);
    url.hash = '';
    const isOwnPage =
      url.host === own.host && (url.pathname + url.search === '/' || url.pathname.startsWith('/uploads/'));
    if (!isOwnPage && !shown.has(href) && url.href !== source) links.add(url.href);
  };
  add(post.source_url);
  visit(parseHtml(post.html), 'element', (element: Element) => {
    if (element.tagName === 'a') add(attribute(element, 'href').trim());
  });
  return links;
}
