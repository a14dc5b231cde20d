// webhooks/deliver.ts: the job that brings one message to one webhook, and comes again when that failed.
import { z } from 'zod';
import { isFetchError, isFinal } from '../base/fetch/fetch.ts';
import { retryAfter } from '../base/fetch/retry-after.ts';
import type { Blog } from '../blog.ts';
import { cut } from '../linkbacks/receiving/form.ts';
import { requestOf } from './bodies.ts';
import { deleteOldDeliveries, findDelivery, findWebhook, updateDelivery, updateWebhook } from './queries.ts';
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
    const answer = await blog.fetch(webhook.url, { purpose: 'webhook', method: 'POST', headers, body });
    if (answer.url !== new URL(webhook.url).href)
      return { ...failed, said: `It leads on to ${answer.url}: write that address.`, is_final: true };
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

async function note(blog: Blog, webhook: Webhook, delivery: Delivery, outcome: Outcome): Promise<void> {
  const now = blog.now();
  const { answer_status, said } = outcome;
  const done = { tries: delivery.tries + 1, answer_status, said, tried_at: now };
  if (outcome.is_delivered) {
    await updateDelivery(blog.db, delivery.id, { ...done, status: 'delivered' });
    if (webhook.failing_since) await updateWebhook(blog.db, webhook.id, { failing_since: null });
    return;
  }
  const since = webhook.failing_since ?? now;
  const pause = pauses[delivery.tries];
  const isOver = outcome.is_final || pause === undefined || delivery.event === 'test';
  await updateDelivery(blog.db, delivery.id, { ...done, status: isOver ? 'failed' : 'waiting' });
  await updateWebhook(blog.db, webhook.id, { failing_since: since, ...stopped(outcome, since, now) });
  if (!isOver) await lineUpDelivery(blog, delivery, Math.max(pause * 1000, outcome.pause));
}

/** Standard Webhooks: 410 says that nobody listens there any more; so does silence for days. */
function stopped({ answer_status }: Outcome, since: Date, now: Date) {
  if (answer_status === 410)
    return { is_active: false, stopped_because: 'It answered 410: nobody listens there any more.' };
  if (now.getTime() - since.getTime() < longestFailing) return {};
  return { is_active: false, stopped_because: 'Nothing arrived there for five days.' };
}

/** The schedule: what was told is kept for 30 days. */
export async function tidyDeliveries(blog: Blog): Promise<void> {
  const before = new Date(blog.now().getTime() - month);
  while ((await deleteOldDeliveries(blog.db, { before, most: mostAtOnce })) === mostAtOnce);
}
