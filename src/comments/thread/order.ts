// comments/thread/order.ts: in which order, and with or without threads, a reader wants a conversation.
import { N_, __, translate } from '../../base/language/gettext.ts';
import { reactionsOf } from '../reactions/reaction.ts';
import type { Discussion } from '../settings.ts';

/** The setting's two, and by what readers think of the comments. */
export type Order = Discussion['comment_order'] | 'helpful';

const labels: Record<Order, string> = {
  asc: N_('Oldest'),
  desc: N_('Newest'),
  helpful: N_('Most helpful'),
};

/** A choice above the comments. */
export interface OrderLink {
  label: string;
  href: string;
  is_current: boolean;
}

export interface Arrangement {
  /** The settings as this reader wants them. */
  rules: Discussion;
  order: Order;
  is_flat: boolean;
  /** What stands in an address for it, without a question mark; '' for how the owner has it. */
  query: string;
}

/** What an address asks for, where it is offered here. What is not counts as not asked. */
export function arrange(owner: Discussion, asked: { order?: unknown; view?: unknown }): Arrangement {
  const order = ordersOffered(owner).find((one) => one === asked.order);
  const is_flat = owner.thread_comments && asked.view === 'flat';
  const rules: Discussion = {
    ...owner,
    ...(order && { comment_order: order === 'desc' ? 'desc' : 'asc' }),
    // Where the chosen order begins.
    ...(order && { default_comments_page: order === 'desc' ? 'newest' : 'oldest' }),
    ...(is_flat && { thread_comments: false }),
  };
  return { rules, order: order ?? owner.comment_order, is_flat, query: queryOf(order, is_flat) };
}

/** The choices above the comments of a post. @param pages of comments that there are */
export function orderLinks(
  owner: Discussion,
  { order, is_flat, query }: Arrangement,
  { address, pages }: { address: string; pages: number },
): { orders: OrderLink[]; flat: OrderLink | undefined } {
  const isAsked = query.includes('comment_order');
  const begins = owner.comment_order === 'desc' ? 'newest' : 'oldest';
  // On the last page of several, oldest first, a reader is in the middle of things.
  const isShown = isAsked || pages === 1 || owner.default_comments_page === begins;
  return {
    orders: ordersOffered(owner).map((one) => ({
      label: translate(labels[one]),
      href: arranged(address, queryOf(one, is_flat)),
      is_current: isShown && one === order,
    })),
    flat: owner.thread_comments
      ? {
          label: is_flat ? __('Show threads') : __('Show without threads'),
          href: arranged(address, queryOf(isAsked ? order : undefined, !is_flat)),
          is_current: false,
        }
      : undefined,
  };
}

/** An address with what was asked of it. */
export const arranged = (address: string, query: string): string =>
  query ? `${address}${address.includes('?') ? '&' : '?'}${query}` : address;

const ordersOffered = (owner: Discussion): Order[] =>
  reactionsOf(owner).length ? ['asc', 'desc', 'helpful'] : ['asc', 'desc'];

const queryOf = (order: Order | undefined, is_flat: boolean): string =>
  [order && `comment_order=${order}`, is_flat && 'comment_view=flat'].filter(Boolean).join('&');
