// comments/thread/paging.ts: which stretch of a conversation a page shows, and on which page a comment stands.
import { settings } from '../../base/settings/settings.ts';
import type { Database } from '../../base/database/database.ts';
import type { Blog } from '../../blog.ts';
import { permalink } from '../../posts/addresses/permalink.ts';
import type { Addressed } from '../../posts/addresses/permalink.ts';
import type { Post } from '../../posts/post.ts';
import { commentAnchor } from '../comment.ts';
import { mostAtOnce, segmentAddress, segmentWith } from './segments.ts';
import { countRoots, rootOf } from './queries.ts';
import { discussion, type Discussion } from '../settings.ts';

export interface Paging {
  /** From 1, the oldest comments. */
  page: number;
  pages: number;
  /** The page that the post's own address shows. */
  first_shown: number;
  slice: { offset: number; limit: number };
}

// Without paging by choice, a page still ends somewhere: nobody reads more, and no browser likes it.
const longestPage = 200;

/** The stretch for a page number, clamped to what there is; without one, the page that comes first. */
export async function pagingOf(
  db: Database,
  post: Pick<Post, 'id' | 'comment_count'>,
  rules: Discussion,
  asked?: number,
): Promise<Paging> {
  const limit = perPage(rules);
  const roots =
    post.comment_count > limit
      ? await countRoots(db, {
          post_id: post.id,
          is_threaded: rules.thread_comments,
          linkbacks_shown: rules.linkbacks_shown,
        })
      : 0;
  const pages = Math.max(1, Math.ceil(roots / limit));
  const first_shown = rules.default_comments_page === 'newest' ? pages : 1;
  const page = Math.min(Math.max(asked ?? first_shown, 1), pages);
  // The last page has no end: own comments that wait come after all others.
  const isLast = page === pages;
  return {
    page,
    pages,
    first_shown,
    slice: { offset: (page - 1) * limit, limit: isLast ? limit * 2 : limit },
  };
}

/** The address of a page of comments, without anchor. */
export function pageAddress(
  address: string,
  page: number,
  { first_shown }: Pick<Paging, 'first_shown'>,
): string {
  if (page === first_shown) return address;
  if (address.includes('?')) return `${address}&cpage=${page}`;
  return `${address.replace(/\/?$/, '/')}comment-page-${page}/`;
}

/** The address of one comment, with the page it stands on and its anchor; site-relative. */
export async function commentLink(
  blog: Blog,
  post: Addressed & Pick<Post, 'comment_count'>,
  id: number,
): Promise<string> {
  const rules = await settings(blog.db, discussion);
  const address = await permalink(blog, post);
  const limit = perPage(rules);
  if (post.comment_count <= limit) return address + commentAnchor(id);
  const { thread_comments: is_threaded, linkbacks_shown } = rules;
  const before = is_threaded ? await rootOf(blog.db, id, rules) : id;
  const older = await countRoots(blog.db, { post_id: post.id, is_threaded, before, linkbacks_shown });
  const paging = await pagingOf(blog.db, post, rules, Math.floor(older / limit) + 1);
  const path = pageAddress(address, paging.page, paging);
  if (post.comment_count <= mostAtOnce) return path + commentAnchor(id);
  const slice = {
    post_id: post.id,
    viewer: stranger,
    is_threaded,
    linkbacks_shown,
    by_helpful: false,
    ...paging.slice,
  };
  return segmentAddress(path, await segmentWith(blog.db, slice, rules, id)) + commentAnchor(id);
}

const stranger = { comment_id: 0, browser_key_hash: '', user_id: 0 };

const perPage = (rules: Discussion) => (rules.page_comments ? rules.comments_per_page : longestPage);
