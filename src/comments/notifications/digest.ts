// comments/notifications/digest.ts: a flood of comments becomes no flood of mail, and no silence: one email an hour says what came.
import { inTransaction } from '../../base/database/database.ts';
import { renderText } from '../../base/http/views.ts';
import { __ } from '../../base/language/gettext.ts';
import { headText } from '../../base/mail/address.ts';
import { sendMail } from '../../base/mail/mail.ts';
import { general } from '../../base/settings/general.ts';
import { settings } from '../../base/settings/settings.ts';
import type { Blog } from '../../blog.ts';
import {
  countCommentMail,
  digestOf,
  dueDigests,
  forgetGathered,
  gather,
  isWritten,
  lockCommentMail,
  updateCommentMail,
  type Digest,
} from './queries.ts';

/** Emails about single comments in an hour: to one address, and to all. */
const most = { to_one: 60, to_all: 300 };
const hour = 3_600_000;
const listed = 20;

export interface About {
  /** The key of the comment's own email. */
  key: string;
  to: string;
  comment_id: number;
  is_held: boolean;
}

/**
 * Writes the email about one comment while there are few. After so many in an hour one last email says what follows, and
 * comments are gathered for a digest. Call it any number of times for a comment: it is notified once.
 * @param write writes the email in the transaction that it is given
 */
export async function sendOrGather(
  blog: Blog,
  about: About,
  write: (blog: Blog) => Promise<void>,
): Promise<void> {
  const address = about.to.toLowerCase();
  const now = blog.now();
  await inTransaction(blog, async (blog) => {
    const mail = await lockCommentMail(blog.db, address, now);
    if (await isWritten(blog.db, about.key)) return;
    const { comment_id, is_held } = about;
    if (mail.digest_at) return gather(blog.db, { address, comment_id, is_held });
    const isNewHour = now.getTime() - mail.hour_began.getTime() >= hour;
    const letters = isNewHour ? 0 : mail.letters;
    const all = await countCommentMail(blog.db, new Date(now.getTime() - hour));
    if (letters < most.to_one && all < most.to_all) {
      await write(blog);
      const began = isNewHour ? { hour_began: now } : {};
      return updateCommentMail(blog.db, address, { ...began, letters: letters + 1 });
    }
    await gather(blog.db, { address, comment_id, is_held });
    const digest_at = new Date(now.getTime() + hour);
    await updateCommentMail(blog.db, address, { digest_at });
    await send(blog, about.to, 'flood', { came: 0, held: 0, posted: 0, newest: [] }, digest_at);
  });
}

/** The task: the digests that are due. When nothing has come none is written; after an hour with few each comment has its email again. */
export async function sendDigests(blog: Blog): Promise<void> {
  for (const address of await dueDigests(blog.db, blog.now(), 100)) {
    await inTransaction(blog, async (blog) => {
      const now = blog.now();
      const { digest_at } = await lockCommentMail(blog.db, address, now);
      if (!digest_at || digest_at > now) return; // another process was first
      const digest = await digestOf(blog.db, address, listed);
      const isCalm = digest.came <= most.to_one;
      const next = isCalm ? null : new Date(now.getTime() + hour);
      if (digest.held || digest.posted) await send(blog, address, 'digest', digest, digest_at, isCalm);
      await forgetGathered(blog.db, address);
      await updateCommentMail(blog.db, address, { digest_at: next, hour_began: now, letters: 0 });
    });
  }
}

async function send(
  blog: Blog,
  to: string,
  kind: 'flood' | 'digest',
  { held, posted, newest }: Digest,
  digest_at: Date,
  is_calm = false,
): Promise<void> {
  const { blogname } = await settings(blog.db, general);
  const body = await renderText('comments/mail-digest', {
    is_flood: kind === 'flood',
    is_calm,
    held,
    posted,
    lines: newest.map((one) => ({
      // One line each, whatever a stranger's name holds.
      text: headText(
        one.is_held
          ? __('%1$s on "%2$s" (waits)', one.author_name || __('Somebody'), one.post_title)
          : __('%1$s on "%2$s"', one.author_name || __('Somebody'), one.post_title),
      ),
      href: one.is_held
        ? `${blog.url}/admin/comments/${one.comment_id}`
        : `${blog.url}/comments/${one.comment_id}`,
    })),
    more: Math.max(held + posted - newest.length, 0),
    held_url: `${blog.url}/admin/comments?status=hold`,
    list_url: `${blog.url}/admin/comments`,
  });
  await sendMail(blog, {
    key: `comments:${kind}:${to.toLowerCase()}:${digest_at.toISOString()}`,
    to,
    subject:
      kind === 'flood'
        ? __('[%s] Many comments: one email an hour from now on', blogname)
        : __('[%1$s] Comments of the last hour: %2$s', blogname, held + posted),
    body,
  });
}
