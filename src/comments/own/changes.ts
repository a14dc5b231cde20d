// comments/own/changes.ts: what a comment said before it was edited, one change at a time.
import { Router, type Request, type Response } from 'express';
import { needs } from '../../accounts/guard.ts';
import { usersByIds } from '../../accounts/queries.ts';
import { forbidden, notFound } from '../../base/errors.ts';
import { formBody } from '../../base/http/form-body.ts';
import { readId } from '../../base/http/ids.ts';
import { differenceOf, type DifferencePart } from '../../base/html/difference.ts';
import { __ } from '../../base/language/gettext.ts';
import type { Blog } from '../../blog.ts';
import { frame, type FrameView } from '../../posts/frame.ts';
import { permalink } from '../../posts/addresses/permalink.ts';
import type { Post } from '../../posts/post.ts';
import { findPost } from '../../posts/queries/find.ts';
import { isPublic, mayRead } from '../../posts/visible.ts';
import { mayModerate, type Comment } from '../comment.ts';
import { datesOf } from '../dates.ts';
import { findComment } from '../queries/find.ts';
import { commentLink } from '../thread/paging.ts';
import { isOwn, ownPaths } from './ownership.ts';
import { askerOf } from './asker.ts';
import { commentRevisions, eraseRevision, type CommentRevision } from './queries.ts';

/** What `comments/changes` shows. */
export interface ChangesPage {
  frame: FrameView;
  title: string;
  author_name: string;
  post: { title: string; href: string };
  href: string;
  /** The chosen version beside the one before; the first stands alone. */
  heading: string;
  parts: DifferencePart[];
  versions: VersionView[];
}

export interface VersionView {
  /** From 1, the oldest. */
  number: number;
  href: string;
  is_chosen: boolean;
  time: string;
  date: string;
  /** Who wrote this version. */
  by: string;
  /** It stood when the reply was written from which the reader comes. */
  is_answered: boolean;
  /** Readers are not shown it. */
  is_hidden: boolean;
  /** Where a moderator deletes it; '' for readers, and for the text of today. */
  remove_action: string;
}

const listed = 100;
/** Everybody may ask for a comparison: it must not hold up the others. */
const most_ms = 60;

export function changesPages(blog: Blog): Router {
  const router = Router();
  router.get('/comments/:id/changes', showChanges.bind(null, blog));
  const remove = '/comments/:id/changes/:revision/delete';
  router.post(remove, needs('edit_posts'), formBody(), removeVersion.bind(null, blog));
  return router;
}

interface Version {
  content: string;
  /** When it was written. */
  since: Date;
  by: 'author' | 'moderator';
  user_id: number | null;
  revision: CommentRevision | undefined;
}

async function showChanges(blog: Blog, req: Request, res: Response): Promise<void> {
  const { comment, post, sees } = await findShown(blog, req);
  if (sees !== 'shown' || req.user) res.set('Cache-Control', 'private, no-store');
  const all = versionsOf(comment, await commentRevisions(blog.db, comment.id, listed));
  const versions = all.filter(({ revision }) => sees !== 'shown' || revision?.was_shown !== false);
  const answered = await answeredAt(blog, req, comment);
  const chosen = choose(versions, req.query.version, answered);
  const [title, dateOf] = [__('Changes of a comment'), await datesOf(blog)];
  const view: ChangesPage = {
    frame: await frame(blog, req, { title, robots: 'noindex' }),
    title,
    author_name: comment.author_name || __('Anonymous'),
    post: { title: post.title || __('Untitled'), href: await permalink(blog, post) },
    href: await commentLink(blog, post, comment.id),
    heading: headingOf(versions, chosen, comment),
    parts: differenceOf(
      (versions[chosen - 1] ?? versions[chosen]!).content,
      versions[chosen]!.content,
      most_ms,
    ),
    versions: await versionViews(blog, versions, {
      comment,
      chosen,
      answered,
      mayRemove: sees === 'all',
      dateOf,
    }),
  };
  res.render('comments/changes', view);
}

