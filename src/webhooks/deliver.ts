// webhooks/deliver.ts: the job that brings one message to one webhook, and comes again when that failed.
import { z } from 'zod';
import { isFetchError, isFinal, type Fetched } from '../base/fetch/fetch.ts';
import { retryAfter } from '../base/fetch/retry-after.ts';
import { N_ } from '../base/language/gettext.ts';
import type { Blog } from '../blog.ts';
import { cut } from '../linkbacks/receiving/form.ts';
import { requestOf } from './bodies.ts';
import {
  deleteOldDeliveries,
  findDelivery,
  findWebhook,
  noteFailing,
  updateDelivery,
  updateWebhook,
} from './queries.ts';
import { lineUpDelivery } from './tell.ts';
import { longestFailing, pauses, type Delivery, type Webhook } from './webhook.ts';

const job = z.object({ id: z.number() });
const month = 30 * 86_400_000;
const mostAtOnce = 1000;

interface Outcome {
  is_delivered: boolean;
  answer_status: number | null;
  said: string;
  /** What the other side asks us to wait, in ms. */
  pause: number;
  /** It will never be taken. */
  is_final: boolean;
}

/** Sends first, then writes what came: a crash in between sends the same message, by its id, once more. */
export async function deliver(blog: Blog, payload: unknown): Promise<void> {
  const delivery = await findDelivery(blog.db, job.parse(payload).id);
  const webhook = delivery && (await findWebhook(blog.db, delivery.webhook_id));
  if (!webhook || delivery.status !== 'waiting') return;
  // A test is sent all the same: whoever mends the other side wants to see it.
  if (!webhook.is_active && delivery.event !== 'test')
    return updateDelivery(blog.db, delivery.id, { status: 'failed', said: 'The webhook is switched off.' });
  const outcome = await send(blog, webhook, delivery);
  await note(blog, webhook, delivery, outcome);
}

async function send(blog: Blog, webhook: Webhook, delivery: Delivery): Promise<Outcome> {
  const failed = { is_delivered: false, answer_status: null, pause: 0 };
  try {
    const { headers, body } = requestOf(blog, webhook, delivery);
    // What is signed for one address goes to no other.
    const sent = { purpose: 'webhook', method: 'POST', headers, body, max_redirects: 0 } as const;
    const answer = await blog.fetch(webhook.url, sent);
    if (answer.status >= 300 && answer.status < 400)
      return { ...failed, answer_status: answer.status, said: leadsTo(webhook, answer), is_final: true };
    const isTaken = answer.status >= 200 && answer.status < 300;
    const said = isTaken ? '' : cut(answer.body.toString('utf8'), 300);
    return {
      is_delivered: isTaken,
      answer_status: answer.status,
      said,
      pause: retryAfter(answer, blog.now()),
      is_final: answer.status === 410,
    };
  } catch (error) {
    if (!isFetchError(error)) throw error;
    return { ...failed, said: error.message, is_final: isFinal(error) };
  }
}

function leadsTo({ url }: Webhook, { headers: { location = '' } }: Fetched): string {
  const to = URL.canParse(location, url) ? new URL(location, url).href : '';
  return to
    ? `It leads on to ${cut(to, 250)}: write that address.`
    : 'It leads on, and does not say where to.';
}

async function note(blog: Blog, webhook: Webhook, delivery: Delivery, outcome: Outcome): Promise<void> {
  const now = blog.now();
  const { answer_status, said } = outcome;
  const done = { tries: delivery.tries + 1, answer_status, said, tried_at: now };
  if (outcome.is_delivered) {
    await updateDelivery(blog.db, delivery.id, { ...done, status: 'delivered' });
    if (webhook.failing_since) await updateWebhook(blog.db, webhook.id, { failing_since: null });
    return;
  }
  const isTest = delivery.event === 'test';
  const pause = pauses[delivery.tries];
  const isOver = outcome.is_final || pause === undefined || isTest;
  await updateDelivery(blog.db, delivery.id, { ...done, status: isOver ? 'failed' : 'waiting' });
  // Whoever tries an address out says nothing of how long it has been silent.
  const since = isTest ? null : await noteFailing(blog.db, webhook, now);
  const isGivenUp = isOver && done.tries > 1 && since !== null && passed(since, now) >= longestFailing;
  const stopped = stoppedBy(outcome, isGivenUp);
  if (stopped) await updateWebhook(blog.db, webhook.id, stopped);
  if (!isOver) await lineUpDelivery(blog, delivery, Math.max(pause * 1000, outcome.pause));
}

const passed = (since: Date, now: Date): number => now.getTime() - since.getTime();

/**
 * Standard Webhooks: 410 says that nobody listens there any more; so does silence for days, once a message has been tried
 * again and given up: one try alone may have met a short outage.
 */
function stoppedBy({ answer_status }: Outcome, isGivenUp: boolean) {
  if (answer_status === 410)
    return { is_active: false, stopped_because: N_('It answered 410: nobody listens there any more.') };
  if (isGivenUp) return { is_active: false, stopped_because: N_('Nothing arrived there for five days.') };
  return undefined;
}

/** The schedule: what was told is kept for 30 days. */
export async function tidyDeliveries(blog: Blog): Promise<void> {
  const before = new Date(blog.now().getTime() - month);
  while ((await deleteOldDeliveries(blog.db, { before, most: mostAtOnce })) === mostAtOnce);
}
