// writing/screen/admin.ts: the write screen: opening, saving, looking at what is not out yet, earlier texts.
import { Router, type Request, type Response } from 'express';
import { adminFrame } from '../../base/admin/frame.ts';
import { leaveNotice, type Notice } from '../../base/admin/notices.ts';
import { httpError, isHttpError } from '../../base/errors.ts';
import { idFrom } from '../../base/http/ids.ts';
import { __ } from '../../base/language/gettext.ts';
import { renderWithTexts } from '../../base/themes/long-texts.ts';
import type { Blog } from '../../blog.ts';
import { namesOfTerms } from '../../terms/list-queries.ts';
import { checklist } from './checklist.ts';
import { autosaves } from './autosave.ts';
import { postLocks } from './edit-lock.ts';
import { revisionsView } from './revisions.ts';
import { previewShares } from './preview-link.ts';
import { metaBoxesOf } from './meta-boxes.ts';
import { autosave, newerAutosave } from '../autosave.ts';
import { postForm, textForm } from '../form.ts';
import { permalink } from '../../posts/addresses/permalink.ts';
import { editablePost } from '../requested-post.ts';
import { isOut, type Post } from '../../posts/post.ts';
import { previewPath } from '../preview.ts';
import { findPost } from '../../posts/queries/find.ts';
import { restoreRevision } from '../revisions.ts';
import { savePost } from '../save.ts';
import { rememberSaved, takeSaved } from './saved-copies.ts';
import { savedInPlace } from './saved-in-place.ts';
import { postOfForm } from '../submitted-form.ts';
import { writeView, type WriteShown } from './view.ts';
import { say } from '../sayings.ts';

export function writeScreens(blog: Blog, type: 'post' | 'page'): Router {
  const router = Router();
  const path = `/${type}s`;

  router.get(`${path}/tags`, answerTags.bind(null, blog));
  router.get(`${path}/new`, showNew.bind(null, blog, type));

  router.get(`${path}/:id`, async function showPost(req, res) {
    const post = await editablePost(blog, req, type);
    if (post.status === 'trash') {
      res.redirect(302, `/admin${path}?status=trash`);
      return;
    }
    const kept = await newerAutosave(blog, req.user!, post);
    const restored = req.query.autosave === 'restore' ? kept : undefined;
    const text = __('The unsaved text stands in the fields now. It is not saved yet.');
    const notice = restored && ({ kind: 'warning', text } as const);
    await show(blog, req, res, { type, post, autosave: kept, restored, notice });
  });

  router.get(`${path}/:id/preview`, leadToPreview.bind(null, blog, type));
  router.get(`${path}/:id/revisions`, listRevisions.bind(null, blog, type));

  router.post(`${path}/:id/revisions/:revision/restore`, async function restoreOne(req, res) {
    const post = await editablePost(blog, req, type);
    await restoreRevision(blog, req.user!, post.id, idFrom(req.params.revision, 'revision'));
    leaveNotice(req, __('The earlier text is back. The one it replaced is kept as well.'));
    res.redirect(303, `/admin${path}/${post.id}`);
  });

  router.post([`${path}/check`, `${path}/:id/check`], answerChecklist.bind(null, blog, type));
  router.post([`${path}/save`, `${path}/:id/save`], takePost.bind(null, blog, type));
  router.use(autosaves(blog, type), postLocks(blog, type), previewShares(blog, type));
  return router;
}

async function answerTags(blog: Blog, req: Request, res: Response) {
  const { q } = req.query;
  const words = typeof q === 'string' ? q.trim().slice(0, 200).replaceAll('\0', '') : '';
  res.json(words ? await namesOfTerms(blog.db, 'post_tag', words, 10) : []);
}

function showNew(blog: Blog, type: 'post' | 'page', req: Request, res: Response) {
  return show(blog, req, res, { type });
}

async function leadToPreview(blog: Blog, type: 'post' | 'page', req: Request, res: Response) {
  const post = await editablePost(blog, req, type);
  res.redirect(302, previewPath(post.id));
}

async function listRevisions(blog: Blog, type: 'post' | 'page', req: Request, res: Response) {
  const post = await editablePost(blog, req, type);
  const frame = await adminFrame(blog, req, { title: __('Revisions') });
  res.render('writing/admin-revisions', { frame, ...(await revisionsView(blog, post, req.query)) });
}

