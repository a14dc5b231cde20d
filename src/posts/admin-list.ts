// posts/admin-list.ts: what the lists of posts and pages show.
import type { Request } from 'express';
import { usersByIds } from '../accounts/queries.ts';
import { pagingView } from '../base/admin/paging.ts';
import { pageFrom } from '../base/http/ids.ts';
import { general } from '../base/settings/general.ts';
import { settings } from '../base/settings/settings.ts';
import type { Blog } from '../blog.ts';
import { termsOf } from '../terms/queries.ts';
import { deskPostView, statusNames } from './admin-view.ts';
import { permalinks } from './permalink.ts';
import { mayEditOthers } from './permissions.ts';
import type { PostStatus } from './post.ts';
import {
  countForDesk,
  countsByStatus,
  postsForDesk,
  type ListedPost,
  type PostFilter,
} from './queries/admin.ts';

const per_page = 20;

/** Reads the address's filters; whoever may not edit others' posts sees their own. */
export function filterFrom(req: Request, type: string): PostFilter {
  const { status, s, author, category } = req.query;
  const user = req.user!;
  const number = (given: unknown) =>
    typeof given === 'string' && /^\d{1,9}$/.test(given) ? Number(given) : undefined;
  return {
    type,
    status: typeof status === 'string' && status in statusNames ? (status as PostStatus) : undefined,
    search: typeof s === 'string' ? s.trim().slice(0, 200) : undefined,
    author_id: mayEditOthers(user, type) ? number(author) : user.id,
    term_id: number(category),
  };
}

/** The whole list screen: its views with counts, a page of posts, paging. */
export async function listView(blog: Blog, req: Request, type: string) {
  const filter = filterFrom(req, type);
  const page = pageFrom(req.query.page);
  const path = `/admin/${type}s`;
  const found = await postsForDesk(blog.db, filter, { limit: per_page, offset: (page - 1) * per_page });
  const total = await countForDesk(blog.db, filter);
  const kept = { status: filter.status ?? '', s: filter.search ?? '' };
  return {
    path,
    type,
    search: filter.search ?? '',
    status: filter.status ?? '',
    views: await statusViews(blog, path, filter),
    posts: await linesOf(blog, req, found),
    paging: pagingView(path, kept, { page, total, per_page }),
  };
}

async function statusViews(blog: Blog, path: string, filter: PostFilter) {
  const { type, author_id, status: current } = filter;
  const counts = await countsByStatus(blog.db, { type, author_id });
  const all = [...counts].reduce((sum, [status, count]) => (status === 'trash' ? sum : sum + count), 0);
  const some = (Object.keys(statusNames) as PostStatus[])
    .filter((status) => counts.has(status) || status === current)
    .map((status) => ({
      title: statusNames[status],
      count: counts.get(status) ?? 0,
      href: `${path}?status=${status}`,
      is_current: status === current,
    }));
  return [{ title: 'All', count: all, href: path, is_current: !current }, ...some];
}

async function linesOf(blog: Blog, req: Request, found: ListedPost[]) {
  const { timezone_string: zone, date_format, time_format } = await settings(blog.db, general);
  const around = {
    user: req.user!,
    zone,
    format: `${date_format}, ${time_format}`,
    authors: await usersByIds(
      blog.db,
      found.map(({ author_id }) => author_id),
    ),
    terms: await termsOf(
      blog.db,
      found.map(({ id }) => id),
    ),
    addresses: await permalinks(blog, found),
  };
  return found.map((post) => deskPostView(post, around));
}
