// webhooks/tell.ts: hears what happens, and lines up a message for each webhook that wants to know.
import crypto from 'node:crypto';
import { inTransaction } from '../base/database/database.ts';
import { addJob } from '../base/jobs/jobs.ts';
import type { Blog } from '../blog.ts';
import type { Comment } from '../comments/comment.ts';
import { findComment } from '../comments/queries/find.ts';
import type { Post } from '../posts/post.ts';
import { findPost } from '../posts/queries/find.ts';
import { isPublic } from '../posts/visible.ts';
import { commentData, postData } from './describe.ts';
import { forgetHeard, heardOf, type Heard, insertDeliveries, noteHeard, webhooksFor } from './queries.ts';
import { newMessageId } from './sign.ts';
import type { Delivery, Message, Webhook, WebhookEvent } from './webhook.ts';

const postEvents: WebhookEvent[] = ['post.published', 'post.updated', 'post.removed'];

const commentEvents: WebhookEvent[] = [
  'comment.created',
  'comment.approved',
  'comment.updated',
  'comment.removed',
];
const minute = 60_000;

/**
 * Hears `post.saved` and `post.published`: which of the two comes first makes no difference, nor does hearing twice,
 * as what was told is compared with what stands there now.
 */
export async function tellOfPost(blog: Blog, { post_id }: { post_id: number }): Promise<void> {
  const hearers = await webhooksFor(blog.db, postEvents);
  if (!hearers.length) return;
  const post = await findPost(blog.db, post_id);
  if (!post || !isPublic(post)) return tellOfRemovedPost(blog, { post_id });
  const data = await postData(blog, post);
  const heard = { kind: 'post' as const, item_id: post_id, state: digest(data), link: String(data.link) };
  await inTransaction(blog, async (transaction) => {
    const before = await heardOf(transaction.db, heard);
    if (!(await noteHeard(transaction.db, heard))) return;
    const event = before || !isFresh(post) ? 'post.updated' : 'post.published';
    await lineUp(transaction, hearers, event, data);
  });
}

/** A post that came out before there was a webhook changes; it does not come out once more. */
function isFresh({ published_at, modified_at }: Post): boolean {
  return !published_at || modified_at.getTime() - published_at.getTime() < minute;
}

/** Hears `post.removed`, and of posts that are no longer public; one that nobody heard of is no news. */
export function tellOfRemovedPost(blog: Blog, { post_id }: { post_id: number }): Promise<void> {
  return tellOfLoss(blog, { kind: 'post', item_id: post_id }, { id: post_id });
}

/** Hears `comment.posted`, `comment.decided` and `comment.changed`: what happened is told by what was told before. */
export async function tellOfComment(blog: Blog, { comment_id }: { comment_id: number }): Promise<void> {
  const hearers = await webhooksFor(blog.db, commentEvents);
  if (!hearers.length) return;
  const comment = await findComment(blog.db, comment_id);
  const post = comment && (await findPost(blog.db, comment.post_id));
  if (!comment || !post) return;
  const item = { kind: 'comment' as const, item_id: comment_id };
  const data = await commentData(blog, comment, post);
  if (!['approve', 'hold'].includes(comment.status)) return tellOfLoss(blog, item, data);
  const words = [comment.html, comment.author_name, comment.author_url];
  const heard = { ...item, state: `${comment.status}:${digest(words)}`, link: String(data.link) };
  await inTransaction(blog, async (transaction) => {
    const before = await heardOf(transaction.db, item);
    if (!(await noteHeard(transaction.db, heard))) return;
    await lineUp(transaction, hearers, whatHappened(comment, before?.state, blog.now()), data);
  });
}

/** @param before what was told of it; undefined for one that nobody heard of */
function whatHappened(comment: Comment, before: string | undefined, now: Date): WebhookEvent {
  const wasApproved = before?.startsWith('approve:');
  if (before !== undefined)
    return comment.status === 'approve' && !wasApproved ? 'comment.approved' : 'comment.updated';
  const posted = comment.posted_at.getTime();
  const changed = comment.status_changed_at?.getTime() ?? posted;
  if (changed - posted < 1000 && now.getTime() - posted < minute) return 'comment.created';
  // It came before there was a webhook, or was spam until now.
  return comment.status === 'approve' && now.getTime() - changed < minute
    ? 'comment.approved'
    : 'comment.updated';
}

/** Hears `comment.removed`: it is gone, and nothing is left to say of it. */
export function tellOfRemovedComment(
  blog: Blog,
  { comment_id, post_id }: { comment_id: number; post_id: number },
): Promise<void> {
  return tellOfLoss(
    blog,
    { kind: 'comment', item_id: comment_id },
    { id: comment_id, post: { id: post_id } },
  );
}

async function tellOfLoss(
  blog: Blog,
  item: Pick<Heard, 'kind' | 'item_id'>,
  data: Message['data'],
): Promise<void> {
  await inTransaction(blog, async (transaction) => {
    const before = await heardOf(transaction.db, item);
    if (!before || !(await forgetHeard(transaction.db, item))) return;
    const event = `${item.kind}.removed` as const;
    await lineUp(transaction, await webhooksFor(transaction.db, [event]), event, {
      link: before.link,
      ...data,
    });
  });
}

const digest = (told: unknown): string =>
  crypto.createHash('sha256').update(JSON.stringify(told)).digest('base64url');

/** In the caller's transaction: the messages and their jobs, or neither. @param webhooks those that do not hear of it are left out */
function lineUp(blog: Blog, webhooks: Webhook[], event: WebhookEvent, data: Message['data']): Promise<void> {
  const hearers = webhooks.filter(({ events }) => events.includes(event));
  return lineUpFor(blog, hearers, event, data);
}

/** A message to each of these webhooks, whatever they want to hear of. */
export async function lineUpFor(
  blog: Blog,
  webhooks: Pick<Webhook, 'id'>[],
  event: Delivery['event'],
  data: Message['data'],
): Promise<void> {
  if (!webhooks.length) return;
  const now = blog.now();
  const payload = { type: event, timestamp: now.toISOString(), data };
  const lined = await insertDeliveries(
    blog.db,
    webhooks.map(({ id }) => ({
      webhook_id: id,
      message_id: newMessageId(),
      event,
      payload,
      created_at: now,
    })),
  );
  for (const delivery of lined) await lineUpDelivery(blog, delivery);
}

/** One after another for each webhook. @param pause in ms */
export function lineUpDelivery(
  blog: Blog,
  { id, webhook_id }: Pick<Delivery, 'id' | 'webhook_id'>,
  pause = 0,
): Promise<void> {
  return addJob(
    blog,
    'webhooks.deliver',
    { id },
    {
      key: `webhook delivery ${id}`,
      queue: `webhook ${webhook_id}`,
      // The queue goes by the machine's clock.
      run_at: pause ? new Date(Date.now() + pause) : undefined,
    },
  );
}
