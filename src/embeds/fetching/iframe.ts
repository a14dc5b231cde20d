// embeds/fetching/iframe.ts: the frame that a provider's markup, or a page's, names: its address alone is taken, and only on their own host.
import { parseHtml } from '../../base/html/parse.ts';
import { attribute, find } from '../../base/html/tree.ts';

const longestMarkup = 50_000;

/**
 * The address of the first frame in a piece of markup; '' when there is none or it lies elsewhere.
 * @param hosts whose frames are taken: theirs, and those below
 */
export function frameIn(html: unknown, hosts: string[]): string {
  if (typeof html !== 'string' || html.length > longestMarkup || !/<iframe/i.test(html)) return '';
  const frame = find(parseHtml(html), (one) => one.tagName === 'iframe');
  const src = frame ? attribute(frame, 'src').trim().replace(/^\/\//, 'https://') : '';
  if (src.length > 2048 || !URL.canParse(src)) return '';
  const url = new URL(src);
  const isTheirs = hosts.some((host) => isWithin(url.host, host));
  url.hash = '';
  return /^https?:$/.test(url.protocol) && !url.username && isTheirs ? url.href : '';
}

/** Whether this blog may show a frame: never one of its own pages, and nothing unencrypted in an encrypted page. */
export function mayFrame(blog_url: string, frame_url: string): boolean {
  if (!frame_url) return false;
  const [own, frame] = [new URL(blog_url), new URL(frame_url)];
  return frame.host !== own.host && (frame.protocol === 'https:' || own.protocol === 'http:');
}

/** The page of ours that holds the frame: its own policy names that one host. */
export const framePath = (url: string): string => `/embeds/frame?url=${encodeURIComponent(url)}`;

const isWithin = (host: string, of: string): boolean => {
  const domain = of.replace(/^www\./, '');
  return host === of || host === domain || host.endsWith(`.${domain}`);
};
