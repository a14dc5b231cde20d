// feeds/json-feed.ts: a feed as JSON Feed 1.1 (jsonfeed.org/version/1.1).
import type { Blog } from '../blog.ts';
import { iconLinks } from '../themes/site-icon.ts';
import type { CommentEntryView, EntryView, FeedView, PostEntryView } from './feed.ts';

type AnyEntry = EntryView & Partial<PostEntryView & CommentEntryView>;

/**
 * The feed as an object for JSON. What JSON Feed has no word for stands under `_quillback`, as its section “Extensions” asks.
 * @param feed the same that the XML templates print
 */
export async function jsonFeed(blog: Blog, feed: FeedView<AnyEntry>): Promise<object> {
  const icons = await iconLinks(blog);
  const iconOf = (size: string) => {
    const found = icons.find(({ sizes }) => sizes === size);
    return found ? new URL(found.href, blog.url).href : undefined;
  };
  return {
    version: 'https://jsonfeed.org/version/1.1',
    title: feed.title,
    home_page_url: feed.url,
    feed_url: feed.self,
    description: feed.description || undefined,
    next_url: feed.next || undefined,
    icon: iconOf('192x192'),
    favicon: iconOf('32x32'),
    language: feed.language || undefined,
    hubs: feed.hub ? [{ type: 'WebSub', url: feed.hub }] : undefined,
    items: feed.entries.map(itemOf),
  };
}

/** An item needs one of content_html and content_text: a feed of excerpts has the latter. */
function itemOf(entry: AnyEntry): object {
  const { author, categories = [], enclosures, source } = entry;
  return {
    id: entry.id,
    url: entry.url,
    external_url: source?.url,
    title: entry.title || undefined,
    ...(entry.content ? { content_html: entry.content.raw } : { content_text: entry.summary.raw }),
    summary: entry.summary.raw || undefined,
    image: entry.image || undefined,
    date_published: entry.published_at,
    date_modified: entry.updated_at,
    authors: author.name ? [{ name: author.name, url: author.url || undefined }] : undefined,
    tags: categories.length ? categories.map(({ name }) => name) : undefined,
    attachments: enclosures.length
      ? enclosures.map(({ url, type, byte_size }) => ({
          url,
          mime_type: type,
          size_in_bytes: byte_size || undefined,
        }))
      : undefined,
    _quillback: {
      comment_count: entry.comment_count,
      comments_url: entry.comments_url,
      comments_feed_url: entry.comments_json,
      in_reply_to: entry.in_reply_to,
      source_name: source?.title,
    },
  };
}
