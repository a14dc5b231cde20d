// import/records/post.ts: an item of an export as a post of ours. Pure.
import { extractsOf } from '../../posts/content/extracts.ts';
import {
  draftStatuses,
  isOut,
  postFormats,
  postStatuses,
  type OpenOrClosed,
  type Post,
  type PostFormat,
  type PostStatus,
} from '../../posts/post.ts';
import { dateInKey, rssDate, wxrDate } from './dates.ts';
import { metaOf } from '../wxr/meta.ts';
import { isOwnField, readOwnField } from '../wxr/own-fields.ts';
import { plainWords } from './plain-words.ts';
import { seoOf } from './seo.ts';
import { slugFrom, wxrSlug } from './slug.ts';
import type { WxrItem } from '../wxr/wxr.ts';

const statuses = Object.keys(postStatuses) as PostStatus[];

/** Meta that becomes a column, and is not kept twice. */
const columns = [
  '_thumbnail_id',
  '_wp_old_slug',
  '_wp_old_date',
  '_wp_page_template',
  '_wp_trash_meta_status',
  '_wp_trash_meta_time',
  '_wp_desired_post_slug',
];

/**
 * The row of an item; parents, terms and the featured picture come later.
 * @param now decides whether a post is still in the future
 * @param zone of the dates that are local
 */
export function postOf(
  item: WxrItem,
  now: Date,
  zone = 'UTC',
): Partial<Post> & Pick<Post, 'type' | 'status' | 'slug' | 'created_at'> {
  const { fields } = item;
  const meta = metaOf(item.meta);
  const date = publishedAt(item, now, zone);
  const status = statusOf(fields.status, date, now);
  const type = (fields.post_type ?? '').trim() || 'post';
  const trash = status === 'trash' ? trashOf(meta, now) : {};
  const slug = wxrSlug(meta._wp_desired_post_slug?.[0] ?? fields.post_name ?? '');
  return {
    type,
    status,
    ...trash,
    title: plainWords(fields.title ?? ''),
    slug: slug || (isOut(status) ? slugFor(fields) : ''),
    content: item.content,
    excerpt: item.excerpt,
    ...extractsOf({ excerpt: item.excerpt }),
    published_at: draftStatuses.includes(trash.former_status ?? status)
      ? (wxrDate(fields.post_date_gmt) ?? null)
      : date,
    created_at: date,
    modified_at: wxrDate(fields.post_modified_gmt) ?? wxrDate(fields.post_modified, zone) ?? date,
    menu_order: smallNumber(fields.menu_order),
    template: template(meta),
    password: (fields.post_password ?? '').trim(),
    is_sticky: fields.is_sticky?.trim() === '1',
    format: formatOf(item),
    comment_status: openOrClosed(fields.comment_status),
    ping_status: openOrClosed(fields.ping_status),
    ...seoOf(meta, plainWords(fields.title ?? '')),
    ...ownFields(meta),
    guid: (fields.guid ?? '').trim(),
    meta: Object.fromEntries(
      Object.entries(meta).filter(([key]) => !columns.includes(key) && !isOwnField(key)),
    ),
  };
}

/** What an export of this engine says beyond WordPress's elements. */
function ownFields(meta: Record<string, string[]>): Partial<Post> {
  const said = (name: string, most: number) => {
    const value = readOwnField(meta, name);
    return value === undefined ? {} : { [name]: value.slice(0, most) };
  };
  const first_out = new Date(readOwnField(meta, 'source_published_at') ?? '');
  const canonical = readOwnField(meta, 'canonical');
  const source_url = readOwnField(meta, 'source_url') ?? '';
  return {
    ...(readOwnField(meta, 'content_format') === 'markdown' ? { content_format: 'markdown' } : {}),
    ...(canonical === 'source' || canonical === 'noindex' ? { canonical } : {}),
    ...(/^https?:\/\//i.test(source_url) ? { source_url: source_url.slice(0, 2000) } : {}),
    ...said('source_name', 200),
    ...said('source_author', 200),
    ...said('to_ping', 10_000),
    ...said('pinged', 100_000),
    ...(Number.isNaN(first_out.getTime()) ? {} : { source_published_at: first_out }),
  };
}

/** What tells items apart: the id and the date, as sites that moved may share an address. */
export function itemKey({ fields }: WxrItem): string {
  const id = fields.post_id?.trim() || fields.guid?.trim() || fields.link?.trim() || (fields.title ?? '');
  return `${id} ${dateInKey(fields.post_date_gmt, fields.post_date)}`.slice(0, 300);
}

/** A local date is one of this site's zone: that of the old one is not in the file. */
export function publishedAt({ fields }: WxrItem, now: Date, zone: string): Date {
  return (
    wxrDate(fields.post_date_gmt) ??
    rssDate(fields.pubDate) ??
    wxrDate(fields.post_date, zone) ??
    wxrDate(fields.post_modified_gmt) ??
    now
  );
}

function statusOf(given: string | undefined, date: Date, now: Date): PostStatus {
  const status = (given ?? '').trim();
  if (status === 'future') return date <= now ? 'publish' : 'future';
  if (status === 'inherit') return 'publish';
  return statuses.find((known) => known === status) ?? 'draft';
}

function trashOf(meta: Record<string, string[]>, now: Date): Partial<Post> {
  const before = meta._wp_trash_meta_status?.[0];
  const seconds = Number(meta._wp_trash_meta_time?.[0]);
  return {
    former_status: statuses.find((known) => known === before && known !== 'trash') ?? 'draft',
    trashed_at: seconds > 0 && seconds < 1e11 ? new Date(seconds * 1000) : now,
  };
}

function formatOf({ terms }: WxrItem): PostFormat {
  const found = terms.find(({ taxonomy }) => taxonomy === 'post_format')?.slug.replace('post-format-', '');
  return postFormats.find((known) => known === found) ?? 'standard';
}

/** The name of a file inside the theme (WordPress's `validate_file`); '' for the usual one and for any other path. */
function template(meta: Record<string, string[]>): string {
  const given = (meta._wp_page_template?.[0] ?? '').trim();
  const isFile =
    /^[\w.-]{1,100}(?:\/[\w.-]{1,100}){0,3}$/.test(given) && !/(?:^|\/)\.{1,2}(?:\/|$)/.test(given);
  return given === 'default' || !isFile ? '' : given;
}

const slugFor = (fields: Record<string, string>): string =>
  slugFrom(plainWords(fields.title ?? '')) || (fields.post_id ?? '').trim() || 'untitled';

const openOrClosed = (given: string | undefined): OpenOrClosed =>
  given?.trim() === 'open' ? 'open' : 'closed';

/** Fits an integer column. */
function smallNumber(given: string | undefined): number {
  const number = Math.trunc(Number(given));
  return Math.abs(number) < 2 ** 31 ? number : 0;
}
