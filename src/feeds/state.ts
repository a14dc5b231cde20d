// feeds/state.ts: whether who asks for a feed has it already: answered before anything of it is made.
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import type { Request } from 'express';
import { assetAddress } from '../base/http/assets.ts';
import type { Config } from '../base/config.ts';
import { projectFolder } from '../base/project.ts';
import { settings } from '../base/settings/settings.ts';
import type { Blog } from '../blog.ts';
import { withExtracts as withCommentExtracts } from '../comments/content/extract-now.ts';
import { commentsListed } from '../comments/queries/find.ts';
import { archiveFilter } from '../posts/archive.ts';
import { withExtracts } from '../posts/content/extract-now.ts';
import { postsListed } from '../posts/queries/archive.ts';
import { postsByIds } from '../posts/queries/find.ts';
import { reading } from '../posts/settings.ts';
import { addressOf } from './channel.ts';
import type { FeedAsked } from './feed.ts';
import { commentsByIds } from './queries.ts';
import { stateOfComments, stateOfPosts, type FeedState } from './state-queries.ts';

/** How a feed stands now: one query. Undefined for a search, and for what does not exist: these are made each time. */
export async function stateOf(blog: Blog, asked: FeedAsked): Promise<FeedState | undefined> {
  const state = await askState(blog, asked);
  if (!state?.unextracted.length) return state;
  // Texts of before there were extracts, once: what is stored now changes how the feed stands.
  if (asked.kind === 'posts')
    await withExtracts(blog, [...(await postsByIds(blog.db, state.unextracted)).values()]);
  else await withCommentExtracts(blog, await commentsByIds(blog.db, state.unextracted));
  return askState(blog, asked);
}

async function askState(blog: Blog, asked: FeedAsked): Promise<FeedState | undefined> {
  if (asked.kind === 'search' || asked.kind === 'nothing') return undefined;
  const { posts_per_rss: limit } = await settings(blog.db, reading);
  const slice = { limit, offset: (asked.page - 1) * limit };
  if (asked.kind === 'posts')
    return stateOfPosts(blog.db, postsListed(blog.db, await archiveFilter(blog, asked.archive), slice));
  const of = asked.kind === 'post' ? { post_id: asked.post.id } : {};
  return stateOfComments(blog.db, commentsListed(blog.db, { ...slice, ...of }));
}

/** The entity tag of a feed that stands so. */
export function tagOf(blog: Blog, asked: FeedAsked, { digest }: FeedState): string {
  const about =
    asked.kind === 'post'
      ? [asked.path, asked.post.title, asked.post.password]
      : 'archive' in asked && asked.archive;
  const all = [templates, assetAddress(sheet), blog.url, asked.self, asked.format, asked.page, about, digest];
  return quoted(JSON.stringify(all));
}

/** An entity tag made of all that it stands for. */
export const quoted = (all: string | Buffer): string =>
  `"${crypto.createHash('sha256').update(all).digest('base64url').slice(0, 27)}"`;

/** What a browser shows a feed with. */
const sheet = 'css/feed.css';

// Another version of the program may write the same entries differently.
const templates = (() => {
  const folder = path.join(projectFolder, 'views/feeds');
  const texts = fs
    .readdirSync(folder)
    .toSorted()
    .map((name) => fs.readFileSync(path.join(folder, name), 'utf8'));
  return quoted(texts.join('\n'));
})();

interface Seen {
  etag: string;
  modified: Date;
}

const seen = new WeakMap<Config, Map<string, Seen>>();
const mostSeen = 2000;

/**
 * When a feed was last changed, in whole seconds, and whether this process has said so before. The dates of entries
 * do not tell that one was taken back: a feed that stands otherwise than it stood is newer than it was.
 */
export function lastModified(
  blog: Blog,
  asked: FeedAsked,
  etag: string,
  newest: Date,
): { modified: Date; is_known: boolean } {
  const feeds = seen.get(blog.config) ?? new Map<string, Seen>();
  seen.set(blog.config, feeds);
  const place = addressOf(asked, asked.page);
  const before = feeds.get(place);
  if (before?.etag === etag) return { modified: before.modified, is_known: true };
  // Seen for the first time it may stand otherwise than before the last start: then it is as new as that.
  const least = Math.max((before?.modified.getTime() ?? -1000) + 1000, blog.now().getTime());
  const modified = new Date(Math.floor(Math.max(newest.getTime(), least) / 1000) * 1000);
  feeds.delete(place);
  feeds.set(place, { etag, modified });
  if (feeds.size > mostSeen) feeds.delete(feeds.keys().next().value!);
  return { modified, is_known: false };
}

/**
 * Whether 304 is the answer (RFC 9110, section 13.2.2): an entity tag counts before a date, and a date only where this
 * process knows that nothing has changed since.
 */
export function hasIt(
  req: Request,
  { etag, modified, is_known }: { etag: string; modified: Date; is_known: boolean },
): boolean {
  const tags = req.get('if-none-match');
  if (tags !== undefined)
    return tags.trim() === '*' || tags.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag);
  const since = Date.parse(req.get('if-modified-since') ?? '');
  return is_known && since >= modified.getTime();
}
