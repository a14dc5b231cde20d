// embeds/fetching/fetch-embed.ts: fetches what a link shows, once for all who show it, and again as its age tells.
import crypto from 'node:crypto';
import { z } from 'zod';
import { addJob } from '../../base/jobs/jobs.ts';
import type { Blog } from '../../blog.ts';
import { askAbout } from './ask.ts';
import { noteFailure } from './fail.ts';
import { storeAnswer } from './store-answer.ts';
import { picturesFor } from './pictures.ts';
import { findEmbed, restOf } from '../queries.ts';
import { recogniseOne } from '../recognise-all.ts';

const wanted = z.object({ url: z.string(), again: z.boolean().optional() });
/** Other pages wait for whatever else is to be done. */
const priority = 10;

interface LineUp {
  url: string;
  /** Also when it was fetched since it was asked for. */
  again?: boolean;
}

/** Hears `embed.wanted`: puts the fetch into the line of its host, where one goes after another. */
export async function lineUp(blog: Blog, { url, again }: LineUp, pause = 0): Promise<void> {
  const found = await recogniseOne(blog, url);
  if (!found) return;
  await addJob(
    blog,
    'embeds.fetch',
    { url, again },
    {
      key: `embed ${digest(url)}`,
      queue: `fetch ${digest(new URL(found.oembed ?? url).host)}`,
      // The queue goes by the machine's clock.
      run_at: pause ? new Date(Date.now() + pause) : undefined,
      max_attempts: 3,
      priority: found.is_page ? priority : undefined,
    },
  );
}

/** The job. A link that was fetched since it was asked for is left alone. */
export async function fetchEmbed(blog: Blog, payload: unknown): Promise<void> {
  const { url, again = false } = wanted.parse(payload);
  const found = await recogniseOne(blog, url);
  const embed = await findEmbed(blog.db, url);
  if (!found || !embed || (!again && embed.fetched_at && embed.fetched_at >= embed.asked_at)) return;
  const host = found.discover ? new URL(url).host : '';
  const rest = await restOf(blog.db, found.provider, host, blog.now());
  if (rest) return lineUp(blog, { url, again }, rest.getTime() - blog.now().getTime());
  try {
    const words = await askAbout(blog, found);
    await storeAnswer(blog, embed, words, await picturesFor(blog, embed, words));
  } catch (error) {
    const pause = await noteFailure(blog, embed, error);
    if (pause !== undefined) await lineUp(blog, { url, again }, pause);
  }
}

const digest = (text: string) => crypto.createHash('sha256').update(text).digest('hex').slice(0, 32);
