// import/ghost/pictures.ts: files that posts of a Ghost show, which no table of an export lists.
import { records, textOf, type Loose } from '../json.ts';
import { attachment, metaPairs } from '../make.ts';
import type { WxrItem, WxrRecord } from '../wxr/wxr.ts';
import type { GhostTables } from './tables.ts';

const place =
  /(?:__GHOST_URL__|https?:\/\/[^\s"'<>/]{1,253})?\/content\/(?:images|media|files)\/[^\s"'<>()\\]{1,500}/g;

const smaller = /\/content\/images\/size\/w\d+(?:h\d+)?(?:\/format\/\w+)?\//g;

/** An address as the export writes it, as a whole one; smaller copies are the picture itself. '' for none. */
export function wholeAddress(given: string, site: string): string {
  const address = given
    .replace(/^__GHOST_URL__/, site)
    .replace(/^\/(?!\/)/, `${site}/`)
    .replace(smaller, '/content/images/');
  return /^https?:\/\//.test(address) && URL.canParse(address) ? new URL(address).href : '';
}

/** A text with whole addresses, and with pictures themselves in the place of smaller copies. */
export const withAddresses = (html: string, site: string): string =>
  html
    .replaceAll('__GHOST_URL__', site)
    .replaceAll(/(["'\s,]|^)(?=\/content\/(?:images|media|files)\/)/g, (before) => `${before}${site}`)
    .replaceAll(smaller, '/content/images/');

/** An attachment for each file, once. */
export function* picturesOf({ data, posts_meta }: GhostTables, site: string): Generator<WxrRecord> {
  const seen = new Set<string>();
  const host = new URL(site).host;
  for (const post of records(data.posts)) {
    const meta = posts_meta.get(textOf(post, 'id')) ?? {};
    const feature = wholeAddress(textOf(post, 'feature_image') || textOf(post, 'image'), site);
    const inText = (textOf(post, 'html').match(place) ?? []).map((one) => wholeAddress(one, site));
    for (const address of [feature, ...inText]) {
      const isFile = address && (address === feature || new URL(address).host === host);
      if (!isFile || seen.has(address)) continue;
      seen.add(address);
      yield fileOf(address, post, address === feature ? meta : {});
    }
  }
}

function fileOf(address: string, post: Loose, meta: Loose): WxrItem {
  const path = /\/content\/(?:images|media|files)\/(.+)$/.exec(new URL(address).pathname)?.[1] ?? '';
  return attachment(
    address,
    { post_date_gmt: momentText(post), post_parent: `ghost-${textOf(post, 'id')}` },
    {
      excerpt: textOf(meta, 'feature_image_caption'),
      meta: metaPairs({
        _wp_attached_file: path,
        _wp_attachment_image_alt: textOf(meta, 'feature_image_alt'),
      }),
    },
  );
}

const momentText = (post: Loose): string => textOf(post, 'published_at') || textOf(post, 'created_at');
