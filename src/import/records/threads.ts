// import/records/threads.ts: comments that come without their post: onto the one that is here, by its address.
import { keyOfPath } from '../../posts/addresses/former-path.ts';
import { resolveAddress, resolveFormer, segmentsOf } from '../../posts/addresses/resolve.ts';
import { formerBases } from '../../posts/old-addresses.ts';
import type { Post } from '../../posts/post.ts';
import { findByFormerSlug, findPost, postsBySlug } from '../../posts/queries/find.ts';
import { formerPathsAt } from '../../posts/queries/former-paths.ts';
import { settings } from '../../base/settings/settings.ts';
import { readId } from '../../base/http/ids.ts';
import type { Blog } from '../../blog.ts';
import { siteKey, type Importing } from '../importing.ts';
import { importedByIds } from '../queries/imported.ts';
import type { WxrThread } from '../wxr/wxr.ts';
import { importComments } from './comments.ts';

/** Threads whose post is kept in mind while a file is read. */
const mostKept = 10_000;

/** Brings comments in under their post; where there is none here, the summary names its address. */
export async function importThread(run: Importing, thread: WxrThread): Promise<void> {
  run.post_date = undefined;
  run.post_id = await postOf(run, thread);
  if (run.post_id) return importComments(run, thread.comments);
  const name = thread.addresses[0]?.slice(0, 120);
  const reason = name ? `no post here has the address ${name}` : 'their post was left out';
  run.summary.leftOut('comments', reason, thread.comments.length);
}

async function postOf(run: Importing, { post, addresses }: WxrThread): Promise<number | undefined> {
  const key = `${post}\n${addresses.join('\n')}`;
  if (run.threads.has(key)) return run.threads.get(key);
  const own = post ? (await importedByIds(run.blog.db, run.site, 'post', [post])).get(post) : undefined;
  const id = own ?? (await postAtOne(run.blog, addresses.slice(0, 5)));
  if (run.threads.size >= mostKept) run.threads.clear();
  run.threads.set(key, id);
  return id;
}

async function postAtOne(blog: Blog, addresses: string[]): Promise<number | undefined> {
  for (const address of addresses) {
    const id = await postAt(blog, address);
    if (id) return id;
  }
  return undefined;
}

/**
 * The post that an address of the old site means, whatever host it names: one that a file brought along, the address of a
 * post here under any structure it had, or its slug where a single post has it.
 */
async function postAt(blog: Blog, address: string): Promise<number | undefined> {
  if (address.length > 2000 || !URL.canParse(address, blog.url)) return undefined;
  const { pathname, searchParams, hash } = new URL(address, blog.url);
  const key = keyOfPath(address);
  const former = key ? (await formerPathsAt(blog.db, [key])).get(key) : undefined;
  if (former?.post_id) return former.post_id;
  const numbered = readId(searchParams.get('p') ?? searchParams.get('page_id'));
  if (numbered) return postNumbered(blog, new URL(address, blog.url), numbered);
  // Pages that are one application name theirs behind the sign.
  const path = hash.startsWith('#!/') ? hash.slice(2) : await belowBase(blog, pathname);
  const found = (await resolveAddress(blog, path)) ?? (await resolveFormer(blog, path));
  return found?.post?.id ?? (found ? undefined : await postNamed(blog, path));
}

/** The number of a post counts on its own site alone. */
async function postNumbered(
  blog: Blog,
  { host, origin, pathname }: URL,
  id: number,
): Promise<number | undefined> {
  const site = siteKey({ base_blog_url: `${origin}${pathname}`, link: '' });
  const found = (await importedByIds(blog.db, site, 'post', [String(id)])).get(String(id));
  return found ?? (host === new URL(blog.url).host ? (await findPost(blog.db, id))?.id : undefined);
}

/** A path without the folder that the old site lay in. */
async function belowBase(blog: Blog, path: string): Promise<string> {
  const { former_bases } = await settings(blog.db, formerBases);
  const base = former_bases.find((one) => path.startsWith(`${one}/`));
  return base ? path.slice(base.length) : path;
}

async function postNamed(blog: Blog, path: string): Promise<number | undefined> {
  const slug = segmentsOf(path)
    ?.at(-1)
    ?.replace(/\.(?:html?|php|aspx?)$/i, '');
  if (!slug || slug.length > 200) return undefined;
  const posts: Pick<Post, 'id'>[] = await postsBySlug(blog.db, 'post', slug);
  if (posts.length) return posts.length === 1 ? posts[0]!.id : undefined;
  return (await findByFormerSlug(blog.db, slug))?.id;
}
