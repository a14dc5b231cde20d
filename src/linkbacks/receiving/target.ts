// linkbacks/receiving/target.ts: which addresses mean a post, and which elements of a page hold an address that counts.
import type { Element } from 'hast';
import { attribute } from '../../base/html/tree.ts';
import type { Blog } from '../../blog.ts';
import type { Post } from '../../posts/post.ts';
import { findPost } from '../../posts/queries/find.ts';
import { publicPostAt } from '../../posts/addresses/resolve.ts';
import { isPublic } from '../../posts/visible.ts';
import { readId } from '../../base/http/ids.ts';

export interface Target {
  /** Its absolute permalink. */
  permalink: string;
  post_id: number;
}

/**
 * Whether an address leads to the post. Fragment, query, scheme, letter case of percent codes and a closing slash make
 * no difference; its short addresses (`?p=ID`, and `#post-ID` of a list) count too.
 */
export function leadsTo(href: string, base: string, { permalink, post_id }: Target): boolean {
  if (!URL.canParse(href, base)) return false;
  const [link, target] = [new URL(href, base), new URL(permalink)];
  if (!['http:', 'https:'].includes(link.protocol) || link.host !== target.host) return false;
  if (pathOf(link) === pathOf(new URL('/', target)) && idIn(link) === post_id) return true;
  // A permalink that is a query itself is matched above.
  return !target.search && pathOf(link) === pathOf(target);
}

/** The public post that an address means, its permalink or a short one; a private post is none. */
export async function postMeant(blog: Blog, address: string): Promise<Post | undefined> {
  const found = await publicPostAt(blog, address);
  if (found || !URL.canParse(address)) return found;
  const [url, home] = [new URL(address), new URL(blog.url)];
  const isHome = url.host === home.host && pathOf(url) === pathOf(home);
  const post = isHome && idIn(url) ? await findPost(blog.db, idIn(url)) : undefined;
  return post && isPublic(post) ? post : undefined;
}

/** The id in a short address: its query, or a fragment of the front page as old themes wrote it; 0 for none. */
function idIn({ searchParams, hash }: URL): number {
  const named = searchParams.get('p') ?? searchParams.get('page_id');
  return readId(named ?? /^#(?:post-)?(\d+)$/.exec(hash)?.[1]) ?? 0;
}

/** The address in a link or a medium (Webmention 3.2.2); '' for every other element. */
export function addressIn(element: Element): string {
  const { tagName } = element;
  if (tagName === 'a' || tagName === 'area') return attribute(element, 'href').trim();
  return ['img', 'video', 'audio', 'source'].includes(tagName) ? attribute(element, 'src').trim() : '';
}

function pathOf({ pathname }: URL): string {
  const path = pathname.replace(/\/+$/, '');
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
