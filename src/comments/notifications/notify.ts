// comments/notifications/notify.ts: mail about comments: to the post's author about each, to moderators about those that wait.
import { findUser } from '../../accounts/queries.ts';
import { may, type User } from '../../accounts/user.ts';
import { renderText } from '../../base/http/views.ts';
import { __, translate } from '../../base/language/gettext.ts';
import { headText } from '../../base/mail/address.ts';
import { sendMail } from '../../base/mail/mail.ts';
import { general } from '../../base/settings/general.ts';
import { settings } from '../../base/settings/settings.ts';
import type { Blog } from '../../blog.ts';
import type { Post } from '../../posts/post.ts';
import { findPost } from '../../posts/queries/find.ts';
import type { Comment } from '../comment.ts';
import { sendOrGather } from './digest.ts';
import { attachmentNames } from '../files.ts';
import { findComment } from '../queries/find.ts';
import { emailActionLinks } from '../moderation/email-links.ts';
import { lastDecisionsOf } from '../moderation/history-queries.ts';
import { countPending } from '../pending-queries.ts';
import { countLabel } from '../moderation/view.ts';
import { reportsOf } from '../reports/queries.ts';
import { reportReasons } from '../reports/reasons.ts';
import { discussion } from '../settings.ts';

const newsDays = 30;

/** Listener: writes the emails about a comment. Keys make each of them one email, however often this runs. */
export async function notify(blog: Blog, { comment_id }: { comment_id: number }): Promise<void> {
  const comment = await findComment(blog.db, comment_id);
  const post = comment && (await findPost(blog.db, comment.post_id));
  if (!comment || !post) return;
  const reported = comment.status === 'hold' ? await reportedIn(blog, comment_id) : undefined;
  // Correcting an old comment is no news; that readers had it held is.
  if (!reported && blog.now().getTime() - comment.posted_at.getTime() > newsDays * 86_400_000) return;
  const rules = await settings(blog.db, discussion);
  const author = post.author_id === null ? undefined : await findUser(blog.db, post.author_id);
  if (comment.status === 'approve' && rules.comments_notify)
    await notifyAuthor(blog, { comment, post, author });
  if (comment.status === 'hold' && rules.moderation_notify)
    await notifyModerators(blog, { comment, post, author, reported });
}

/** The hold that readers' reports made, while it stands. */
async function reportedIn({ db }: Blog, comment_id: number): Promise<string | undefined> {
  const decision = (await lastDecisionsOf(db, [comment_id])).get(comment_id);
  return decision?.via === 'reports' ? decision.batch : undefined;
}

interface Notified {
  comment: Comment;
  post: Post;
  author: User | undefined;
  /** By which reports of readers it was held: each such hold is an email of its own. */
  reported?: string;
}

/** Nobody is notified of their own comment. */
async function notifyAuthor(blog: Blog, { comment, post, author }: Notified): Promise<void> {
  if (!author || author.id === comment.user_id) return;
  await write(blog, { comment, post, to: author.email, is_held: false });
}

async function notifyModerators(blog: Blog, { comment, post, author, reported }: Notified): Promise<void> {
  const { admin_email } = await settings(blog.db, general);
  const authors = author && may(author, 'edit_published_posts') ? author.email : '';
  const all = [admin_email, authors]
    .filter(Boolean)
    .map((address) => [address.toLowerCase(), address] as const);
  for (const to of new Map(all).values()) await write(blog, { comment, post, to, is_held: true, reported });
}

interface Email {
  comment: Comment;
  post: Post;
  to: string;
  is_held: boolean;
  reported?: string;
}

/** An email of its own while there are few; in a flood of comments the hourly digest lists it. */
async function write(blog: Blog, email: Email): Promise<void> {
  const { comment, to, is_held, reported } = email;
  const what = reported ? `reported:${reported}` : is_held ? 'held' : 'posted';
  const key = `comment:${comment.id}:${what}:${to.toLowerCase()}`;
  await sendOrGather(blog, { key, to, comment_id: comment.id, is_held }, (blog) =>
    writeOne(blog, email, key),
  );
}

async function writeOne(
  blog: Blog,
  { comment, post, to, is_held, reported }: Email,
  key: string,
): Promise<void> {
  const { blogname } = await settings(blog.db, general);
  const parent = comment.parent_id === null ? undefined : await findComment(blog.db, comment.parent_id);
  const body = await renderText('comments/mail', {
    said: told[comment.type](post.title),
    waits: waiting[comment.type](post.title),
    came: come[comment.type](post.title),
    is_held,
    reports: reported ? await reportLines(blog, comment.id) : [],
    comment,
    post_title: post.title,
    in_reply_to: parent?.author_name ?? '',
    files: await attachmentNames(blog, comment.id),
    read_url: `${blog.url}/comments/${comment.id}`,
    admin_url: `${blog.url}/admin/comments/${comment.id}`,
    list_url: `${blog.url}/admin/comments?status=hold`,
    actions: emailActionLinks(blog, comment),
    pending: is_held ? countLabel(await countPending(blog.db)) : '',
  });
  await sendMail(blog, {
    key,
    to,
    reply_to: comment.author_email,
    subject: reported
      ? __('[%1$s] Readers reported a comment: "%2$s"', blogname, post.title)
      : is_held
        ? __('[%1$s] Please moderate: "%2$s"', blogname, post.title)
        : subjects[comment.type](blogname, post.title),
    body,
    references: [`post.${post.id}.comments`],
  });
}

/** What readers said, the newest first, one line each. */
const reportLines = async ({ db }: Blog, comment_id: number): Promise<string[]> =>
  (await reportsOf(db, comment_id, 10))
    .filter(({ outcome }) => outcome === null)
    .map(({ reason, words }) =>
      headText(
        words ? __('%1$s: %2$s', translate(reportReasons[reason]), words) : translate(reportReasons[reason]),
      ),
    );

const told: Record<Comment['type'], (title: string) => string> = {
  comment: (title) => __('Readers reported a comment on "%s". It is not shown until you decide.', title),
  trackback: (title) => __('Readers reported a trackback on "%s". It is not shown until you decide.', title),
  pingback: (title) => __('Readers reported a pingback on "%s". It is not shown until you decide.', title),
  webmention: (title) =>
    __('Readers reported a webmention on "%s". It is not shown until you decide.', title),
};

const waiting: Record<Comment['type'], (title: string) => string> = {
  comment: (title) => __('A comment on "%s" waits for you.', title),
  trackback: (title) => __('A trackback on "%s" waits for you.', title),
  pingback: (title) => __('A pingback on "%s" waits for you.', title),
  webmention: (title) => __('A webmention on "%s" waits for you.', title),
};

const come: Record<Comment['type'], (title: string) => string> = {
  comment: (title) => __('A new comment on "%s".', title),
  trackback: (title) => __('A new trackback on "%s".', title),
  pingback: (title) => __('A new pingback on "%s".', title),
  webmention: (title) => __('A new webmention on "%s".', title),
};

const subjects: Record<Comment['type'], (blogname: string, title: string) => string> = {
  comment: (blogname, title) => __('[%1$s] Comment: "%2$s"', blogname, title),
  trackback: (blogname, title) => __('[%1$s] Trackback: "%2$s"', blogname, title),
  pingback: (blogname, title) => __('[%1$s] Pingback: "%2$s"', blogname, title),
  webmention: (blogname, title) => __('[%1$s] Webmention: "%2$s"', blogname, title),
};
