// dashboard/activity-view.ts: what comes out next, what came out last, what readers said, what one works on.
import { __, translate } from '../base/language/gettext.ts';
import type { User } from '../accounts/user.ts';
import { general } from '../base/settings/general.ts';
import { settings } from '../base/settings/settings.ts';
import { timeView } from '../base/time/relative.ts';
import type { Blog } from '../blog.ts';
import { mayEdit } from '../posts/permissions.ts';
import { postStatuses } from '../posts/post.ts';
import { draftsOf, latestComments, publishedPosts, scheduledPosts, type DatedPost } from './queries.ts';
import type { Scope } from './scope.ts';

const most = 5;

export async function activityView(blog: Blog, user: User, scope: Scope) {
  const { db } = blog;
  const types = scope.may_write_pages ? ['post', 'page'] : ['post'];
  const asked = { types, author_id: scope.posts_of, limit: most };
  const [{ timezone_string: zone, date_format, time_format }, scheduled, published, comments, drafts] =
    await Promise.all([
      settings(db, general),
      scheduledPosts(db, asked),
      publishedPosts(db, asked),
      latestComments(db, most, scope.comments_of),
      draftsOf(db, user.id, most),
    ]);
  const style = { zone, now: blog.now(), date_format, time_format };
  const printed = (date: Date | null) => (date ? timeView(date, style) : undefined);
  const line = (post: DatedPost) => ({
    href: mayEdit(user, post) ? `/admin/${post.type}s/${post.id}` : `/?p=${post.id}`,
    title: post.title || __('(no title)'),
    time: printed(post.published_at),
  });
  return {
    scheduled: scheduled.map(line),
    published: published.map(line),
    comments: comments.map(({ id, author_name, content, posted_at, title }) => ({
      href: `/admin/comments?status=approve#comment-${id}`,
      author_name: author_name || __('Somebody'),
      words: content.length > 140 ? `${/^.{0,140}/su.exec(content)?.[0]}…` : content,
      time: printed(posted_at),
      title: title || __('(no title)'),
    })),
    drafts: drafts.map(({ id, type, title, status, modified_at }) => ({
      href: `/admin/${type}s/${id}`,
      title: title || __('(no title)'),
      badge: status === 'draft' ? '' : translate(postStatuses[status].label),
      time: printed(modified_at),
    })),
  };
}
