// terms/admin.ts: the screens of categories and tags.
import { Router, type Request, type Response } from 'express';
import { needs } from '../accounts/guard.ts';
import { adminFrame } from '../base/admin/frame.ts';
import { leaveNotice } from '../base/admin/notices.ts';
import { isHttpError, notFound } from '../base/errors.ts';
import { formBody } from '../base/http/form-body.ts';
import { idFrom } from '../base/http/ids.ts';
import type { Blog } from '../blog.ts';
import { termForm } from './form.ts';
import { allTerms, findTermById } from './queries.ts';
import { addTerm, changeTerm, removeTerm } from './save-term.ts';
import type { Taxonomy, Term } from './term.ts';

const screens = [
  { path: '/categories', taxonomy: 'category', title: 'Categories', noun: 'category' },
  { path: '/tags', taxonomy: 'post_tag', title: 'Tags', noun: 'tag' },
] as const satisfies { taxonomy: Taxonomy; [field: string]: string }[];
type Screen = (typeof screens)[number];

export function termsAdmin(blog: Blog): Router {
  const router = Router();
  for (const screen of screens) router.use(termScreen(blog, screen));
  return router;
}

function termScreen(blog: Blog, screen: Screen): Router {
  const { path, taxonomy, noun } = screen;
  const router = Router();
  router.use(path, needs('manage_categories'), formBody());

  router.get(path, (req, res) => show(blog, screen, req, res));
  router.get(`${path}/:id`, async (req, res) => {
    const term = await findTermById(blog.db, idFrom(req.params.id, noun));
    if (term?.taxonomy !== taxonomy) throw notFound(noun);
    await show(blog, screen, req, res, { term });
  });

  router.post([`${path}/add`, `${path}/:id/save`], async (req, res) => {
    const id = req.params.id === undefined ? undefined : idFrom(req.params.id, noun);
    try {
      const words = termForm(req.body);
      if (id) await changeTerm(blog, taxonomy, id, words);
      else await addTerm(blog, taxonomy, words);
    } catch (error) {
      if (!isHttpError(error) || error.status === 404) throw error;
      const term = id ? await findTermById(blog.db, id) : undefined;
      await show(blog, screen, req, res.status(error.status), {
        term,
        typed: req.body,
        problem: error.message,
      });
      return;
    }
    leaveNotice(req, 'Saved.');
    res.redirect(303, `/admin${path}`);
  });

  router.post(`${path}/:id/delete`, async (req, res) => {
    try {
      await removeTerm(blog, taxonomy, idFrom(req.params.id, noun));
      leaveNotice(req, 'Deleted. Its posts stay.');
    } catch (error) {
      if (!isHttpError(error) || error.status === 404) throw error;
      leaveNotice(req, error.message, 'error');
    }
    res.redirect(303, `/admin${path}`);
  });

  return router;
}

interface Shown {
  /** The term that is being changed. */
  term?: Term;
  typed?: unknown;
  problem?: string;
}

async function show(
  blog: Blog,
  { path, taxonomy, title, noun }: Screen,
  req: Request,
  res: Response,
  { term, typed, problem }: Shown = {},
): Promise<void> {
  const terms = await allTerms(blog.db, taxonomy);
  const names = new Map(terms.map(({ id, name }) => [id, name]));
  const notice = problem ? ({ kind: 'error', text: problem } as const) : undefined;
  res.render('terms/admin', {
    frame: adminFrame(req, { title, notice }),
    path: `/admin${path}`,
    noun,
    has_parents: taxonomy === 'category',
    action: term ? `/admin${path}/${term.id}/save` : `/admin${path}/add`,
    is_change: term !== undefined,
    values: valuesOf(term, typed),
    terms: terms.map((one) => ({
      ...one,
      parent: names.get(one.parent_id ?? 0) ?? '',
      is_self: one.id === term?.id,
    })),
  });
}

function valuesOf(term: Term | undefined, typed: unknown): Record<string, string> {
  const given = (typed ?? {}) as Record<string, unknown>;
  const stored: Record<string, unknown> = { ...term };
  return Object.fromEntries(
    ['name', 'slug', 'description', 'parent_id'].map((field) => {
      const value = given[field] ?? stored[field];
      return [field, typeof value === 'string' || typeof value === 'number' ? String(value) : ''];
    }),
  );
}
