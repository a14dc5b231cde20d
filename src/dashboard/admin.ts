// dashboard/admin.ts: the admin's first screen, and the drafts begun on it.
import { Router, type Request, type Response } from 'express';
import { needs } from '../accounts/guard.ts';
import { updateScreen } from '../accounts/queries.ts';
import { adminFrame } from '../base/admin/frame.ts';
import { leaveNotice } from '../base/admin/notices.ts';
import { isHttpError } from '../base/errors.ts';
import { fieldsOf, formBody } from '../base/http/form-body.ts';
import { localAddress } from '../base/http/redirect.ts';
import { __ } from '../base/language/gettext.ts';
import type { Blog } from '../blog.ts';
import { activityView } from './activity-view.ts';
import { glanceView } from './glance-view.ts';
import { healthView } from './health-view.ts';
import { hitsView } from './hits-view.ts';
import { insertQuickDraft } from './quick-draft.ts';
import { newSubmissionKey } from '../writing/submitted-form.ts';
import { pendingView } from './pending-view.ts';
import { scopeOf } from './scope.ts';

const newPost = () => ({ title: __('New post'), href: '/admin/posts/new', icon: 'plus' });

export function dashboardAdmin(blog: Blog): Router {
  const router = Router();
  router.get('/', function showDashboard(req, res) {
    return show(blog, req, res);
  });

  router.post(
    '/quick-draft/save',
    needs('edit_posts'),
    formBody('6mb'),
    async function saveQuickDraft(req, res) {
      const typed = draftTyped(req.body);
      try {
        const { id } = await insertQuickDraft(blog, req.user!, typed);
        leaveNotice(req, __('The draft is kept. Go on with it:'), 'done', `/admin/posts/${id}`);
        res.redirect(303, '/admin/');
      } catch (error) {
        if (!isHttpError(error) || error.status !== 422) throw error;
        await show(blog, req, res.status(422), { ...typed, problem: error.message });
      }
    },
  );

  router.post('/menu/collapse', needs('read'), formBody(), async function collapseMenu(req, res) {
    await keepMenu(blog, req, res, { is_collapsed: true });
  });
  router.post('/menu/expand', needs('read'), formBody(), async function expandMenu(req, res) {
    await keepMenu(blog, req, res, { is_collapsed: false });
  });

  return router;
}

/** Kept for this user alone; a script, which asks for JSON, has changed its page itself. */
async function keepMenu(blog: Blog, req: Request, res: Response, menu: { is_collapsed: boolean }) {
  await updateScreen(blog.db, req.user!.id, 'menu', menu);
  if (req.accepts(['html', 'json']) === 'json') res.status(204).end();
  else res.redirect(303, localAddress(fieldsOf(req).back, blog.url, '/admin/'));
}

function draftTyped(body: unknown): { title: string; content: string; form_key: string } {
  const { title, content, form_key } = (body ?? {}) as Record<string, unknown>;
  return {
    title: typeof title === 'string' ? title : '',
    content: typeof content === 'string' ? content : '',
    form_key: typeof form_key === 'string' ? form_key : '',
  };
}

async function show(
  blog: Blog,
  req: Request,
  res: Response,
  draft = { title: '', content: '', form_key: newSubmissionKey(), problem: '' },
): Promise<void> {
  const user = req.user!;
  const scope = scopeOf(user);
  const [glance, pending, activity, hits, health] = await Promise.all([
    scope.may_write ? glanceView(blog, scope) : undefined,
    scope.may_write ? pendingView(blog, req) : [],
    scope.may_write ? activityView(blog, user, scope) : undefined,
    scope.may_write ? hitsView(blog, scope) : undefined,
    scope.is_owner ? healthView(blog) : undefined,
  ]);
  const notice = draft.problem ? ({ kind: 'error', text: draft.problem } as const) : undefined;
  res.render('dashboard/dashboard', {
    frame: await adminFrame(blog, req, {
      title: __('Dashboard'),
      notice,
      ...(scope.may_write && { deed: newPost() }),
    }),
    may_write: scope.may_write,
    is_all: scope.posts_of === undefined,
    glance,
    pending,
    activity,
    hits,
    health,
    draft,
  });
}
