// comments/submit.ts: leaves a comment: judges it, stores it with its files, announces it. The only way in for all.
import crypto from 'node:crypto';
import type { User } from '../accounts/user.ts';
import { attachFiles } from '../attachments/attach-files.ts';
import { announce } from '../announcements.ts';
import { inTransaction } from '../base/database/database.ts';
import { httpError } from '../base/errors.ts';
import { plainAddress } from '../base/http/client-address.ts';
import { settings } from '../base/settings/settings.ts';
import type { Blog } from '../blog.ts';
import { wantEmbeds } from '../embeds/want.ts';
import { addToCommentCounts } from '../posts/queries/comment-count.ts';
import { refuseBanned } from './bans/refuse-banned.ts';
import type { Comment, CommentKind } from './comment.ts';
import { noteChanges } from './live/queries.ts';
import { findCommentByForm } from './queries/find.ts';
import { refuseQuick } from './form/pauses.ts';
import { isNamesake, refuseStaffName, takeNames } from './names/names.ts';
import { insertComment, isDuplicate, lockAuthor } from './queries/write.ts';
import { renderComment, renderShown, type Rendered } from './content/render.ts';
import { discussion } from './settings.ts';
import type { Submission } from './submission.ts';
import { judgeComment } from './moderation/judge.ts';
import { storeJudgement } from './spam/queries.ts';
import type { Post } from '../posts/post.ts';
import { isPublic } from '../posts/visible.ts';

const underWay = new WeakMap<Blog['config'], Map<string, Promise<Comment>>>();

/**
 * Stores a comment; the same form sent again gives back the comment it made, and is not rendered again: whether it comes later,
 * or while the first is on its way.
 * @throws HttpError 409 for the same words again, 429 too soon after the last, 403 under a ban, what renderComment throws
 */
export function submitComment(blog: Blog, submission: Submission): Promise<Comment> {
  const row = rowOf(blog, submission);
  if (!row.form_key) return storeComment(blog, submission, row);
  const { form_key } = row;
  const forms = underWay.get(blog.config) ?? new Map<string, Promise<Comment>>();
  underWay.set(blog.config, forms);
  const storing =
    forms.get(form_key) ?? storeComment(blog, submission, row).finally(() => void forms.delete(form_key));
  forms.set(form_key, storing);
  return storing;
}

async function storeComment(blog: Blog, submission: Submission, row: Row): Promise<Comment> {
  const { post, user, type = 'comment', files = [], entered_by = user } = submission;
  const rules = await settings(blog.db, discussion);

  const earlier = await findByForm(blog, row);
  if (earlier) return earlier;
  try {
    await refuseRepeats(blog, row, { type, post, user: entered_by });
    if (type === 'comment') await refuseBanned(blog, row, { user: entered_by, post });
    if (type === 'comment' && !entered_by) await refuseStaffName(blog, row.author_name);
  } catch (refusal) {
    // What it repeats may be this very form, kept between the two looks.
    const same = await findByForm(blog, row);
    if (same) return same;
    throw refusal;
  }
  // Only now: whoever comes too often is turned away before any work. And not later: nothing is locked meanwhile.
  const rendered = await render(blog, row);

  return inTransaction(blog, async (blog) => {
    await lockAuthor(blog.db, authorKeys(row));
    // Looked up again: what was sent at the same moment may have come first.
    const same = await findByForm(blog, row);
    if (same) return same;
    await refuseRepeats(blog, row, { type, post, user: entered_by });
    const judgement = await judgeComment(blog, submission, { ...row, ...rendered, type });
    const { status } = judgement;
    const comment = await insertComment(blog.db, {
      ...row,
      ...rendered,
      type,
      status,
      author_ip: rules.comments_ip_keep_days ? row.author_ip : '',
      status_changed_at: blog.now(),
      is_namesake: type === 'comment' && entered_by === user && (await isNamesake(blog, row, user)),
      meta: submission.meta ?? {},
    });
    await storeJudgement(blog.db, comment.id, judgement);
    await attachFiles(blog, {
      comment_id: comment.id,
      post_id: post.id,
      uploaded_by: user?.id ?? null,
      files,
      is_public: status === 'approve',
      post_is_public: isPublic(post) && post.password === '',
    });
    await wantEmbeds(blog, rendered.embed_urls, status === 'approve' ? 'comments' : 'nowhere');
    if (status === 'approve') {
      await takeNames(blog, [comment.id]);
      await addToCommentCounts(blog.db, new Map([[post.id, 1]]));
      await noteChanges(blog.db, [{ comment_id: comment.id, post_id: post.id }], blog.now());
    }
    await announce(blog, 'comment.posted', { comment_id: comment.id });
    return comment;
  });
}

/** The comment that the same form, with the same words, made already. */
export const commentOfForm = (blog: Blog, submission: Submission): Promise<Comment | undefined> =>
  findByForm(blog, rowOf(blog, submission));

function rowOf(blog: Blog, { post, user, ...given }: Submission) {
  return {
    post_id: post.id,
    parent_id: given.parent_id || null,
    author_name: user?.display_name ?? given.author_name,
    author_email: user?.email ?? given.author_email,
    author_url: user?.url ?? given.author_url,
    author_ip: plainAddress(given.author_ip).replaceAll(/[^0-9a-fA-F:., ]/g, ''),
    user_agent: given.user_agent.slice(0, 254),
    user_id: user?.id ?? null,
    browser_key_hash: given.browser_key_hash || null,
    content: given.content,
    content_format: given.type && given.type !== 'comment' ? ('html' as const) : ('markdown' as const),
    posted_at: given.posted_at ?? blog.now(),
    form_key: given.form_key ? idempotencyKey(given, post) : null,
  };
}

/** The form's key with what was written: a page kept by a cache gives one key to several readers. */
function idempotencyKey({ form_key, ...given }: Partial<Submission>, post: Post): string {
  const words = [
    form_key,
    post.id,
    given.parent_id ?? 0,
    given.author_name,
    given.author_email,
    given.content,
  ];
  return crypto.createHash('sha256').update(JSON.stringify(words)).digest('hex');
}

type Row = ReturnType<typeof rowOf>;

// The form too: whose connection changed meanwhile (a phone that left the Wi-Fi) sends it again from elsewhere.
const authorKeys = ({ user_id, author_ip, author_email, form_key }: Row): string[] =>
  [
    form_key ? `form ${form_key}` : '',
    user_id === null ? `ip ${author_ip}` : `user ${user_id}`,
    author_email ? `email ${author_email.toLowerCase()}` : '',
  ].filter(Boolean);

const findByForm = async (blog: Blog, { form_key }: Row): Promise<Comment | undefined> =>
  form_key ? findCommentByForm(blog.db, form_key) : undefined;

const render = (blog: Blog, { content, content_format }: Row): Promise<Rendered> =>
  content_format === 'markdown'
    ? renderShown(blog, content)
    : renderComment(blog, content, { content_format });

async function refuseRepeats(
  blog: Blog,
  row: Row,
  { type, post, user }: { type: CommentKind; post: Post; user?: User | undefined },
): Promise<void> {
  // Of two comments without words the files make the difference.
  if (row.content && (await isDuplicate(blog.db, { ...row, type }))) {
    throw httpError(409, 'duplicate', 'You have said exactly this already; it was kept the first time.');
  }
  if (type === 'comment') await refuseQuick(blog, row, { user, post });
}
