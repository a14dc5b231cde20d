// comments/form/attempts.ts: how many comments somebody may try to leave, counted before any work is done for them.
import type { RateLimiterPostgres } from 'rate-limiter-flexible';
import { may, type User } from '../../accounts/user.ts';
import type { Database } from '../../base/database/database.ts';
import { hostIn, networkIn } from '../../base/http/client-address.ts';
import { __ } from '../../base/language/gettext.ts';
import { blockedFor, consume, consumeBoth, limiter } from '../../base/rate-limit.ts';
import type { Blog } from '../../blog.ts';
import { hasApprovedComment } from '../queries/write.ts';

interface Sender {
  ip: string;
  user?: User;
  /** '' when the browser has no key. */
  browser_key_hash: string;
}

/** Length of the window, in seconds. */
const window = 600;
/** Refusals that are explained, with the text given back; whoever goes on after them is answered in a line. */
const most_refusals = 10;
/** How many addresses' worth a network may send, all who are not signed in together, and one may look at. */
const shares = { network: 2, everybody: 20, preview: 4 };
/** What an attempt takes of the share of all: a little for a form that is refused for its fields, the rest for work. */
const points = { form: 1, work: 9 };

/**
 * Counts an attempt to leave a comment, whatever becomes of it: by address (an IPv6 /64), by network (IPv4 /24, IPv6 /48),
 * and over all who are neither signed in nor have an approved comment. As WordPress's flood control does, it spares those
 * who moderate.
 * @returns how many came from the network in the last ten minutes, this one included
 * @throws HttpError 429 with `retry_after`
 */
export async function countCommentAttempt(blog: Blog, sender: Sender): Promise<number> {
  if (may(sender.user, 'moderate_comments')) return 0;
  const { address, network, everybody } = limitersOf(blog.db, blog.config.COMMENT_ATTEMPTS);
  const attempts = await consumeBoth(
    {
      limit: network,
      key: networkIn(sender.ip),
      told: (pause) =>
        __('Many comments came from your network. Your text is below: please send it again %s.', pause),
    },
    {
      limit: address,
      key: hostIn(sender.ip),
      told: (pause) => __('You have sent many comments. Your text is below: please send it again %s.', pause),
    },
  );
  await countForAll(blog, everybody, sender, points.form);
  return attempts;
}

/**
 * Counts the work for a comment whose fields are in order. Forms refused before, such as empty ones, take a tenth of the
 * share of all: a few networks that send those do not end the comments of everybody.
 * @throws HttpError 429 with `retry_after`
 */
export async function countCommentWork(blog: Blog, sender: Sender): Promise<void> {
  if (may(sender.user, 'moderate_comments')) return;
  const { everybody } = limitersOf(blog.db, blog.config.COMMENT_ATTEMPTS);
  await countForAll(blog, everybody, sender, points.work);
}

async function countForAll(
  blog: Blog,
  everybody: RateLimiterPostgres,
  sender: Sender,
  taken: number,
): Promise<void> {
  if (sender.user) return;
  const told = (pause: string) =>
    __('Many comments come in at this moment. Your text is below: please send it again %s.', pause);
  try {
    await consume(everybody, 'all', told, taken);
  } catch (refusal) {
    if (!(await isKnown(blog.db, sender))) throw refusal;
  }
}

/**
 * Counts a preview by address: each is rendered like a comment. Whoever writes looks more often than they send.
 * @throws HttpError 429 with `retry_after`
 */
export async function countPreview(blog: Blog, { ip, user }: Pick<Sender, 'ip' | 'user'>): Promise<void> {
  if (may(user, 'moderate_comments')) return;
  const { preview } = limitersOf(blog.db, blog.config.COMMENT_ATTEMPTS);
  await consume(preview, hostIn(ip), (pause) =>
    __('You have looked at many previews. Your text is below: please send it again %s.', pause),
  );
}

/** Seconds for which an address, or its network, is answered in a line; 0 for everybody else. */
export function attemptsBlockedFor(blog: Blog, ip: string): number {
  const { address, network } = limitersOf(blog.db, blog.config.COMMENT_ATTEMPTS);
  return Math.max(blockedFor(address, hostIn(ip)), blockedFor(network, networkIn(ip)));
}

const isKnown = (db: Database, { browser_key_hash }: Sender): Promise<boolean> =>
  hasApprovedComment(db, { user_id: null, browser_key_hash: browser_key_hash || null });

interface Limiters {
  address: RateLimiterPostgres;
  network: RateLimiterPostgres;
  everybody: RateLimiterPostgres;
  preview: RateLimiterPostgres;
}
const made = new WeakMap<Database, Limiters>();

function limitersOf(db: Database, attempts: number): Limiters {
  const known = made.get(db);
  if (known) return known;
  const fresh = {
    address: limiter(db, 'comment_address', { points: attempts, seconds: window, most_refusals }),
    network: limiter(db, 'comment_network', {
      points: attempts * shares.network,
      seconds: window,
      most_refusals,
    }),
    everybody: limiter(db, 'comment_all', {
      points: attempts * shares.everybody * (points.form + points.work),
      seconds: window,
    }),
    preview: limiter(db, 'comment_preview', { points: attempts * shares.preview, seconds: window }),
  };
  made.set(db, fresh);
  return fresh;
}
