// comments/own/edit-own.ts: the author of a comment changes its text: judged anew, the earlier text kept.
import crypto from 'node:crypto';
import type { User } from '../../accounts/user.ts';
import { announce } from '../../announcements.ts';
import { inTransaction } from '../../base/database/database.ts';
import { forbidden, httpError } from '../../base/errors.ts';
import { __ } from '../../base/language/gettext.ts';
import { settings } from '../../base/settings/settings.ts';
import type { Blog } from '../../blog.ts';
import { wantEmbeds } from '../../embeds/want.ts';
import type { Post } from '../../posts/post.ts';
import { refuseBanned } from '../bans/refuse-banned.ts';
import type { Comment, CommentStatus, KeptComment } from '../comment.ts';
import { renderComment, type Rendered } from '../content/render.ts';
import { checkWords, commentWords } from '../form/form.ts';
import { noteChanges } from '../live/queries.ts';
import { judgeComment, type Judgement } from '../moderation/judge.ts';
import { setStatus } from '../moderation/moderate.ts';
import { updateComment } from '../queries/write.ts';
import { discussion } from '../settings.ts';
import { storeJudgement } from '../spam/queries.ts';
import { isOwn, minutesToEdit, type Asker } from './ownership.ts';
import { forgetFormerStatus, keepRevision, lockComment } from './queries.ts';

export interface OwnEdit {
  content: string;
  /** `versionOf` the text that was in the form. */
  version: string;
  asker: Asker;
  user?: User;
  author_ip: string;
  user_agent: string;
  /** Of the sender's network in the last ten minutes. */
  attempts: number;
}

/** Which text a form was made for. */
export const versionOf = ({ content }: Pick<Comment, 'content'>): string =>
  crypto.createHash('sha256').update(content).digest('hex').slice(0, 32);

/** @throws HttpError 403 when its author cannot edit it any more */
function refuseLate(minutes: number): void {
  if (!minutes)
    throw forbidden(
      __('This comment cannot be edited any more. Your text is below, so that you can keep it.'),
    );
}

/**
 * Puts another text in the place of the own one. It is judged as a new comment would be, and never stands better for it: what
 * waits goes on waiting.
 * @throws HttpError 403 (not own, too late, banned), 409 (somebody changed it meanwhile), 422 (nothing written), 400 (too long, odd
 *   characters), what renderComment throws
 */
export async function editOwnComment(
  blog: Blog,
  { comment, post }: { comment: Comment; post: Post },
  edit: OwnEdit,
): Promise<Comment> {
  const rules = await settings(blog.db, discussion);
  refuseLate(minutesToEdit(comment, rules, blog.now()));
  if (!edit.content) {
    throw httpError(422, 'incomplete', __('Please write something.'), {
      comment: __('Please write something.'),
    });
  }
  checkWords({ ...commentWords({}), content: edit.content });
  const { browser_key_hash } = edit.asker;
  const written = { ...comment, content: edit.content, author_ip: edit.author_ip, browser_key_hash };
  await refuseBanned(blog, written, { user: edit.user, post });
  // Before the transaction: a long text takes a while.
  const rendered = await renderComment(blog, edit.content);
  return inTransaction(blog, async (blog) => {
    const now = await lockComment(blog.db, comment.id);
    if (!now || !isOwn(now, edit.asker))
      throw forbidden(__('This comment is not yours, or not there any more.'));
    refuseLate(minutesToEdit(now, rules, blog.now()));
    if (versionOf(now) !== edit.version) throw changedMeanwhile();
    const kept = now as KeptComment;
    if (kept.content === edit.content) return kept;
    const judgement = await judge(blog, { comment: kept, post, edit, rendered });
    await store(blog, kept, { edit, rendered, judgement });
    return { ...kept, content: edit.content, status: worse(kept.status, judgement.status) };
  });
}

/** Moderators are trusted as they are when they comment; files were looked at when they came. */
function judge(
  blog: Blog,
  { comment, post, edit, rendered }: { comment: KeptComment; post: Post; edit: OwnEdit; rendered: Rendered },
): Promise<Judgement> {
  const { user, content, author_ip, user_agent, attempts } = edit;
  const row = { ...comment, ...rendered, content, author_ip, user_agent };
  // Whoever corrects a word is quick: the time that the form was open says nothing.
  const signs = { seal: 'none', seconds: undefined, attempts } as const;
  return judgeComment(
    blog,
    { ...row, parent_id: 0, form_key: '', browser_key_hash: '', status: undefined, post, user, signs },
    row,
  );
}

async function store(
  blog: Blog,
  comment: KeptComment,
  { edit, rendered, judgement }: { edit: OwnEdit; rendered: Rendered; judgement: Judgement },
): Promise<void> {
  const { id, post_id } = comment;
  const { content, user } = edit;
  await keepRevision(blog.db, {
    comment_id: id,
    content,
    at: blog.now(),
    by: 'author',
    user_id: user?.id ?? null,
  });
  await updateComment(blog.db, id, { content, ...rendered });
  await storeJudgement(blog.db, id, judgement);
  const status = worse(comment.status, judgement.status);
  await wantEmbeds(blog, rendered.embed_urls, status === 'approve' ? 'comments' : 'nowhere');
  if (status === comment.status) {
    if (status === 'approve') await noteChanges(blog.db, [{ comment_id: id, post_id }], blog.now());
    return announce(blog, 'comment.changed', { comment_id: id, post_id });
  }
  await setStatus(blog, [id], status);
  // A rule did it, no person: its author goes on seeing it as one that waits.
  await forgetFormerStatus(blog.db, id);
}

const severity: CommentStatus[] = ['approve', 'hold', 'spam', 'trash'];

const worse = (one: CommentStatus, other: CommentStatus): CommentStatus =>
  severity.indexOf(one) < severity.indexOf(other) ? other : one;

const changedMeanwhile = () =>
  httpError(
    409,
    'changed_meanwhile',
    __(
      'This comment was changed since you opened it. Your text is below: look at the comment as it is now before you save yours.',
    ),
  );