async function answerChecklist(blog: Blog, type: 'post' | 'page', req: Request, res: Response) {
  if (req.params.id !== undefined) await editablePost(blog, req, type);
  const form = postForm(req.body as Record<string, unknown> | undefined);
  // What is wrong with a field, the save says.
  res.json({ lines: 'problems' in form ? [] : await checklist(blog, { ...form.words, type }) });
}

function takePost(blog: Blog, type: 'post' | 'page', req: Request, res: Response) {
  return save(blog, req, res, type);
}

async function save(blog: Blog, req: Request, res: Response, type: 'post' | 'page'): Promise<void> {
  const typed = req.body as Record<string, unknown> | undefined;
  // A form of a new post that was sent before means the post it has made.
  const before =
    req.params.id === undefined
      ? await postOfForm(blog, req.user!, typed?.form_key)
      : await editablePost(blog, req, type);
  try {
    // What is out stays as it is while its author looks at a change.
    if (typed?.act === 'preview' && before && isOut(before.status)) {
      await autosave(blog, req.user!, { id: before.id, type }, textForm(typed));
      res.redirect(303, previewPath(before.id));
    } else await keep(blog, req, res, { type, before, typed });
  } catch (error) {
    // Nothing typed is ever lost: what can be mended comes back as it was typed.
    if (!isHttpError(error) || ![409, 422].includes(error.status) || isScript(req)) throw error;
    const notice = { kind: 'error', text: error.message } as const;
    const now = before && (await findPost(blog.db, before.id));
    const other = error.code === 'changed_meanwhile' ? now : undefined;
    const shown = { type, post: now, typed, other, problems: error.fields, notice };
    await show(blog, req, res.status(error.status), shown);
  }
}

interface Given {
  type: 'post' | 'page';
  before: Post | undefined;
  /** Undefined when it was no form. */
  typed: Record<string, unknown> | undefined;
}

async function keep(blog: Blog, req: Request, res: Response, { type, before, typed }: Given): Promise<void> {
  const form = postForm(typed);
  if ('problems' in form) {
    const text = __('Not saved yet: please look at the marked fields.');
    if (isScript(req)) throw httpError(422, 'unready', text, form.problems);
    const notice = { kind: 'error', text } as const;
    await show(blog, req, res.status(422), { type, post: before, typed, problems: form.problems, notice });
    return;
  }
  const post = await savePost(blog, req.user!, { ...form.words, id: before?.id, type });
  rememberSaved(req, typed?.copy);
  if (isScript(req) && form.words.act !== 'preview' && post.status === (before?.status ?? 'draft')) {
    res.json(await savedInPlace(blog, post));
    return;
  }
  const href = post.status === 'publish' ? new URL(await permalink(blog, post), blog.url).href : '';
  leaveNotice(req, sentence(post, before), 'done', href);
  const to = form.words.act === 'preview' ? previewPath(post.id) : `/admin/${type}s/${post.id}`;
  if (isScript(req)) res.json({ go_to: to });
  else res.redirect(303, to);
}

const isScript = (req: Request): boolean => req.accepts(['html', 'json']) === 'json';

function sentence(post: Post, before: Post | undefined): string {
  if (post.status === 'future') return say(post.type, 'scheduled');
  if (post.status === 'publish')
    return say(post.type, before?.status === 'publish' ? 'updated' : 'published');
  if (post.status === 'private') return say(post.type, 'saved_private');
  return post.status === 'pending' ? say(post.type, 'handed_in') : __('Draft saved.');
}

async function show(
  blog: Blog,
  req: Request,
  res: Response,
  shown: WriteShown & { notice?: Notice },
): Promise<void> {
  const title = say(shown.type, shown.post ? 'edit' : 'add');
  const frame = await adminFrame(blog, req, { title, notice: shown.notice });
  const view = await writeView(blog, req.user!, shown);
  const meta_boxes = await metaBoxesOf(blog, shown.post?.id);
  const saved_copies = takeSaved(req).join(' ');
  await renderWithTexts(res, 'writing/admin-write', { frame, saved_copies, meta_boxes, ...view });
}
