// embeds/fetch-embed.ts: fetches title, author and poster of a link, once for all who show it; keeps failures too.
import crypto from 'node:crypto';
import { z } from 'zod';
import { announce } from '../announcements.ts';
import { inTransaction } from '../base/database/database.ts';
import { addJob } from '../base/jobs/jobs.ts';
import type { Blog } from '../blog.ts';
import { keepBytes } from '../media/keep.ts';
import { askAbout, isAskError } from './ask.ts';
import type { Embed } from './embed.ts';
import { findEmbed, restOf, updateEmbed } from './queries.ts';
import { recognise, type Recognised } from './recognise.ts';
import type { Words } from './words.ts';

const wanted = z.object({ url: z.string() });
const minute = 60_000;
const pauses = [10 * minute, 60 * minute, 6 * 60 * minute, 24 * 60 * minute];

/** Hears `embed.wanted`: puts the fetch into the line of its host, where one goes after another. */
export async function lineUp(blog: Blog, { url }: { url: string }, pause = 0): Promise<void> {
  const found = recognise(url);
  if (!found) return;
  await addJob(
    blog,
    'embeds.fetch',
    { url },
    {
      key: `embed ${digest(url)}`,
      queue: `fetch ${digest(new URL(found.oembed ?? url).host)}`,
      // The queue goes by the machine's clock.
      run_at: pause ? new Date(Date.now() + pause) : undefined,
      max_attempts: 3,
    },
  );
}

/** The job. A link that was fetched since it was asked for is left alone. */
export async function fetchEmbed(blog: Blog, payload: unknown): Promise<void> {
  const { url } = wanted.parse(payload);
  const found = recognise(url);
  const embed = await findEmbed(blog.db, url);
  if (!found || !embed || (embed.fetched_at && embed.fetched_at >= embed.asked_at)) return;
  const host = found.discover ? new URL(url).host : '';
  const rest = await restOf(blog.db, found.provider, host, blog.now());
  if (rest) return lineUp(blog, { url }, rest.getTime() - blog.now().getTime());
  try {
    const words = await askAbout(blog, found);
    await keep(blog, embed, words, await posterFor(blog, embed, words));
  } catch (error) {
    await noteFailure(blog, embed, found, error);
  }
}

interface FetchedPoster {
  name: string;
  body: Buffer;
}

/** The poster is fetched once; a card without one is a card all the same. */
async function posterFor(blog: Blog, embed: Embed, words: Words): Promise<FetchedPoster | undefined> {
  if (embed.poster_media_id || !words.thumbnail_url) return;
  const picture = await blog.fetch(words.thumbnail_url, { purpose: 'image' }).catch(() => undefined);
  if (picture?.status !== 200 || !picture.body.length) return;
  const [, extension = 'jpg'] = /^image\/(\w+)/.exec(picture.content_type) ?? [];
  return { name: `poster.${extension.replace('jpeg', 'jpg')}`, body: picture.body };
}

async function keep(blog: Blog, embed: Embed, words: Words, poster?: FetchedPoster): Promise<void> {
  const { thumbnail_url: _, ...told } = words;
  // What was known stays where the service says nothing any more.
  const known = Object.fromEntries(Object.entries(told).filter(([, value]) => value));
  try {
    await inTransaction(blog, async (blog) => {
      const media = poster && (await keepBytes(blog, { ...poster, source: 'embed' }));
      await updateEmbed(blog.db, embed.url, {
        ...known,
        ...(media && { poster_media_id: media.id }),
        status: 'ready',
        error: null,
        attempts: 0,
        fetched_at: blog.now(),
      });
      await announce(blog, 'embed.ready', { url: embed.url });
    });
  } catch (error) {
    if (!poster) throw error;
    await keep(blog, embed, words);
  }
}

/** Growing pauses, then quiet until somebody shows the link again after two weeks. What was known stays. */
async function noteFailure(blog: Blog, embed: Embed, found: Recognised, error: unknown): Promise<void> {
  const status = isAskError(error) ? error.status : 0;
  const isFinal = status >= 400 && status < 500 && ![408, 425, 429].includes(status);
  const asked = isAskError(error) ? error.pause : 0;
  const pause = isFinal ? undefined : pauses[embed.attempts];
  const rests = [429, 503].includes(status) ? Math.max(asked, minute) : 0;
  await inTransaction(blog, async (blog) => {
    await updateEmbed(blog.db, embed.url, {
      status: embed.status === 'ready' ? 'ready' : 'failed',
      error: error instanceof Error ? error.message.slice(0, 300) : 'unknown',
      attempts: embed.attempts + 1,
      fetched_at: pause === undefined ? blog.now() : embed.fetched_at,
      rests_until: rests ? new Date(blog.now().getTime() + rests) : null,
    });
    if (pause !== undefined) {
      await lineUp(blog, { url: found.url }, Math.max(pause, asked));
    }
  });
}

const digest = (text: string) => crypto.createHash('sha256').update(text).digest('hex').slice(0, 32);
