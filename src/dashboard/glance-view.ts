// dashboard/glance-view.ts: how much there is of everything, each figure a link to its list.
import { N_, translate } from '../base/language/gettext.ts';
import type { Blog } from '../blog.ts';
import { countLabel } from '../comments/moderation/view.ts';
import { countByView } from '../comments/moderation/list-queries.ts';
import { countsByStatus, type StatusCount } from '../posts/queries/list.ts';
import type { PostStatus } from '../posts/post.ts';
import type { Scope } from './scope.ts';

export interface Figure {
  count: number;
  /** The count in digits, as far as was counted. */
  shown: string;
  title: string;
  href: string;
}

export async function glanceView({ db }: Blog, scope: Scope): Promise<Figure[]> {
  const [posts, pages, comments] = await Promise.all([
    countsByStatus(db, { type: 'post', author_id: scope.posts_of }),
    scope.may_write_pages ? countsByStatus(db, { type: 'page' }) : undefined,
    countByView(db, commentsAsked(scope)),
  ]);
  const figure = (count: number, [one, more]: [string, string], href: string): Figure => ({
    count,
    shown: countLabel(count),
    title: translate(count === 1 ? one : more),
    href,
  });
  const ofPosts = (status: 'publish' | 'pending' | 'future' | 'draft', title: [string, string]) =>
    figure(countOf(posts, status), title, `/admin/posts?status=${status}`);
  const ofPages = (status: 'publish' | 'pending', title: [string, string]) =>
    pages ? [figure(countOf(pages, status), title, `/admin/pages?status=${status}`)] : [];
  const always = [
    ofPosts('publish', [N_('Post'), N_('Posts')]),
    ...ofPages('publish', [N_('Page'), N_('Pages')]),
    figure(comments.approve, [N_('Comment'), N_('Comments')], '/admin/comments?status=approve'),
    figure(comments.hold, [N_('Pending comment'), N_('Pending comments')], '/admin/comments?status=hold'),
    ofPosts('pending', [N_('Pending post'), N_('Pending posts')]),
  ];
  const some = [
    ...ofPages('pending', [N_('Pending page'), N_('Pending pages')]),
    ofPosts('future', [N_('Scheduled'), N_('Scheduled')]),
    ofPosts('draft', [N_('Draft'), N_('Drafts')]),
    figure(comments.spam, [N_('In spam'), N_('In spam')], '/admin/comments?status=spam'),
  ];
  return [...always, ...some.filter(({ count }) => count > 0)];
}

const countOf = (counts: StatusCount[], status: PostStatus) =>
  counts.find((one) => one.status === status)?.all ?? 0;

const commentsAsked = ({ comments_of = 0 }: Scope) => ({
  post_id: 0,
  post_author_id: comments_of,
  user_id: 0,
});
