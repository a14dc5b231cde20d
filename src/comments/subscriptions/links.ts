// comments/subscriptions/links.ts: the addresses in emails to readers, each signed for one address and one purpose.
import { isSignature, signatureOf } from '../../base/signature.ts';
import type { Blog } from '../../blog.ts';

/** Where a reader confirms, changes and ends what they are told of. */
export const subscriptionsPath = '/comments/subscriptions';

type Purpose = 'confirm' | 'manage';

/** An address of the subscriptions page that only the mailbox knows. `post` names the conversation that one click ends. */
export function subscriptionLink(blog: Blog, purpose: Purpose, address: string, post?: number): string {
  const asked = new URLSearchParams({
    address,
    key: signatureOf(blog, `subscriptions ${purpose}`, address),
    ...(post && { post: String(post) }),
  });
  return `${blog.url}${subscriptionsPath}${purpose === 'confirm' ? '/confirm' : ''}?${asked.toString()}`;
}

/** Where a mail program ends it without showing a page (RFC 8058). */
export const unsubscribeLink = (blog: Blog, address: string, post: number): string =>
  subscriptionLink(blog, 'manage', address, post).replace(subscriptionsPath, `${subscriptionsPath}/end`);

export const isSubscriptionKey = (blog: Blog, purpose: Purpose, address: string, key: unknown): boolean =>
  isSignature(key, signatureOf(blog, `subscriptions ${purpose}`, address));
