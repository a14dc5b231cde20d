// posts/addresses/resolve.ts: what an address means: a post or an archive, and what is asked of it (a feed, a page …).
import { general } from '../../base/settings/general.ts';
import { settings } from '../../base/settings/settings.ts';
import { dayIn } from '../../base/time/dates.ts';
import type { User } from '../../accounts/user.ts';
import type { Blog } from '../../blog.ts';
import { readAddress, type AddressParts } from './address.ts';
import { archivePath, type Archive } from '../archive.ts';
import { ancestorsOf, permalink } from './permalink.ts';
import { publishedStatuses, type Post } from '../post.ts';
import { findPost, pagesBySlugs, postsByFormerSlug, postsBySlug } from '../queries/find.ts';
import { findArchive } from './resolve-archive.ts';
import { formerPermalinks, isSamePermalinks, permalinks, reading, type Permalinks } from '../settings.ts';
import { isPublic, mayRead } from '../visible.ts';
import { readId } from '../../base/http/ids.ts';

/**
 * `base` is the right site-relative address of the thing itself, `rest` the decoded segments after it:
 * [], ['2'], ['page', '2'], ['comment-page-3'], ['feed', 'atom'], ['trackback'], ['embed'].
 * `is_preview`: the post holds what its author has typed and not saved.
 */
export type Resolved = { base: string; rest: string[]; is_preview?: boolean } & (
  { post: Post; archive?: undefined } | { archive: Archive; post?: undefined }
);

/**
 * Finds what an address names, sloppy or not: slashes, `index.php`, a wrong date do not matter; compare `base`.
 * @param path the path of the address, still encoded
 * @param user who asks: private posts are found only for those who may read them
 * @param under the structure that the address was made by; the one in force when left out
 */
export async function resolveAddress(
  blog: Blog,
  path: string,
  user?: User,
  under?: Permalinks,
): Promise<Resolved | undefined> {
  const segments = segmentsOf(path);
  if (!segments) return undefined;
  const address = under ?? (await settings(blog.db, permalinks));
  for (const length of splits(segments)) {
    const found = await findAt(blog, segments.slice(0, length), user, address);
    const rest = segments.slice(length);
    // A post's own pages have bare numbers: /post/2/, not /post/page/2/.
    if (found && suits(found, rest))
      return { ...found, rest: found.post && rest[0] === 'page' ? rest.slice(1) : rest };
  }
  return undefined;
}

/** What a path meant under a structure that was in force once, the latest first; its base is the address of today. */
export async function resolveFormer(blog: Blog, path: string): Promise<Resolved | undefined> {
  const now = await settings(blog.db, permalinks);
  const { former_permalinks: known } = await settings(blog.db, formerPermalinks);
  // A site may have begun with what is usual before anything was remembered.
  const all = [permalinks.parse({}), ...known].filter((one) => !isSamePermalinks(one, now)).toReversed();
  for (const under of all) {
    const found = await resolveAddress(blog, path, undefined, under);
    if (found) return found;
  }
  return undefined;
}

/** The public post or page that an absolute address of this site names or named once; a list, a draft or another site is none. */
export async function publicPostAt(blog: Blog, address: string): Promise<Post | undefined> {
  if (!URL.canParse(address)) return undefined;
  const { host, protocol, pathname, searchParams } = new URL(address);
  if (host !== new URL(blog.url).host || !/^https?:$/.test(protocol)) return undefined;
  const id = searchParams.get('p') ?? searchParams.get('page_id') ?? '';
  const known = readId(id);
  const named = known ? await findPost(blog.db, known) : undefined;
  const resolved = id
    ? undefined
    : ((await resolveAddress(blog, pathname)) ?? (await resolveFormer(blog, pathname)));
  const asked = named ?? resolved?.post;
  return asked && isPublic(asked) ? asked : undefined;
}

/** Decoded path segments without empty ones and a leading index.php; undefined when it is no address of ours. */
export function segmentsOf(path: string): string[] | undefined {
  if (path.length > 2000) return undefined;
  try {
    const segments = path
      .split('/')
      .filter(Boolean)
      .map((segment) => decodeURIComponent(segment));
    if (segments[0] === 'index.php') segments.shift();
    return segments.some((segment) => /[\0/]/.test(segment)) || segments.length > 30 ? undefined : segments;
  } catch {
    return undefined; // a broken percent code
  }
}

type Found = { base: string } & (
  { post: Post; archive?: undefined } | { archive: Archive; post?: undefined }
);

const isNumber = (text: string | undefined) => /^\d{1,6}$/.test(text ?? '');
const isCommentPage = (text: string | undefined) => /^comment-page-\d{1,6}$/.test(text ?? '');

