// comments/thread/comments-view.ts: what a post's page shows of its comments, and the words around them.
import { __, __forms, __list, _n } from '../../base/language/gettext.ts';
import type { Post } from '../../posts/post.ts';
import type { CommentFormView } from '../form/view.ts';
import type { CommentedPassage } from '../passages/view.ts';
import type { FacesView } from './mentions.ts';
import type { Order, OrderLink } from './order.ts';
import type { CommentView } from './view.ts';

export interface CommentsView {
  post_id: number;
  /** Approved comments, without what is shown apart. */
  count: number;
  title: string;
  /** The title for one comment, and for `{count}` of them: an open page counts on. `forms` is JSON, by the plural's category, or ''. */
  titles: { one: string; many: string; forms: string };
  /** What is shown apart, in a few words; '' for nothing. */
  apart_title: string;
  list: CommentView[];
  page: number;
  pages: number;
  /** Pages that mention the post, shown by themselves. */
  mentions: CommentView[];
  mentions_title: string;
  faces: FacesView[];
  /** Addresses of the neighbouring segments of a page that is very long; '' at the ends. */
  earlier_replies: string;
  more_replies: string;
  /** Addresses of the neighbouring pages; '' at the ends. */
  older: string;
  newer: string;
  /** Undefined when the post takes no comments. */
  form: CommentFormView | undefined;
  is_open: boolean;
  /** What the page asks to stay as it is now; undefined when not everybody may read it. */
  live: { post_id: number; version: number } | undefined;
  /** Of the top level. */
  order: Order;
  /** How the comments may be ordered; none for a single comment. */
  orders: OrderLink[];
  flat: OrderLink | undefined;
  /** All stand on one level, as this reader wants it. */
  is_flat: boolean;
  /** What moderators show above all others. */
  pinned: PinnedView[];
  /** Passages of the post that were commented on, in the order of the text. */
  passages: CommentedPassage[];
  /** A line about a comment that the address names and this reader does not see; '' for none. */
  missing_note: string;
  /** Whether a new comment stands on this page. */
  takes_new: boolean;
  /** The page shows what only this reader may see: it must be sent with `private, no-store`. */
  is_private: boolean;
}

export interface PinnedView {
  href: string;
  author_name: string;
  /** Clean. */
  html: string;
}

/** The titles of the comments, for a page that counts on by itself. */
export function titlesOf({ title }: Post): CommentsView['titles'] {
  const name = title || __('this post');
  const forms = __forms('%1$s comment on “%2$s”', '%1$s comments on “%2$s”', '{count}', name);
  return {
    one: __('One comment on “%s”', name),
    many: forms.other ?? forms.many!,
    forms: Object.keys(forms).length > 2 ? JSON.stringify(forms) : '',
  };
}

/** The title of so many comments. */
export const titleOf = ({ title }: Post, count: number): string =>
  count === 1
    ? __('One comment on “%s”', title || __('this post'))
    : _n('%1$s comment on “%2$s”', '%1$s comments on “%2$s”', count, count, title || __('this post'));

/** A post's lists count all that was said; beneath it stands where the rest is. */
export function apartTitle(parts: string[]): string {
  // English begins them small in a sentence.
  const words = __list(parts.map((part) => part.replace(/^One\b/, 'one')));
  return words && __('From other sites: %s', words);
}
