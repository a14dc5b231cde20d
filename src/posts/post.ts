// posts/post.ts: a post or page.
import { N_, _x } from '../base/language/gettext.ts';

/** WordPress's statuses with their labels, of one post and of a list of them, in the order of its lists. */
export const postStatuses = {
  publish: { label: N_('Published'), list: N_('Published') },
  future: { label: N_('Scheduled'), list: N_('Scheduled') },
  draft: { label: N_('Draft'), list: N_('Drafts') },
  pending: { label: N_('Pending review'), list: N_('Pending') },
  private: { label: N_('Private'), list: N_('Private') },
  trash: { label: N_('Trash'), list: N_('Trash') },
} as const;
export type PostStatus = keyof typeof postStatuses;

/** Published for everybody or for its readers only: such a post has its permalink. */
export const publishedStatuses: PostStatus[] = ['publish', 'private'];
/** Not published yet, and not by itself later. */
export const draftStatuses: PostStatus[] = ['draft', 'pending'];

export type OpenOrClosed = 'open' | 'closed';
export type Canonical = 'own' | 'source' | 'noindex';
/** WordPress's post formats; `standard` is a post without one. */
export const postFormats = [
  'standard',
  'aside',
  'chat',
  'gallery',
  'link',
  'image',
  'quote',
  'status',
  'video',
  'audio',
] as const;
/** Each as its chooser says it. */
export const formatLabels: Record<(typeof postFormats)[number], () => string> = {
  standard: () => _x('Standard', 'Post format'),
  aside: () => _x('Aside', 'Post format'),
  chat: () => _x('Chat', 'Post format'),
  gallery: () => _x('Gallery', 'Post format'),
  link: () => _x('Link', 'Post format'),
  image: () => _x('Image', 'Post format'),
  quote: () => _x('Quote', 'Post format'),
  status: () => _x('Status', 'Post format'),
  video: () => _x('Video', 'Post format'),
  audio: () => _x('Audio', 'Post format'),
};
export type PostFormat = (typeof postFormats)[number];

export interface Post {
  id: number;
  /** `post` and `page` are public; other types (an import's) are kept and not shown. */
  type: string;
  status: PostStatus;
  former_status: PostStatus | null;
  trashed_at: Date | null;
  title: string;
  slug: string;
  /** As written; see content_format. */
  content: string;
  content_format: 'html' | 'markdown';
  excerpt: string;
  /** Rendered and clean; made by renderContent on every write. Holds `<!--more-->` and `<!--nextpage-->` as written. */
  html: string;
  /** Which pipeline made `html`; older ones are made again in the background. */
  html_version: number;
  /** Taken from html by extractsOf on every write. The words alone, by pages; null when nothing was taken yet. */
  plain: string | null;
  /** The words of the excerpt alone; null when they were not taken yet. */
  plain_excerpt: string | null;
  /** What searches look in, as a tsvector; see words.ts. Of what was just rendered: the words of the HTML alone. */
  words: string | null;
  /** For feeds; null when html is good as it is. */
  feed_html: string | null;
  /** What stands before `<!--more-->`, and the words of that link; null without one. */
  teaser_html: string | null;
  teaser_more: string | null;
  /** The pages between `<!--nextpage-->`; null when all is one page without marks. */
  pages: string[] | null;
  embed_urls: string[];
  media_ids: number[];
  author_id: number | null;
  published_at: Date | null;
  created_at: Date;
  modified_at: Date;
  parent_id: number | null;
  menu_order: number;
  template: string;
  password: string;
  is_sticky: boolean;
  format: PostFormat;
  comment_status: OpenOrClosed;
  ping_status: OpenOrClosed;
  /** Slow mode: seconds between two comments of one person; 0 for no more than is asked everywhere. */
  comment_pause: number;
  comment_count: number;
  featured_media_id: number | null;
  to_ping: string;
  pinged: string;
  source_name: string;
  source_url: string;
  source_author: string;
  source_published_at: Date | null;
  canonical: Canonical;
  /** What stands in the title bar and in the results of search engines; '' for the usual. */
  seo_title: string;
  seo_description: string;
  guid: string;
  meta: Record<string, string[]>;
}

/** Whether a post is out, or will be by itself: a save changes what readers see. */
export const isOut = (status: PostStatus): boolean =>
  status === 'future' || publishedStatuses.includes(status);

/** What a revision keeps of a post. */
export type PostText = Pick<Post, 'title' | 'content' | 'content_format' | 'excerpt'>;

/** Whether two texts are the same to a reader of either: line ends and spaces around the title do not count. */
export function saysTheSame(one: PostText, other: PostText): boolean {
  const lines = (text: string) => text.replaceAll('\r\n', '\n');
  return (
    one.title.trim() === other.title.trim() &&
    one.content_format === other.content_format &&
    lines(one.content) === lines(other.content) &&
    lines(one.excerpt) === lines(other.excerpt)
  );
}

/** Now, but later than the post's last change: two saves in one millisecond still differ. */
export function momentAfter({ modified_at }: Pick<Post, 'modified_at'>, now: Date): Date {
  return modified_at >= now ? new Date(modified_at.getTime() + 1) : now;
}

/** What a text becomes: clean markup, what it embeds and shows, the pipeline that made it, and what pages take from it. */
export type RenderedPost = Pick<
  Post,
  | 'html'
  | 'embed_urls'
  | 'media_ids'
  | 'html_version'
  | 'plain'
  | 'words'
  | 'feed_html'
  | 'teaser_html'
  | 'teaser_more'
  | 'pages'
>;
