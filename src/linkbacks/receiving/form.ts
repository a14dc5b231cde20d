// linkbacks/receiving/form.ts: the fields of a trackback, from bytes to short plain text.
import { commentLimits, parseHtml } from '../../base/html/parse.ts';
import { plainText } from '../../base/html/tree.ts';
import { readForm } from './charset.ts';

export interface TrackbackWords {
  /** '' when none was given, undefined when it is no plain http(s) address. */
  url: string | undefined;
  title: string;
  excerpt: string;
  blog_name: string;
}

/** TrackBack 1.2, "Sending a TrackBack Ping", with WordPress's lengths. Undefined when the charset is not spoken. */
export function trackbackForm(body: Buffer, contentType: string): TrackbackWords | undefined {
  const fields = readForm(body, contentType);
  return (
    fields && {
      url: sourceAddress(fields.get('url') ?? ''),
      title: cut(fields.get('title') ?? '', 250),
      excerpt: cut(fields.get('excerpt') ?? '', 252),
      blog_name: cut(fields.get('blog_name') ?? '', 200),
    }
  );
}

/** An address that may be fetched and shown; '' stays ''. */
export function sourceAddress(given: string): string | undefined {
  const url = given.trim();
  if (!url) return '';
  if (url.length > 2000 || !URL.canParse(url)) return undefined;
  const { protocol, username, password, href } = new URL(url);
  return ['http:', 'https:'].includes(protocol) && !username && !password ? href : undefined;
}

/** Plain words on one line, without tags, controls and direction marks; an ellipsis says that there was more. */
export function cut(given: string, longest: number): string {
  const line = withoutTags(given)
    .replaceAll(/[\p{Cc}\p{Cs}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  const letters = Array.from(line);
  return letters.length > longest ? `${letters.slice(0, longest).join('').trimEnd()}…` : line;
}

function withoutTags(given: string): string {
  try {
    return plainText(parseHtml(given, commentLimits));
  } catch {
    return given.replaceAll(/[<>]/g, ' ');
  }
}
