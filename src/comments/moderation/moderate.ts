// comments/moderation/moderate.ts: approves, holds, marks as spam, bins, restores and deletes comments.
import crypto from 'node:crypto';
import type { User } from '../../accounts/user.ts';
import { announce, announceAll } from '../../announcements.ts';
import { publishAttachments } from '../../attachments/publish.ts';
import { attachmentsOf } from '../../attachments/queries.ts';
import { inTransaction } from '../../base/database/database.ts';
import { forbidden } from '../../base/errors.ts';
import { __ } from '../../base/language/gettext.ts';
import type { Blog } from '../../blog.ts';
import { addToCommentCounts } from '../../posts/queries/comment-count.ts';
import { mayModerate, type CommentStatus } from '../comment.ts';
import { noteChanges, type CommentChange } from '../live/queries.ts';
import { takeNames } from '../names/names.ts';
import { removeIdlePlaceholders } from '../own/queries.ts';
import { answerAppeals } from '../appeals/queries.ts';
import { settleReports } from '../reports/queries.ts';
import { keepDecisions, type Decider } from './history-queries.ts';
import { changeStatus, commentsToModerate, deleteComments, type StatusChange } from './queries.ts';

export const moderations = ['approve', 'hold', 'spam', 'trash', 'restore', 'delete', 'dismiss'] as const;
export type Moderation = (typeof moderations)[number];

/** What one press of a button did. */
export interface Decided {
  /** How many comments changed. */
  count: number;
  /** What undo.ts takes back; '' where nothing can be. */
  batch: string;
}

/**
 * Does one thing to several comments and keeps the posts' counts right.
 * @param via how the user came to it, for the comments' history
 * @throws HttpError 403 when any of them stands under a post that the user may not moderate
 */
export async function moderateComments(
  blog: Blog,
  user: User | undefined,
  ids: number[],
  what: Moderation,
  via: Decider['via'] = 'program',
): Promise<Decided> {
  const comments = await commentsToModerate(blog.db, ids);
  if (!comments.every((comment) => mayModerate(user, comment.post))) {
    throw forbidden(__('You may only moderate comments on your own posts. Nothing was changed.'));
  }
  const known = comments.map(({ id }) => id);
  return decideComments(blog, known, what, { user_id: user?.id ?? null, via });
}

/** Who decides by the REST API. */
export const byProgram = (asker: { user: User } | undefined): Decider => ({
  user_id: asker?.user.id ?? null,
  via: 'program',
});

/** What a person decided, whose right was checked: changes the comments, notes it in their history, and the spam filter learns from it. */
export async function decideComments(
  blog: Blog,
  ids: number[],
  what: Moderation,
  decider: Decider,
  batch: string = crypto.randomUUID(),
): Promise<Decided> {
  if (what === 'delete') return { count: (await removeComments(blog, ids)).length, batch: '' };
  return inTransaction(blog, async (blog) => {
    const changes = what === 'dismiss' ? [] : await setStatus(blog, ids, what);
    const decided = { ...decider, batch, decided_at: blog.now() };
    await keepDecisions(blog.db, changes, { ...decided, what });
    const answered = await answerReaders(blog.db, ids, { what, batch, at: blog.now(), changes });
    await keepDecisions(blog.db, answered, { ...decided, what: 'dismiss' });
    await announceAll(
      blog,
      'comment.decided',
      changes.map(({ id }) => ({ comment_id: id })),
    );
    const count = changes.length + answered.length;
    return { count, batch: count ? batch : '' };
  });
}

/**
 * What is decided about a comment answers what readers reported of it (who approves it dismisses that, who takes it down has acted),
 * and its author, who asked for another look.
 * @returns comments of which somebody was answered and whose status stays
 */
async function answerReaders(
  db: Blog['db'],
  ids: number[],
  {
    what,
    batch,
    at,
    changes,
  }: { what: Exclude<Moderation, 'delete'>; batch: string; at: Date; changes: StatusChange[] },
) {
  const asked = await answerAppeals(db, ids, { batch, at });
  const outcome = what === 'approve' || what === 'dismiss' ? 'dismissed' : 'acted';
  const reported = what === 'restore' ? [] : await settleReports(db, ids, { outcome, batch, at });
  const answered = new Map([...asked, ...reported].map((one) => [one.id, one])).values();
  const changed = new Set(changes.map(({ id }) => id));
  return [...answered]
    .filter(({ id }) => !changed.has(id))
    .map(({ id, status }) => ({ id, was: status, status, former_status: null }));
}

/** Changes the status without asking who wants it: for the blog's own jobs. */
export function setStatus(blog: Blog, ids: number[], to: CommentStatus | 'restore'): Promise<StatusChange[]> {
  return inTransaction(blog, async (blog) => {
    const changes = await changeStatus(blog.db, ids, to, blog.now());
    await followChanges(blog, changes);
    return changes;
  });
}

/** What follows from changes of status: the posts' counts, who may open the files, and that others hear of it. */
export async function followChanges(blog: Blog, changes: StatusChange[]): Promise<void> {
  await addToCommentCounts(blog.db, countChanges(changes));
  const [shown, hidden] = [true, false].map((isShown) =>
    changes.filter(({ status }) => (status === 'approve') === isShown).map(({ id }) => id),
  );
  await takeNames(blog, shown!);
  await publishAttachments(blog.db, shown!, true);
  await publishAttachments(blog.db, hidden!, false);
  await noteChanges(blog.db, seenChanges(changes), blog.now());
  await announceAll(
    blog,
    'comment.changed',
    changes.map(({ id, post_id }) => ({ comment_id: id, post_id })),
  );
}

/** Removes comments for good, without asking who wants it. Whoever keeps their files hears of it. */
export function removeComments(blog: Blog, ids: number[]): Promise<StatusChange[]> {
  return inTransaction(blog, async (blog) => {
    const files = await attachmentsOf(blog.db, ids);
    const gone = await deleteComments(blog.db, ids);
    const above = gone.flatMap(({ parent_id }) => parent_id ?? []);
    await removeIdlePlaceholders(blog.db, above);
    const fewer = gone.map((one) => ({ ...one, status: 'trash' as const }));
    await addToCommentCounts(blog.db, countChanges(fewer));
    await noteChanges(blog.db, seenChanges(fewer), blog.now());
    for (const { id, post_id } of gone) {
      await announce(blog, 'comment.removed', {
        comment_id: id,
        post_id,
        media_ids: (files.get(id) ?? []).map(({ media_id }) => media_id),
      });
    }
    return gone;
  });
}

/** What readers see appear or go. */
const seenChanges = (changes: StatusChange[]): CommentChange[] =>
  changes
    .filter(({ status, was }) => [status, was].includes('approve'))
    .map(({ id, post_id }) => ({ comment_id: id, post_id }));

function countChanges(changes: StatusChange[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const { post_id, status, was } of changes) {
    const by = Number(status === 'approve') - Number(was === 'approve');
    counts.set(post_id, (counts.get(post_id) ?? 0) + by);
  }
  return counts;
}
