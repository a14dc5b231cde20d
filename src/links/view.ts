// links/view.ts: what the screen of broken links shows.
import { STATUS_CODES } from 'node:http';
import { pagingView, type PagingView } from '../base/admin/paging.ts';
import { __, _n } from '../base/language/gettext.ts';
import { general } from '../base/settings/general.ts';
import { settings } from '../base/settings/settings.ts';
import { formatDate } from '../base/time/dates.ts';
import type { Blog } from '../blog.ts';
import { isOn } from './gather.ts';
import type { Link } from './link.ts';
import { brokenLinks, countBroken, postsOfLinks, type LinkingPost } from './queries.ts';

export const path = '/admin/broken-links';
const per_page = 50;
const mostCounted = 10_000;
const postsShown = 5;

export interface BrokenLinksView {
  is_on: boolean;
  views: { label: string; href: string; is_current: boolean }[];
  is_dismissed: boolean;
  links: {
    id: number;
    url: string;
    /** What answers there, as a sentence. */
    reason: string;
    since: string;
    since_iso: string;
    posts: { title: string; href: string }[];
    /** That further posts lead there, as a sentence; '' when none do. */
    others: string;
  }[];
  paging: PagingView;
}

export async function brokenLinksView(
  blog: Blog,
  { is_dismissed, page }: { is_dismissed: boolean; page: number },
): Promise<BrokenLinksView> {
  const slice = { limit: per_page, offset: (page - 1) * per_page };
  const links = await brokenLinks(blog.db, { is_dismissed, ...slice });
  const total = await countBroken(blog.db, is_dismissed, mostCounted);
  const ids = links.map(({ id }) => id);
  const posts = await postsOfLinks(blog.db, ids, postsShown);
  const { timezone_string: zone, date_format } = await settings(blog.db, general);
  return {
    is_on: await isOn(blog),
    views: [
      { label: __('Broken'), href: path, is_current: !is_dismissed },
      { label: __('Dismissed'), href: `${path}?dismissed=1`, is_current: is_dismissed },
    ],
    is_dismissed,
    links: links.map((link) => ({
      id: link.id,
      url: link.url,
      reason: reasonOf(link),
      since: formatDate(link.failing_since!, date_format, { zone }),
      since_iso: link.failing_since!.toISOString(),
      ...postsView(posts.filter(({ link_id }) => link_id === link.id)),
    })),
    paging: pagingView(path, { dismissed: is_dismissed ? '1' : '' }, { page, total, per_page }),
  };
}

/** Why a link counts as broken, for its owner. */
function reasonOf({ answer_status, said }: Pick<Link, 'answer_status' | 'said'>): string {
  if (answer_status === null) return `${said.slice(0, 1).toUpperCase()}${said.slice(1)}.`;
  const answer = `${answer_status} ${STATUS_CODES[answer_status] ?? ''}`.trim();
  return __(/* translators: number and name of an HTTP answer */ 'The site answers %s.', answer);
}

function postsView(posts: LinkingPost[]) {
  const more = (posts[0]?.total ?? 0) - posts.length;
  const others = more ? _n('One more post leads there.', '%s more posts lead there.', more) : '';
  return {
    posts: posts.map(({ id, title }) => ({ title: title || __('(no title)'), href: `/admin/posts/${id}` })),
    others,
  };
}
