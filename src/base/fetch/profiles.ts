// base/fetch/profiles.ts: what each kind of fetch may bring home.
import type { Purpose } from './fetch.ts';

export interface PurposeRules {
  max_bytes: number;
  /** For everything, from the first hop to the last byte. */
  total_ms: number;
  accept: string;
  /** Content types, without parameters. */
  types: RegExp;
  /** Whether a body without a content type is taken. */
  may_be_untyped: boolean;
  /** What is over the cap is cut off, not refused. */
  is_cut: boolean;
  /** What is of another type is not refused: its headers come without its body. */
  is_head_enough?: boolean;
  /** Ends the user agent: why we come. */
  why: string;
}

const text = /^(text\/(html|plain|xml)|application\/(xhtml\+xml|xml|json|[\w.-]+\+(xml|json)|json\+oembed))$/;
const page = { total_ms: 10_000, types: text, may_be_untyped: true, is_cut: true };

export const purposes: Record<Purpose, PurposeRules> = {
  verification: {
    ...page,
    max_bytes: 150_000,
    accept: 'text/html, application/xhtml+xml, application/json;q=0.9, */*;q=0.1',
    why: 'Webmention: verifying a link to us',
  },
  // A picture, a PDF may name in a header where linkbacks go.
  discovery: {
    ...page,
    max_bytes: 1_000_000,
    accept: 'text/html, application/xhtml+xml, */*;q=0.1',
    is_head_enough: true,
    why: 'Webmention: looking where to tell of a link',
  },
  card: {
    ...page,
    max_bytes: 1_000_000,
    accept: 'application/json, text/html;q=0.9, */*;q=0.1',
    why: 'preparing a link',
  },
  ping: { ...page, max_bytes: 64_000, accept: '*/*', why: 'Webmention: sending a ping', is_cut: false },
  // Whatever it says: the status counts.
  webhook: {
    ...page,
    max_bytes: 16_000,
    total_ms: 20_000,
    accept: '*/*',
    types: /./,
    is_head_enough: true,
    why: 'webhook',
  },
  // Whether anything answers there: the status counts.
  link: {
    ...page,
    max_bytes: 16_000,
    accept: 'text/html, application/xhtml+xml, */*;q=0.5',
    types: /./,
    is_head_enough: true,
    why: 'looking whether a link still works',
  },
  image: {
    max_bytes: 5_000_000,
    total_ms: 10_000,
    accept: 'image/avif, image/webp, image/png, image/jpeg, image/gif',
    types: /^image\/(png|jpe?g|pjpeg|gif|webp|avif)$/,
    may_be_untyped: false,
    is_cut: false,
    why: 'preparing a link',
  },
  api: {
    max_bytes: 32_000_000,
    total_ms: 60_000,
    accept: 'application/json, text/html;q=0.5',
    types: text,
    may_be_untyped: true,
    is_cut: false,
    why: 'importing a blog',
  },
  media: {
    max_bytes: 256_000_000,
    total_ms: 300_000,
    accept: '*/*',
    types: /./,
    may_be_untyped: true,
    is_cut: false,
    why: 'importing a file',
  },
};
