// linkbacks/receiving/source.ts: fetches the page that is said to link here, once for all claims about it.
import { isFetchError } from '../../base/fetch/fetch.ts';
import type { Blog } from '../../blog.ts';
import { findPost } from '../../posts/queries/find.ts';
import { resolveAddress } from '../../posts/addresses/resolve.ts';
import { isPublic } from '../../posts/visible.ts';
import { readId } from '../../base/http/ids.ts';

export interface Page {
  status: number;
  /** After redirects. */
  url: string;
  /** Without parameters, in lower case. */
  content_type: string;
  text: string;
  is_cut: boolean;
}

/** What came, or why nothing did. */
export type Source = { page: Page; reason?: undefined } | { page?: undefined; reason: string };

/** Fetches the source; a page of our own is read from the database: it may not be reachable from here. */
export async function fetchSource(blog: Blog, source: string): Promise<Source> {
  const url = new URL(source);
  if (url.host === new URL(blog.url).host) return { page: await internalPage(blog, url) };
  try {
    const {
      status,
      body,
      content_type,
      is_cut = false,
      ...page
    } = await blog.fetch(source, {
      purpose: 'verification',
    });
    const type = content_type.split(';')[0]!.trim().toLowerCase();
    return { page: { url: page.url, status, content_type: type, text: textIn(body, content_type), is_cut } };
  } catch (error) {
    if (isFetchError(error)) return { reason: `the source was not fetched: ${error.message}` };
    throw error;
  }
}

async function internalPage(blog: Blog, url: URL): Promise<Page> {
  const id = readId(url.searchParams.get('p'));
  const found = id ? await findPost(blog.db, id) : (await resolveAddress(blog, url.pathname))?.post;
  const text = found && isPublic(found) && !found.password ? found.html : '';
  return { status: text ? 200 : 404, url: url.href, content_type: 'text/html', text, is_cut: false };
}

/** In the charset that the header names, else the page's own head; a charset that is none is read as UTF-8. */
function textIn(body: Buffer, content_type: string): string {
  const head = body.subarray(0, 1024).toString('latin1');
  const named =
    /charset\s*=\s*["']?([\w-]{1,40})/i.exec(content_type) ??
    /<meta[^>]{0,200}?charset\s*=\s*["']?([\w-]{1,40})/i.exec(head);
  try {
    return new TextDecoder(named?.[1] ?? 'utf-8').decode(body);
  } catch {
    return new TextDecoder().decode(body);
  }
}
