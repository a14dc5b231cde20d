// comments/subscriptions/subscribe.ts: a reader asks to be told by email; the address is proven once, by a link that only its mailbox gets.
import { inTransaction } from '../../base/database/database.ts';
import { renderText } from '../../base/http/views.ts';
import { __ } from '../../base/language/gettext.ts';
import { isMailAddress } from '../../base/mail/address.ts';
import { sendMail } from '../../base/mail/mail.ts';
import { general } from '../../base/settings/general.ts';
import { settings } from '../../base/settings/settings.ts';
import type { Blog } from '../../blog.ts';
import { permalink } from '../../posts/addresses/permalink.ts';
import { findPost } from '../../posts/queries/find.ts';
import { subscriptionLink } from './links.ts';
import { addSubscription, lockSubscriber, removeUnconfirmed, updateSubscriber } from './queries.ts';

/** Somebody who types addresses of others makes one email a day for each, however often. */
const askAgainMs = 86_400_000;
/** Unconfirmed addresses are forgotten after so many days. */
const unconfirmedDays = 7;
const portion = 1000;

export interface Wish {
  email: string;
  post_id: number;
  /** Replies to this comment; null for all comments of the post. */
  comment_id: number | null;
  /** The address is that of the user who is signed in: nothing needs to be proven. */
  is_proven: boolean;
}

/**
 * Notes what a reader wants to be told of. Until the address is confirmed it gets one email a day at most, with the link.
 * @returns `confirmed`, or `asked` when the reader has to look into the mailbox; `refused` for what is no address
 */
export async function subscribe(blog: Blog, wish: Wish): Promise<'confirmed' | 'asked' | 'refused'> {
  const address = wish.email.trim().toLowerCase();
  if (!isMailAddress(address)) return 'refused';
  return inTransaction(blog, async (blog) => {
    const subscriber = await lockSubscriber(blog.db, address);
    await addSubscription(blog.db, { address, post_id: wish.post_id, comment_id: wish.comment_id });
    if (subscriber.confirmed_at) return 'confirmed';
    const now = blog.now();
    if (wish.is_proven) {
      await updateSubscriber(blog.db, address, { confirmed_at: now });
      return 'confirmed';
    }
    const isDue = !subscriber.asked_at || now.getTime() - subscriber.asked_at.getTime() >= askAgainMs;
    if (isDue) {
      await updateSubscriber(blog.db, address, { asked_at: now });
      await askToConfirm(blog, address, wish.post_id, now);
    }
    return 'asked';
  });
}

async function askToConfirm(blog: Blog, address: string, post_id: number, now: Date): Promise<void> {
  const { blogname } = await settings(blog.db, general);
  const post = await findPost(blog.db, post_id);
  const body = await renderText('comments/mail-confirm', {
    blogname,
    post_title: post?.title ?? '',
    post_url: post ? blog.url + (await permalink(blog, post)).replace(blog.url, '') : blog.url,
    confirm_url: subscriptionLink(blog, 'confirm', address),
  });
  await sendMail(blog, {
    key: `comments:confirm:${address}:${now.toISOString()}`,
    to: address,
    subject: __('[%s] Confirm that you want to be told of comments', blogname),
    body,
  });
}

/** Task: addresses that never confirmed are forgotten. */
export async function tidySubscribers(blog: Blog): Promise<void> {
  const before = new Date(blog.now().getTime() - unconfirmedDays * 86_400_000);
  while ((await removeUnconfirmed(blog.db, before, portion)) === portion);
}
