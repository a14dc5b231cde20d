// links/check.ts: asks whether links still work, a few at a time and each site once in a round.
import { isFetchError } from '../base/fetch/fetch.ts';
import { retryAfter } from '../base/fetch/retry-after.ts';
import type { Blog } from '../blog.ts';
import { isOn } from './gather.ts';
import { judged, verdictOf, type Link, type Verdict } from './link.ts';
import { dueLinks, forgetUnused, putOff, updateLink } from './queries.ts';

/** Looked at in one round of five minutes; the first so many that are due are searched for different sites. */
const mostAtOnce = 30;
const mostSearched = 300;
const together = 3;

interface Seen {
  verdict: Verdict;
  answer_status: number | null;
  said: string;
  /** What the other side asks us to wait, in ms. */
  pause: number;
}

/** The schedule: the next round. Without anything due it reads one place of an index. */
export async function checkLinks(blog: Blog): Promise<void> {
  if (!(await isOn(blog))) return;
  const due = await dueLinks(blog.db, { now: blog.now(), limit: mostSearched });
  if (!due.length) return;
  const unused = await forgetUnused(
    blog.db,
    due.map(({ id }) => id),
  );
  const { round, later } = partedBySite(due.filter(({ id }) => !unused.has(id)));
  await putOff(blog.db, later, blog.now());
  await Promise.all(Array.from({ length: together }, () => workThrough(blog, round)));
}

/** Looks at a link now and notes how it stands. @throws nothing that the other site does */
export async function checkLink(blog: Blog, link: Link): Promise<Link['status']> {
  const now = blog.now();
  const { verdict, answer_status, said, pause } = await look(blog, link.url);
  const state = judged(link, verdict, now);
  const check_at = new Date(Math.max(state.check_at.getTime(), now.getTime() + pause));
  const known = state.status === 'works' ? { is_dismissed: false } : {};
  await updateLink(blog.db, link.id, { ...state, ...known, answer_status, said, checked_at: now, check_at });
  return state.status;
}

async function workThrough(blog: Blog, round: Link[]): Promise<void> {
  for (let link = round.shift(); link; link = round.shift()) await checkLink(blog, link);
}

/**
 * One link of each site for this round; further ones wait a round each, so that a site with many does not keep others waiting.
 */
function partedBySite(due: Link[]): { round: Link[]; later: { id: number; minutes: number }[] } {
  const round: Link[] = [];
  const later: { id: number; minutes: number }[] = [];
  const seen = new Map<string, number>();
  for (const link of due) {
    const { host } = new URL(link.url);
    const before = seen.get(host) ?? 0;
    seen.set(host, before + 1);
    if (before) later.push({ id: link.id, minutes: 5 * before });
    else if (round.length < mostAtOnce) round.push(link);
  }
  return { round, later };
}

/** Asks for the head; who refuses that is asked for the page, as many programs know GET alone. */
async function look(blog: Blog, url: string): Promise<Seen> {
  try {
    const head = await blog.fetch(url, { purpose: 'link', method: 'HEAD' });
    const answer = head.status < 400 ? head : await blog.fetch(url, { purpose: 'link' });
    const { status } = answer;
    return {
      verdict: verdictOf(status),
      answer_status: status,
      said: '',
      pause: retryAfter(answer, blog.now()),
    };
  } catch (error) {
    if (!isFetchError(error)) throw error;
    // An address that we may not ask for, such as one of the owner's own network, is not judged.
    const verdict = error.problem === 'refused_address' ? 'works' : 'down';
    return { verdict, answer_status: null, said: error.message, pause: 0 };
  }
}
