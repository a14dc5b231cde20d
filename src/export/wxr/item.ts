// export/wxr/item.ts: the elements that all items of an export have: a post, a page, a file, a line of a menu. Pure.
import type { Term } from '../../terms/term.ts';
import { encodeSlug } from '../../posts/addresses/address.ts';
import {
  asHtml,
  metaElements,
  noDate,
  plainElement,
  rssDate,
  sqlDate,
  textElement,
  type MetaPair,
} from './elements.ts';

export interface Item {
  id: number;
  type: string;
  status: string;
  title: string;
  link: string;
  guid: string;
  /** The author's login. */
  creator: string;
  content: string;
  excerpt: string;
  slug: string;
  parent: number;
  menu_order: number;
  password: string;
  is_sticky: boolean;
  comment_status: string;
  ping_status: string;
  /** Undefined for what is not out. */
  published_at: Date | undefined;
  /** When it was made; undefined for what has no date. */
  created_at: Date | undefined;
  modified_at: Date | undefined;
  /** Where a file lies. */
  attachment_url?: string;
  terms: { taxonomy: string; slug: string; name: string }[];
  meta: MetaPair[];
}

/** The opening of an item up to its comments; `closed` follows these. @param zone the site's, for local dates */
export function opened(item: Item, zone: string): string {
  const date = item.published_at ?? item.created_at;
  const local = (moment: Date | undefined) => (moment ? sqlDate(moment, zone) : noDate);
  const utc = (moment: Date | undefined) => (moment ? sqlDate(moment, 'UTC') : noDate);
  return [
    '<item>\n',
    textElement('title', asHtml(item.title)),
    plainElement('link', item.link),
    plainElement('pubDate', date ? rssDate(date) : ''),
    textElement('dc:creator', item.creator),
    `<guid isPermaLink="false">${plainElement('x', item.guid).slice(3, -5)}</guid>\n<description></description>\n`,
    textElement('content:encoded', item.content),
    textElement('excerpt:encoded', item.excerpt),
    plainElement('wp:post_id', item.id),
    textElement('wp:post_date', local(date)),
    textElement('wp:post_date_gmt', utc(item.published_at)),
    textElement('wp:post_modified', local(item.modified_at ?? date)),
    textElement('wp:post_modified_gmt', utc(item.modified_at ?? date)),
    textElement('wp:comment_status', item.comment_status),
    textElement('wp:ping_status', item.ping_status),
    textElement('wp:post_name', encodeSlug(item.slug)),
    textElement('wp:status', item.status),
    plainElement('wp:post_parent', item.parent),
    plainElement('wp:menu_order', item.menu_order),
    textElement('wp:post_type', item.type),
    textElement('wp:post_password', item.password),
    plainElement('wp:is_sticky', item.is_sticky ? 1 : 0),
    item.attachment_url ? textElement('wp:attachment_url', item.attachment_url) : '',
    ...item.terms.map(filed),
    metaElements('wp:postmeta', item.meta),
  ].join('');
}

export const closed = '</item>\n';

/** A format is filed as WordPress does it: under a taxonomy of its own. */
export function termsWithFormat(
  terms: Pick<Term, 'taxonomy' | 'slug' | 'name'>[],
  format: string,
): Item['terms'] {
  if (format === 'standard') return terms;
  const name = format[0]!.toUpperCase() + format.slice(1);
  return [...terms, { taxonomy: 'post_format', slug: `post-format-${format}`, name }];
}

function filed({ taxonomy, slug, name }: Item['terms'][number]): string {
  const text = textElement('x', asHtml(name)).slice(3, -5);
  const [domain, nicename] = [taxonomy, encodeSlug(slug)].map((one) => plainElement('x', one).slice(3, -5));
  return `<category domain="${domain}" nicename="${nicename}">${text}</category>\n`;
}
