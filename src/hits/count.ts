// hits/count.ts: counts a read at the moment its page is sent. Nobody gets a cookie; what is kept of a visitor is a
// hash with a salt of the day, in memory, for half an hour. Reads are written in batches.
import crypto from 'node:crypto';
import type { Request } from 'express';
import { clientAddress } from '../base/http/client-address.ts';
import { __ } from '../base/language/gettext.ts';
import { settings } from '../base/settings/settings.ts';
import type { Config } from '../base/config.ts';
import type { Blog } from '../blog.ts';
import { addHits, hitsOf } from './queries.ts';
import { isByReader } from './reader.ts';
import { hitSettings } from './settings.ts';

export interface HitsView {
  label: string;
  count: number;
}

interface Counter {
  day: string;
  salt: Buffer;
  /** When a visitor was last counted, by hash; the oldest first. */
  visitors: Map<string, number>;
  /** Reads of the day that are not written yet, by post. */
  pending: Map<number, number>;
  timer: NodeJS.Timeout | undefined;
}

const again = 30 * 60_000;
const mostVisitors = 100_000;
const writeEvery = 4_000; // ms; at most five seconds of reads may be lost

// By the configuration, which is one object however many pools of connections the blog is handed down with.
const counters = new WeakMap<Config, Counter>();

/** The figure under a post, with reads not yet written; undefined when switched off. */
export async function hitsView(blog: Blog, post_id: number): Promise<HitsView | undefined> {
  const rules = await settings(blog.db, hitSettings);
  if (!rules.hits_enabled) return undefined;
  const waiting = counters.get(blog.config)?.pending.get(post_id) ?? 0;
  return {
    // A label that nobody has changed is said in the language of the site.
    label: rules.hits_label === 'Hits' ? __('Hits') : rules.hits_label,
    count: (await hitsOf(blog.db, post_id)) + waiting,
  };
}

/** Counts a full page that was sent, if a reader asked for it. */
export async function countHit(blog: Blog, req: Request, post_id: number): Promise<void> {
  if (!isByReader(req)) return;
  const rules = await settings(blog.db, hitSettings);
  if (!rules.hits_enabled) return;
  const counter = await counterOf(blog);
  if (!isNew(counter, visitorOf(counter, req, post_id), blog.now().getTime())) return;
  counter.pending.set(post_id, (counter.pending.get(post_id) ?? 0) + 1);
  counter.timer ??= setTimeout(() => void writeHits(blog), writeEvery).unref();
}

/** Writes what was counted; also called when the process ends. What could not be written is kept for the next time. */
export async function writeHits(blog: Blog): Promise<void> {
  const counter = counters.get(blog.config);
  if (!counter) return;
  clearTimeout(counter.timer);
  counter.timer = undefined;
  const { pending, day } = counter;
  if (!pending.size) return;
  counter.pending = new Map();
  try {
    await addHits(blog.db, day, pending);
  } catch (error) {
    blog.log.error({ err: error }, 'hits could not be written');
    for (const [id, count] of pending) counter.pending.set(id, (counter.pending.get(id) ?? 0) + count);
  }
}

async function counterOf(blog: Blog): Promise<Counter> {
  const day = blog.now().toISOString().slice(0, 10);
  let counter = counters.get(blog.config);
  if (counter && counter.day !== day) await writeHits(blog);
  counter = counters.get(blog.config);
  if (counter?.day === day) return counter;
  const pending = new Map<number, number>();
  const made = { day, salt: crypto.randomBytes(16), visitors: new Map<string, number>(), pending };
  counters.set(blog.config, { ...made, timer: undefined });
  return counters.get(blog.config)!;
}

function visitorOf({ salt }: Counter, req: Request, post_id: number): string {
  const who = `${post_id}\n${clientAddress(req)}\n${req.get('user-agent') ?? ''}`;
  return crypto.createHmac('sha256', salt).update(who).digest('base64').slice(0, 22);
}

/** Whether this visitor was not counted in the last half hour; remembers it if so. */
function isNew({ visitors }: Counter, visitor: string, now: number): boolean {
  const last = visitors.get(visitor);
  if (last !== undefined && now - last < again) return false;
  visitors.delete(visitor);
  visitors.set(visitor, now);
  for (const [known, time] of visitors) {
    if (now - time < again && visitors.size <= mostVisitors) break;
    visitors.delete(known);
  }
  return true;
}
