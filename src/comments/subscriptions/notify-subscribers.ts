// comments/subscriptions/notify-subscribers.ts: tells readers by email of answers, mentions and new comments, as often as each of them wants.
import { inTransaction } from '../../base/database/database.ts';
import { firstWords } from '../../base/html/first-words.ts';
import { renderView, renderText } from '../../base/http/views.ts';
import { N_, __, _n, translate } from '../../base/language/gettext.ts';
import { sendMail } from '../../base/mail/mail.ts';
import { general } from '../../base/settings/general.ts';
import { settings } from '../../base/settings/settings.ts';
import { isRightToLeft } from '../../base/time/dates.ts';
import { signatureOf } from '../../base/signature.ts';
import type { Blog } from '../../blog.ts';
import type { Post } from '../../posts/post.ts';
import { findPost } from '../../posts/queries/find.ts';
import { isPublic } from '../../posts/visible.ts';
import type { Comment } from '../comment.ts';
import { attachmentNames } from '../files.ts';
import { isReplyByMail, replyAddress } from '../inbound/reply-address.ts';
import { findComment } from '../queries/find.ts';
import { discussion } from '../settings.ts';
import { subscriptionLink, unsubscribeLink } from './links.ts';
import {
  dueSubscribers,
  findSubscriber,
  forgetNews,
  gatherNews,
  lockSubscriber,
  newsOf,
  recipientsOf,
  subscribedNames,
  updateSubscriber,
  type Recipient,
} from './queries.ts';
import { deliveryOf, type Why } from './subscription.ts';

const portion = 200;
const newsDays = 30;
const listed = 30;

/** Listener: once for each recipient and comment, however often it runs. */
export async function notifySubscribers(blog: Blog, { comment_id }: { comment_id: number }): Promise<void> {
  const comment = await findComment(blog.db, comment_id);
  const post = comment && (await findPost(blog.db, comment.post_id));
  if (!comment || !post || comment.status !== 'approve' || comment.type !== 'comment') return;
  if (!isPublic(post) || post.password) return;
  if (blog.now().getTime() - comment.posted_at.getTime() > newsDays * 86_400_000) return;
  if (!(await settings(blog.db, discussion)).comments_subscriptions) return;
  await notifyOwnAuthor(blog, comment, post);
  const mentioned = await namesMentioned(blog, comment);
  let about: About | undefined;
  for (let after = ''; ;) {
    const recipients = await recipientsOf(blog.db, { comment, mentioned }, after, portion);
    if (!recipients.length) return;
    about ??= await aboutOf(blog, comment, post);
    for (const recipient of recipients) await deliver(blog, recipient, about);
    if (recipients.length < portion) return;
    after = recipients.at(-1)!.address;
  }
}

/** Who waited for approval is told that it came, when they asked to be told of replies. */
async function notifyOwnAuthor(blog: Blog, comment: Comment, post: Post): Promise<void> {
  const wasHeld = comment.status_changed_at && comment.status_changed_at > comment.posted_at;
  if (!wasHeld || !comment.author_email || comment.user_id !== null) return;
  const subscriber = await findSubscriber(blog.db, comment.author_email.toLowerCase());
  if (!subscriber?.confirmed_at) return;
  await deliver(blog, { ...subscriber, why: 'approved' }, await aboutOf(blog, comment, post));
}

/** Names behind an @ of those who take part; the longest first, so that "Anna Berg" is not "Anna". */
async function namesMentioned(blog: Blog, { content, post_id }: Comment): Promise<string[]> {
  if (!content.includes('@')) return [];
  const text = content.toLowerCase();
  return (await subscribedNames(blog.db, post_id, 500)).filter((name) => {
    const at = text.indexOf(`@${name}`);
    return at >= 0 && !/[\p{L}\p{N}]/u.test(text[at + name.length + 1] ?? '');
  });
}

/** What every email about a comment tells, looked up once however many are written. */
interface About {
  comment: Comment;
  post: Post;
  parent: Comment | undefined;
  files: string[];
}

async function aboutOf(blog: Blog, comment: Comment, post: Post): Promise<About> {
  const parent = comment.parent_id === null ? undefined : await findComment(blog.db, comment.parent_id);
  return { comment, post, parent, files: await attachmentNames(blog, comment.id) };
}