/** @throws HttpError 404 for what this reader may not see: a comment that waits is its author's and the moderators' alone */
async function findShown(
  blog: Blog,
  req: Request,
): Promise<{ comment: Comment; post: Post; sees: 'all' | 'own' | 'shown' }> {
  const id = readId(String(req.params.id));
  const comment = id ? await findComment(blog.db, id) : undefined;
  const post = comment && (await findPost(blog.db, comment.post_id));
  if (!comment || !post || comment.status === 'removed') throw notFound('comment');
  if (mayModerate(req.user, post)) return { comment, post, sees: 'all' };
  if (mayRead(req.user, post) && isOwn(comment, askerOf(blog, req))) return { comment, post, sees: 'own' };
  const isShown = comment.status === 'approve' && isPublic(post) && post.password === '';
  if (!isShown) throw notFound('comment');
  return { comment, post, sees: 'shown' };
}

/** All texts in their order, the text of today last. */
function versionsOf(comment: Comment, revisions: CommentRevision[]): Version[] {
  const texts = [...revisions.map(({ content }) => content), comment.content];
  return texts.map((content, at) => {
    const before = revisions[at - 1];
    return {
      content,
      since: before?.replaced_at ?? comment.posted_at,
      by: before?.replaced_by ?? 'author',
      user_id: before?.user_id ?? null,
      revision: revisions[at],
    };
  });
}

/** When the reply was written that the address names; undefined when there is none. */
async function answeredAt(blog: Blog, { query }: Request, comment: Comment): Promise<Date | undefined> {
  const id = readId(query.answered);
  const reply = id ? await findComment(blog.db, id) : undefined;
  return reply?.parent_id === comment.id && reply.status === 'approve' ? reply.posted_at : undefined;
}

/** The version asked for, else what became of the one that was answered, else the newest. */
function choose(versions: Version[], asked: unknown, answered: Date | undefined): number {
  const number = readId(asked);
  if (number && number <= versions.length) return number - 1;
  const later = answered ? versions.findIndex(({ since }) => since > answered) : -1;
  return later === -1 ? versions.length - 1 : later;
}

function headingOf(versions: Version[], chosen: number, { edited_at }: Comment): string {
  if (versions.length === 1)
    return edited_at ? __('Its earlier texts are not shown') : __('It was not edited');
  if (chosen === 0) return __('Version %s', 1);
  return __('What became of version %1$s in version %2$s', chosen, chosen + 1);
}

interface Listing {
  comment: Comment;
  chosen: number;
  answered: Date | undefined;
  mayRemove: boolean;
  dateOf(date: Date): string;
}

async function versionViews(
  blog: Blog,
  versions: Version[],
  { comment, chosen, answered, mayRemove, dateOf }: Listing,
): Promise<VersionView[]> {
  const ids = versions.map(({ user_id }) => user_id);
  const users = await usersByIds(blog.db, ids);
  const path = ownPaths.changes(comment.id);
  const last = answered ? versions.findLastIndex(({ since }) => since <= answered) : -1;
  return versions.map(({ since, by, user_id, revision }, at) => ({
    number: at + 1,
    href: `${path}?version=${at + 1}`,
    is_chosen: at === chosen,
    time: since.toISOString(),
    date: dateOf(since),
    by:
      by === 'moderator'
        ? (users.get(user_id ?? 0)?.display_name ?? __('A moderator'))
        : comment.author_name || __('Anonymous'),
    is_answered: at === last,
    is_hidden: revision?.was_shown === false,
    remove_action: mayRemove && revision?.content ? `${path}/${revision.id}/delete` : '',
  }));
}

/** What must not be read any more, such as somebody's telephone number, can be taken out of the history. */
async function removeVersion(blog: Blog, req: Request, res: Response): Promise<void> {
  const { comment, sees } = await findShown(blog, req);
  if (sees !== 'all') throw forbidden(__('You may only moderate comments on your own posts.'));
  const revision = readId(String(req.params.revision));
  if (!revision || !(await eraseRevision(blog.db, comment.id, revision))) throw notFound('version');
  res.redirect(303, ownPaths.changes(comment.id));
}
