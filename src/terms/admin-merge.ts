// terms/admin-merge.ts: the screen on which several categories, or tags, become one.
import { Router, type Request, type Response } from 'express';
import { adminFrame } from '../base/admin/frame.ts';
import { leaveNotice } from '../base/admin/notices.ts';
import { httpError, isHttpError } from '../base/errors.ts';
import { fieldsOf } from '../base/http/form-body.ts';
import { idsFrom } from '../base/http/ids.ts';
import { localAddress } from '../base/http/redirect.ts';
import { __, translate } from '../base/language/gettext.ts';
import type { Blog } from '../blog.ts';
import { termChoices } from './admin-list.ts';
import { findTermNamed, termsByIds } from './list-queries.ts';
import type { TaxonomyScreen } from './taxonomy-screens.ts';
import { mergeTerms } from './remove-terms.ts';

export function termMerges(blog: Blog, place: TaxonomyScreen): Router {
  const router = Router();
  const path = `${place.path.slice('/admin'.length)}/merge`;

  router.get(path, async function askBeforeMerge(req, res) {
    const { ids, back } = req.query;
    await show(blog, place, req, res, { ids: typeof ids === 'string' ? ids.split('.') : [], back });
  });

  router.post(path, async function mergeChosen(req, res) {
    const typed = fieldsOf(req);
    const ids = idsFrom(typed.ids);
    try {
      const into = await targetOf(blog, place, typed.into);
      const { name } = await mergeTerms(blog, { taxonomy: place.taxonomy, ids }, into);
      leaveNotice(req, __('Merged into %s. Old addresses lead there.', name));
    } catch (error) {
      if (!isHttpError(error) || error.status === 404) throw error;
      await show(blog, place, req, res.status(error.status), typed, error.message);
      return;
    }
    res.redirect(303, localAddress(typed.back, blog.url, place.path));
  });

  return router;
}

/** A category is chosen by its number, a tag is typed. */
async function targetOf({ db }: Blog, { has_parents, taxonomy, words }: TaxonomyScreen, typed: unknown) {
  const text = typeof typed === 'string' ? typed.trim() : '';
  const [id] = has_parents ? idsFrom(text) : [(await findTermNamed(db, taxonomy, text))?.id];
  const missing = text ? translate(words.unknown, text.slice(0, 100)) : translate(words.no_target);
  if (!id) throw httpError(422, 'no_target', missing);
  return id;
}

async function show(
  blog: Blog,
  place: TaxonomyScreen,
  req: Request,
  res: Response,
  typed: Record<string, unknown>,
  problem?: string,
): Promise<void> {
  const terms = await termsByIds(blog.db, place.taxonomy, idsFrom(typed.ids));
  const into = typeof typed.into === 'string' ? typed.into : '';
  const notice = problem ? ({ kind: 'error', text: problem } as const) : undefined;
  res.render('terms/admin-merge', {
    frame: await adminFrame(blog, req, { title: translate(place.words.merge), notice }),
    place,
    action: `${place.path}/merge`,
    back: localAddress(typed.back, blog.url, place.path),
    terms: terms.map(({ id, name, post_count }) => ({ id, name, post_count })),
    into,
    choices: place.has_parents ? await termChoices(blog.db, place, Number(into)) : [],
  });
}