/** Where the thing itself may end, longest first: what follows are pages, feeds and the like. */
export function splits(segments: string[]): number[] {
  let end = segments.length;
  if (segments.at(-2) === 'feed') end -= 2;
  else if (['feed', 'trackback', 'embed'].includes(segments.at(-1) ?? '')) end -= 1;
  if (isCommentPage(segments[end - 1])) end -= 1;
  if (segments[end - 2] === 'page' && isNumber(segments[end - 1])) return [end - 2];
  return isNumber(segments[end - 1]) ? [end, end - 1] : [end];
}

function suits({ archive }: Found, rest: string[]): boolean {
  return !archive || !rest.length || ['feed', 'page'].includes(rest[0]!);
}

async function findAt(
  blog: Blog,
  segments: string[],
  user: User | undefined,
  address: Permalinks,
): Promise<Found | undefined> {
  if (!segments.length) return frontPage(blog);
  const archive = await findArchive(blog, segments, address);
  if (archive) return { archive, base: await archivePath(blog, archive) };
  const post = await findSingle(blog, segments, user, address);
  if (!post) return undefined;
  const front = await settings(blog.db, reading);
  const base = await permalink(blog, post);
  const isPostsPage = front.show_on_front === 'page' && front.page_for_posts === post.id;
  return isPostsPage ? { archive: { kind: 'home' }, base } : { post, base };
}

async function frontPage(blog: Blog): Promise<Found> {
  const front = await settings(blog.db, reading);
  const isPage = front.show_on_front === 'page' && front.page_on_front;
  const post = isPage ? await findPost(blog.db, front.page_on_front) : undefined;
  return post && mayRead(undefined, post) ? { post, base: '/' } : { archive: { kind: 'home' }, base: '/' };
}

async function findSingle(
  blog: Blog,
  segments: string[],
  user: User | undefined,
  { permalink_structure: structure }: Permalinks,
): Promise<Post | undefined> {
  const parts = readAddress(structure || '/%postname%/', segments);
  const asPost = async () => (parts ? postOf(blog, parts, user) : undefined);
  const asPage = async () => pageAt(blog, segments, user);
  // A structure that begins with a name leaves pages no address of their own, so they come first (WordPress too).
  const pagesFirst = !/^\/(%(year|monthnum|day|post_id)|[^%])/.test(structure);
  return pagesFirst ? ((await asPage()) ?? (await asPost())) : ((await asPost()) ?? (await asPage()));
}

async function postOf(blog: Blog, parts: AddressParts, user: User | undefined): Promise<Post | undefined> {
  const seen = (post: Post | undefined) =>
    post && post.type === 'post' && mayRead(user, post) ? post : undefined;
  if (parts.post_id && !parts.postname) {
    const post = seen(await findPost(blog.db, Number(parts.post_id)));
    return post && publishedStatuses.includes(post.status) ? post : undefined;
  }
  if (!parts.postname) return undefined;
  const { timezone_string } = await settings(blog.db, general);
  const posts = (await postsBySlug(blog.db, 'post', parts.postname)).filter(seen);
  const ofDay = posts.find((post) => isOfDay(post, parts, timezone_string));
  if (ofDay || !posts[0] || !parts.year) return ofDay ?? posts[0];
  // Of two that were called the same on different days one has another name here.
  const others = (await postsByFormerSlug(blog.db, parts.postname)).filter(seen);
  return others.find((post) => isOfDay(post, parts, timezone_string)) ?? posts[0];
}

function isOfDay({ published_at }: Post, parts: AddressParts, zone: string): boolean {
  if (!published_at) return false;
  const { year, month, day } = dayIn(published_at, zone);
  const same = (part: string | undefined, value: number) => part === undefined || Number(part) === value;
  return same(parts.year, year) && same(parts.monthnum, month) && same(parts.day, day);
}

async function pageAt(blog: Blog, segments: string[], user: User | undefined): Promise<Post | undefined> {
  const pages = await pagesBySlugs(blog.db, segments);
  const known = new Map(pages.map((page) => [page.id, page]));
  const path = segments.map((segment) => segment.toLowerCase());
  const plain = (slug: string) => (slug.includes('%') ? decodeURIComponent(slug) : slug).toLowerCase();
  const found = pages.find((page) => {
    const line = [...ancestorsOf(page, known), page];
    return (
      publishedStatuses.includes(page.status) &&
      line.length === path.length &&
      line[0]!.parent_id === null &&
      line.every(({ slug }, index) => plain(slug) === path[index])
    );
  });
  const page = found && (await findPost(blog.db, found.id));
  return page && mayRead(user, page) ? page : undefined;
}