/** Sends it now, or gathers it for the next digest. */
async function deliver(blog: Blog, recipient: Recipient, about: About): Promise<void> {
  const { timezone_string } = await settings(blog.db, general);
  await inTransaction(blog, async (blog) => {
    const subscriber = await lockSubscriber(blog.db, recipient.address);
    const at = deliveryOf(subscriber, blog.now(), timezone_string || 'UTC');
    if (!at && !subscriber.digest_at) return sendOne(blog, recipient, about);
    const { address, why } = recipient;
    await gatherNews(blog.db, { address, comment_id: about.comment.id, why });
    if (!subscriber.digest_at) await updateSubscriber(blog.db, recipient.address, { digest_at: at });
  });
}

const headings: Record<Why, (name: string) => string> = {
  reply: (name) => __('%s replied to you', name),
  mention: (name) => __('%s mentioned you', name),
  post: (name) => __('New comment by %s', name),
  approved: () => __('Your comment is published'),
};

const becauses: Record<Why, string> = {
  reply: N_('You asked to be told of replies to your comment.'),
  mention: N_('You asked to be told of replies in this conversation.'),
  post: N_('You asked to be told of new comments on this post.'),
  approved: N_('You asked to be told of replies to your comment.'),
};

async function sendOne(
  blog: Blog,
  { address, why }: Recipient,
  { comment, post, parent, files }: About,
): Promise<void> {
  const { blogname, WPLANG } = await settings(blog.db, general);
  const name = comment.author_name || __('Somebody');
  const view = {
    lang: WPLANG.replaceAll('_', '-') || 'en-US',
    dir: isRightToLeft(WPLANG) ? 'rtl' : 'ltr',
    blogname,
    site_url: blog.url,
    heading: headings[why](name),
    because: translate(becauses[why]),
    post_title: post.title,
    // Only one's own words are repeated: whoever is told of a post did not write the parent.
    quoted: why === 'reply' && parent ? firstWords(parent.plain ?? parent.content, 40) : '',
    text: comment.plain ?? '',
    files,
    read_url: `${blog.url}/comments/${comment.id}`,
    is_reply_by_mail: isReplyByMail(blog),
    end_url: subscriptionLink(blog, 'manage', address, post.id),
    manage_url: subscriptionLink(blog, 'manage', address),
  };
  const reader = signatureOf(blog, 'mail thread', address).slice(0, 8);
  await sendMail(blog, {
    key: `comment:${comment.id}:reader:${address}`,
    to: address,
    reply_to: replyAddress(blog, comment.id, address),
    subject: __('[%1$s] %2$s: "%3$s"', blogname, view.heading, post.title),
    body: await renderText('comments/mail-reader', view),
    html: await renderView('comments/mail-reader-html', view),
    unsubscribe_url: unsubscribeLink(blog, address, post.id),
    message_name: `comment.${comment.id}.${reader}`,
    references: [`post.${post.id}.${reader}`, ...(parent ? [`comment.${parent.id}.${reader}`] : [])],
  });
}

/** Task: digests that are due. What was taken down meanwhile is not told. */
export async function sendSubscriberDigests(blog: Blog): Promise<void> {
  for (const address of await dueSubscribers(blog.db, blog.now(), portion)) {
    await inTransaction(blog, async (blog) => {
      const subscriber = await lockSubscriber(blog.db, address);
      if (!subscriber.digest_at || subscriber.digest_at > blog.now()) return; // another process was first
      await sendDigest(blog, address, subscriber.digest_at);
      await forgetNews(blog.db, address);
      await updateSubscriber(blog.db, address, { digest_at: null });
    });
  }
}

async function sendDigest(blog: Blog, address: string, digest_at: Date): Promise<void> {
  const news = await newsOf(blog.db, address, listed);
  if (!news.length) return;
  const { blogname } = await settings(blog.db, general);
  const body = await renderText('comments/mail-reader-digest', {
    blogname,
    lines: news.map(({ why, author_name, post_title, plain, comment_id }) => ({
      heading: __('%1$s: "%2$s"', headings[why](author_name || __('Somebody')), post_title),
      text: firstWords(plain ?? '', 40),
      href: `${blog.url}/comments/${comment_id}`,
    })),
    manage_url: subscriptionLink(blog, 'manage', address),
  });
  await sendMail(blog, {
    key: `comments:reader-digest:${address}:${digest_at.toISOString()}`,
    to: address,
    subject:
      news.length === 1
        ? __('[%s] One comment for you', blogname)
        : _n(
            '[%1$s] %2$s comment for you',
            '[%1$s] %2$s comments for you',
            news.length,
            blogname,
            news.length,
          ),
    body,
    unsubscribe_url: unsubscribeLink(blog, address, 0),
  });
}
