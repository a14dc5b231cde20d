// terms/admin.ts: the screens of categories and tags: list, one of them, quick edit, several at once.
import { Router, type Request, type Response } from 'express';
import { needs } from '../accounts/guard.ts';
import { storeScreenOptions } from '../accounts/screen-options.ts';
import { leaveNotice } from '../base/admin/notices.ts';
import { badRequest, isHttpError, notFound, type HttpError } from '../base/errors.ts';
import { fieldsOf, formBody } from '../base/http/form-body.ts';
import { idFrom, idsFrom } from '../base/http/ids.ts';
import { localAddress } from '../base/http/redirect.ts';
import { __, _n } from '../base/language/gettext.ts';
import type { Blog } from '../blog.ts';
import { addressOf, termColumns } from './admin-list.ts';
import { termMerges } from './admin-merge.ts';
import { showTerm, showTerms } from './admin-show.ts';
import { quickTermForm, termForm, type TermWords } from './form.ts';
import { taxonomyScreens, type TaxonomyScreen } from './taxonomy-screens.ts';
import { findTermById } from './queries.ts';
import { removeTerms, type Removed } from './remove-terms.ts';
import { addTerm, changeTerm } from './save-term.ts';
import type { Term } from './term.ts';

export function termsAdmin(blog: Blog): Router {
  const router = Router();
  for (const place of taxonomyScreens) router.use(termScreens(blog, place));
  return router;
}

function termScreens(blog: Blog, place: TaxonomyScreen): Router {
  const path = place.path.slice('/admin'.length);
  const router = Router();
  router.use(path, needs('manage_categories'), formBody('1mb', 1000));
  router.get(path, listTerms.bind(null, blog, place));
  router.use(termMerges(blog, place));

  router.get(`${path}/:id`, showOne.bind(null, blog, place));
  router.post(`${path}/add`, addOne.bind(null, blog, place));
  router.post(`${path}/screen-options/save`, saveScreenOptions.bind(null, blog, place));
  router.post(`${path}/:id/save`, saveOne.bind(null, blog, place));
  router.post(`${path}/:id/quick-edit`, quickEditOne.bind(null, blog, place));
  router.post(`${path}/:id/delete`, deleteOne.bind(null, blog, place));
  router.post(`${path}/bulk`, takeBulkAction.bind(null, blog, place));

  return router;
}

async function listTerms(blog: Blog, place: TaxonomyScreen, req: Request, res: Response) {
  const [id] = idsFrom(req.query.edit);
  const term = id ? await findTermById(blog.db, id) : undefined;
  await showTerms(blog, place, req, res, { quick: term?.taxonomy === place.taxonomy ? term : undefined });
}

async function addOne(blog: Blog, place: TaxonomyScreen, req: Request, res: Response) {
  const isJson = req.accepts(['html', 'json']) === 'json';
  try {
    const { id, name } = await addTerm(blog, place.taxonomy, termForm(req.body));
    if (isJson) {
      res.status(201).json({ id, name });
      return;
    }
  } catch (error) {
    refusalOf(error);
    if (isJson) res.status(error.status).json({ error: error.message });
    else await showTerms(blog, place, req, res, { typed: fieldsOf(req), error });
    return;
  }
  leaveNotice(req, __('Saved.'));
  goBack(blog, place, req, res);
}

async function saveScreenOptions(blog: Blog, place: TaxonomyScreen, req: Request, res: Response) {
  await storeScreenOptions(blog, req.user!, place.nouns, termColumns, fieldsOf(req));
  goBack(blog, place, req, res);
}

async function saveOne(blog: Blog, place: TaxonomyScreen, req: Request, res: Response) {
  const term = await editableTerm(blog, place, req);
  try {
    await changeTerm(blog, place.taxonomy, term.id, termForm(req.body));
  } catch (error) {
    refusalOf(error);
    await showTerm(blog, place, req, res, term, { typed: fieldsOf(req), error });
    return;
  }
  leaveNotice(req, __('Saved.'));
  res.redirect(303, `${place.path}/${term.id}`);
}

async function quickEditOne(blog: Blog, place: TaxonomyScreen, req: Request, res: Response) {
  const term = await editableTerm(blog, place, req);
  try {
    await changeTerm(blog, place.taxonomy, term.id, quickTermForm(req.body));
  } catch (error) {
    refusalOf(error);
    const { name = '', slug = '' } = fieldsOf(req) as Partial<TermWords>;
    await showTerms(blog, place, req, res, { quick: { ...term, name, slug }, error });
    return;
  }
  leaveNotice(req, __('Saved.'));
  goBack(blog, place, req, res);
}

async function deleteOne(blog: Blog, place: TaxonomyScreen, req: Request, res: Response) {
  tellRemoved(
    req,
    place,
    await removeTerms(blog, { taxonomy: place.taxonomy, ids: [idFrom(req.params.id, place.noun)] }),
  );
  goBack(blog, place, req, res);
}

async function takeBulkAction(blog: Blog, place: TaxonomyScreen, req: Request, res: Response) {
  const { deed, ids, back } = fieldsOf(req);
  const chosen = [...new Set(idsFrom(ids))];
  if (deed !== 'delete' && deed !== 'merge' && deed !== '') throw badRequest(__('Please choose what to do.'));
  if (!chosen.length) leaveNotice(req, __('No items were selected.'), 'warning');
  else if (deed === '') leaveNotice(req, __('Please choose a bulk action.'), 'warning');
  else if (deed === 'delete')
    tellRemoved(req, place, await removeTerms(blog, { taxonomy: place.taxonomy, ids: chosen }));
  else {
    const kept = { ids: chosen.join('.'), back: localAddress(back, blog.url, place.path) };
    res.redirect(303, addressOf(`${place.path}/merge`, kept));
    return;
  }
  goBack(blog, place, req, res);
}

async function showOne(blog: Blog, place: TaxonomyScreen, req: Request, res: Response) {
  await showTerm(blog, place, req, res, await editableTerm(blog, place, req));
}

const goBack = (blog: Blog, place: TaxonomyScreen, req: Request, res: Response) =>
  res.redirect(303, localAddress(fieldsOf(req).back, blog.url, place.path));

/** What a screen can show; all else goes on. */
function refusalOf(error: unknown): asserts error is HttpError {
  if (!isHttpError(error) || error.status === 404) throw error;
}

async function editableTerm(blog: Blog, { taxonomy, noun }: TaxonomyScreen, req: Request): Promise<Term> {
  const term = await findTermById(blog.db, idFrom(req.params.id, noun));
  if (term?.taxonomy !== taxonomy) throw notFound(noun);
  return term;
}

function tellRemoved(req: Request, { noun }: TaxonomyScreen, { removed, refusals }: Removed): void {
  const [first] = refusals;
  const done = _n('Deleted. Its posts stay.', 'Deleted: %s. Their posts stay.', removed);
  if (!first) leaveNotice(req, done);
  else if (removed)
    leaveNotice(
      req,
      [done, __('Left as they were: %s.', refusals.length), first.message].join(' '),
      'warning',
    );
  else if (first.status === 404) throw notFound(noun);
  else leaveNotice(req, first.message, 'error');
}
