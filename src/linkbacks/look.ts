// linkbacks/look.ts: looks at a source: does it link here, and if not, why is it not believed?
import { isHttpError } from '../base/errors.ts';
import { isFetchError } from '../base/fetch/fetch.ts';
import type { Blog } from '../blog.ts';
import { findPost } from '../posts/queries/find.ts';
import { resolveAddress } from '../posts/resolve.ts';
import { isPublic } from '../posts/visible.ts';
import type { Linkback } from './linkback.ts';
import { type Proof, proofIn } from './proof.ts';

/** What was seen: a proof, or the reason why there is none. */
export type Seen = { proof: Proof; reason?: undefined } | { proof?: undefined; reason: string };

/** Fetches the source and looks for the link. */
export async function look(blog: Blog, { source, target, post_id }: Linkback): Promise<Seen> {
  try {
    const page = await pageOf(blog, source);
    if (page.status < 200 || page.status > 299) return { reason: `the source answered ${page.status}` };
    const proof = proofIn(page.html, page.url, { permalink: target, post_id });
    if (proof.is_proven) return { proof };
    return { reason: page.is_cut ? 'no link to the post in its first part' : 'no link to the post' };
  } catch (error) {
    if (isFetchError(error)) return { reason: `the source was not fetched: ${error.message}` };
    if (isHttpError(error)) return { reason: 'the source could not be read' };
    throw error;
  }
}

interface Page {
  status: number;
  url: string;
  html: string;
  is_cut: boolean;
}

/** A page of our own is read from the database: it may not be reachable from here, and need not be. */
async function pageOf(blog: Blog, source: string): Promise<Page> {
  const url = new URL(source);
  if (url.host === new URL(blog.url).host) {
    const id = /^\d{1,9}$/.exec(url.searchParams.get('p') ?? '')?.[0];
    const found = id ? await findPost(blog.db, Number(id)) : (await resolveAddress(blog, url.pathname))?.post;
    const html = found && isPublic(found) && !found.password ? found.html : '';
    return { status: html ? 200 : 404, url: source, html, is_cut: false };
  }
  const page = await blog.fetch(source, { purpose: 'verification' });
  const charset = /charset="?([\w-]{1,40})/i.exec(page.content_type)?.[1];
  return {
    status: page.status,
    url: page.url,
    html: textIn(page.body, charset),
    is_cut: page.is_cut ?? false,
  };
}

function textIn(body: Buffer, charset = 'utf-8'): string {
  try {
    return new TextDecoder(charset).decode(body);
  } catch {
    return body.toString();
  }
}
