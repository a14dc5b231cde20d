// site/closing.ts: the sentence under a post: when it appeared, and in which of four ways it may be answered.
import { trackbackUrl } from '../linkbacks/view.ts';
import type { Post } from '../posts/post.ts';
import type { PostView } from '../posts/view.ts';

export interface ClosingView {
  date: string;
  time: string;
  datetime: string;
  categories: { title: string; href: string }[];
  feed_url: string;
  comments_are_open: boolean;
  /** Empty when pings are closed. */
  trackback_url: string;
  edit_url: string;
}

/** @param feed_url the address of the post's comment feed */
export function closingOf(post: Post, view: PostView, feed_url: string): ClosingView {
  const { date, time, datetime, categories, comments_are_open, edit_url, url } = view;
  const trackback_url = post.ping_status === 'open' ? trackbackUrl(url) : '';
  return { date, time, datetime, categories, feed_url, comments_are_open, trackback_url, edit_url };
}
