// terms/admin-show.ts: shows the list of categories or tags, and one of them.
import type { Request, Response } from 'express';
import { adminFrame } from '../base/admin/frame.ts';
import type { HttpError } from '../base/errors.ts';
import { translate } from '../base/language/gettext.ts';
import type { Blog } from '../blog.ts';
import { addressOf, termChoices, termList } from './admin-list.ts';
import type { TaxonomyScreen } from './taxonomy-screens.ts';
import type { Term } from './term.ts';

interface Shown {
  /** What came back from a form that was refused. */
  typed?: Record<string, unknown>;
  error?: HttpError;
  /** The term whose line is open. */
  quick?: Term;
}

export async function showTerms(
  blog: Blog,
  place: TaxonomyScreen,
  req: Request,
  res: Response,
  { typed, error, quick }: Shown,
): Promise<void> {
  const values = valuesOf(undefined, typed);
  const list = await termList(blog.db, req.user!, place, req.query);
  res.status(error?.status ?? 200).render('terms/admin', {
    frame: await frameOf(blog, req, translate(place.title), error),
    place,
    form: await formOf(blog, place, `${place.path}/add`, values),
    ...list,
    quick: quick && {
      id: quick.id,
      name: quick.name,
      slug: quick.slug,
      action: addressOf(`${place.path}/${quick.id}/quick-edit`, {}) + list.back.slice(place.path.length),
      is_listed: list.terms.some(({ id }) => id === quick.id),
    },
  });
}

export async function showTerm(
  blog: Blog,
  place: TaxonomyScreen,
  req: Request,
  res: Response,
  term: Term,
  { typed, error }: Shown = {},
): Promise<void> {
  const form = await formOf(blog, place, `${place.path}/${term.id}/save`, valuesOf(term, typed));
  res.status(error?.status ?? 200).render('terms/admin-one', {
    frame: await frameOf(blog, req, translate(place.words.edit), error),
    place,
    form: { ...form, parents: form.parents.filter(({ value }) => value !== String(term.id)) },
    posts_href: `/admin/posts?${place.filter}=${term.id}`,
    post_count: term.post_count,
    merge_href: addressOf(`${place.path}/merge`, { ids: String(term.id) }),
  });
}

const frameOf = (blog: Blog, req: Request, title: string, error: HttpError | undefined) =>
  adminFrame(blog, req, { title, notice: error && { kind: 'error', text: error.message } });

async function formOf({ db }: Blog, place: TaxonomyScreen, action: string, values: Record<string, string>) {
  const parents = place.has_parents ? await termChoices(db, place, Number(values.parent_id)) : [];
  return { action, values, has_parents: place.has_parents, parents };
}

function valuesOf(term: Term | undefined, typed: Record<string, unknown> = {}): Record<string, string> {
  const stored: Record<string, unknown> = { ...term };
  return Object.fromEntries(
    ['name', 'slug', 'description', 'parent_id'].map((field) => {
      const value = typed[field] ?? stored[field];
      return [field, typeof value === 'string' || typeof value === 'number' ? String(value) : ''];
    }),
  );
}
