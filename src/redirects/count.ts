// redirects/count.ts: counts how often redirects are followed, and which addresses readers ask for in vain. Written in batches.
import type { Request } from 'express';
import type { Config } from '../base/config.ts';
import type { Blog } from '../blog.ts';
import { isByReader } from '../hits/reader.ts';
import { addMissingPages, addRedirectHits, tidyMissingPages } from './queries.ts';

interface Counted {
  redirects: Map<number, number>;
  missing: Map<string, { hits: number; referrer: string }>;
  timer: NodeJS.Timeout | undefined;
}

const writeEvery = 4_000; // ms
/** Of one batch; whoever asks for a thousand made-up addresses fills no table. */
const mostMissing = 50;
const longestPath = 300;
/** So many stay; the owner sees those asked for most often. */
const keptMissing = 1000;
const keptDays = 90;

// By the configuration, which is one object however many pools of connections the blog is handed down with.
const counters = new WeakMap<Config, Counted>();

/** Counts that a redirect was followed. */
export function countRedirect(blog: Blog, id: number): void {
  const { redirects } = counterOf(blog);
  redirects.set(id, (redirects.get(id) ?? 0) + 1);
}

/** Notes that a reader asked for an address that leads nowhere; what programs try is left out. */
export function countMissing(blog: Blog, req: Request): void {
  const { path } = req;
  if (path.length > longestPath || isProbe(path) || !isByReader(req)) return;
  const { missing } = counterOf(blog);
  const known = missing.get(path);
  if (!known && missing.size >= mostMissing) return;
  missing.set(path, { hits: (known?.hits ?? 0) + 1, referrer: referrerOf(req) || (known?.referrer ?? '') });
}

/** Writes what was counted; also called when the process ends. */
export async function writeCounted(blog: Blog): Promise<void> {
  const counted = counters.get(blog.config);
  if (!counted) return;
  clearTimeout(counted.timer);
  counters.delete(blog.config);
  const missing = [...counted.missing].map(([path, visit]) => ({ path, ...visit }));
  try {
    if (counted.redirects.size) await addRedirectHits(blog.db, counted.redirects, blog.now());
    if (missing.length) await addMissingPages(blog.db, missing, blog.now());
  } catch (error) {
    // Figures only: a database that is away must not fill the memory.
    blog.log.warn({ err: error }, 'visits of redirects and missing pages could not be written');
  }
}

/** Task: keeps the list of missing pages short. */
export function tidyMissing(blog: Blog): Promise<void> {
  const before = new Date(blog.now().getTime() - keptDays * 86_400_000);
  return tidyMissingPages(blog.db, { most: keptMissing, before });
}

function counterOf(blog: Blog): Counted {
  const known = counters.get(blog.config);
  if (known) return known;
  const timer = setTimeout(() => void writeCounted(blog), writeEvery).unref();
  const made: Counted = { redirects: new Map(), missing: new Map(), timer };
  counters.set(blog.config, made);
  return made;
}

/** Files and scripts that somebody looks for on every site: no reader followed a link there. */
const isProbe = (path: string): boolean =>
  /\.(?:php\d?|aspx?|jsp|cgi|env|git|sql|bak|ini|ya?ml|log)(?:\/|$)|\/\./i.test(path);

/** The page a reader came from, without its query, which may hold what concerns nobody. */
function referrerOf(req: Request): string {
  const given = req.get('referer') ?? '';
  if (!URL.canParse(given)) return '';
  const { protocol, origin, pathname } = new URL(given);
  return /^https?:$/.test(protocol) ? `${origin}${pathname}`.slice(0, 300) : '';
}
