// import/records/media.ts: an attachment of an export as media that still lie at their old address. Pure.
import type { Media } from '../../media/media.ts';
import { rssDate, wxrDate } from './dates.ts';
import { metaOf } from '../wxr/meta.ts';
import { isOwnField, readOwnField } from '../wxr/own-fields.ts';
import { plainWords } from './plain-words.ts';
import { pathPart, wxrSlug } from './slug.ts';
import type { WxrItem } from '../wxr/wxr.ts';

/** The row of an attachment; undefined when it names no file a browser could show. */
export function mediaOf(item: WxrItem, now: Date, zone = 'UTC'): Partial<Media> | undefined {
  const { fields } = item;
  const remote_url = fileAddress(item);
  if (!remote_url) return undefined;
  const meta = metaOf(item.meta);
  const name = labelOf(readOwnField(meta, 'name') ?? '') || fileName(remote_url);
  const kept = Object.entries(meta).filter(([key]) => !isOwnField(key));
  return {
    remote_url,
    name,
    slug: wxrSlug(fields.post_name ?? ''),
    mime_type: typeByName(fileName(remote_url)),
    ...sizeOf(meta._wp_attachment_metadata?.[0] ?? ''),
    status: 'ready',
    source: 'library',
    title: plainWords(fields.title ?? ''),
    caption: item.excerpt,
    alternative_text: meta._wp_attachment_image_alt?.[0] ?? '',
    description: item.content,
    uploaded_at:
      wxrDate(fields.post_date_gmt) ?? rssDate(fields.pubDate) ?? wxrDate(fields.post_date, zone) ?? now,
    meta: { ...orderOf(fields.menu_order), ...oldPath(remote_url), ...Object.fromEntries(kept) },
  };
}

/** The place among the files of its post, which old galleries follow. */
function orderOf(given = ''): Record<string, string[]> {
  const order = Number(given.trim());
  return Number.isSafeInteger(order) && order !== 0 ? { _menu_order: [String(order)] } : {};
}

function fileAddress({ fields }: WxrItem): string | undefined {
  const given = (fields.attachment_url ?? '').trim() || (fields.guid ?? '').trim();
  if (given.length > 2000 || !URL.canParse(given)) return undefined;
  const url = new URL(given);
  if (url.username || url.password) return undefined;
  return ['http:', 'https:'].includes(url.protocol) && /\.\w+$/.test(url.pathname) ? url.href : undefined;
}

/** Where the file lay below the old uploads folder: links there go on working. */
function oldPath(address: string): Record<string, string[]> {
  const found = /\/(?:uploads|files)\/(.+)$|\/(\d{4}\/\d\d\/[^/]+)$/.exec(new URL(address).pathname);
  const path = found?.[1] ?? found?.[2];
  return path ? { _wp_attached_file: [wxrPath(path)] } : {};
}

function wxrPath(path: string): string {
  return path.split('/').map(pathPart).join('/');
}

/** What a file was called by whoever sent it: a label, which leads nowhere. */
const labelOf = (given: string): string =>
  given
    .replaceAll(/[\p{Cc}/\\]/gu, '-')
    .trim()
    .slice(0, 200);

function fileName(address: string): string {
  const last = new URL(address).pathname.split('/').at(-1)!;
  return pathPart(last) || 'file';
}

/** Width and height out of PHP's serialized array; nothing in it is ever revived as an object. */
function sizeOf(serialized: string): Pick<Partial<Media>, 'width' | 'height'> {
  const width = Number(/s:5:"width";(?:i:|s:\d+:")(\d{1,6})/.exec(serialized)?.[1]);
  const height = Number(/s:6:"height";(?:i:|s:\d+:")(\d{1,6})/.exec(serialized)?.[1]);
  return width > 0 && height > 0 ? { width, height } : {};
}

function typeByName(name: string): string {
  const extension = name.split('.').at(-1)!.toLowerCase();
  return types.get(extension) ?? 'application/octet-stream';
}

const types = new Map(
  Object.entries({
    jpg: 'image/jpeg',
    jpeg: 'image/jpeg',
    jpe: 'image/jpeg',
    png: 'image/png',
    gif: 'image/gif',
    webp: 'image/webp',
    avif: 'image/avif',
    mp3: 'audio/mpeg',
    m4a: 'audio/mpeg',
    ogg: 'audio/ogg',
    oga: 'audio/ogg',
    wav: 'audio/wav',
    flac: 'audio/flac',
    mp4: 'video/mp4',
    m4v: 'video/mp4',
    mov: 'video/quicktime',
    webm: 'video/webm',
    ogv: 'video/ogg',
    wmv: 'video/x-ms-wmv',
    pdf: 'application/pdf',
    zip: 'application/zip',
    txt: 'text/plain',
    csv: 'text/csv',
    doc: 'application/msword',
    docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  }),
);
