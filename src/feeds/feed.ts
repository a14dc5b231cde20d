// feeds/feed.ts: what may be asked of a feed, and what one shows.
import type { Archive } from '../posts/archive.ts';
import type { Post } from '../posts/post.ts';

export type FeedFormat = 'rss2' | 'atom' | 'rdf' | 'json';

/** What a feed is about. `nothing`: a category or the like that does not exist, an empty feed as WordPress answers. */
export type FeedSubject =
  | { kind: 'posts'; archive: Archive }
  | { kind: 'search'; words: string }
  | { kind: 'comments' }
  | { kind: 'post'; post: Post; path: string }
  | { kind: 'nothing' };

export type FeedAsked = FeedSubject & {
  format: FeedFormat;
  /** Site-relative address of this feed's first page. */
  self: string;
  page: number;
};

/** Markup ready to print: CDATA sections, made of clean HTML; and what they are made of, for JSON. */
export interface Markup {
  html: string;
  /** The HTML itself; of plain text, the text. */
  raw: string;
}

export interface EnclosureView {
  url: string;
  type: string;
  byte_size: number;
}

export interface EntryView {
  title: string;
  /** The title for Atom, where it is HTML. */
  marked_title: Markup;
  url: string;
  id: string;
  author: { name: string; url: string };
  /** RFC 822. */
  published: string;
  /** RFC 3339. */
  published_at: string;
  updated_at: string;
  summary: Markup;
  /** Undefined when the owner wants excerpts only. */
  content: Markup | undefined;
  enclosures: EnclosureView[];
  /** The picture that stands for it; '' for none. */
  image: string;
}

export interface PostEntryView extends EntryView {
  comments_url: string;
  comments_feed: string;
  comments_atom: string;
  comments_json: string;
  comment_count: number;
  categories: { name: string; scheme: string }[];
  source: { title: string; url: string } | undefined;
}

export interface CommentEntryView extends EntryView {
  /** What is answered: a comment or the post. */
  in_reply_to: string;
}

export interface FeedView<Entry> {
  title: string;
  description: string;
  language: string;
  /** The address of this page of the feed, and of the next one (RFC 5005); '' when this is the last. */
  self: string;
  next: string;
  /** The hub that tells of changes; '' for none. */
  hub: string;
  /** The page this feed belongs to. */
  url: string;
  updated: string;
  updated_at: string;
  version: string;
  entries: Entry[];
}
