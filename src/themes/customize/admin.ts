// themes/customize/admin.ts: Appearance → Customize: options of a theme, looked at before they are published.
import { Router, type Request, type Response } from 'express';
import { needs } from '../../accounts/guard.ts';
import { adminFrame } from '../../base/admin/frame.ts';
import { leaveNotice } from '../../base/admin/notices.ts';
import { notFound } from '../../base/errors.ts';
import { fieldsOf, formBody } from '../../base/http/form-body.ts';
import { __ } from '../../base/language/gettext.ts';
import { settings } from '../../base/settings/settings.ts';
import { defaultTheme, themesIn, type Theme } from '../../base/themes/themes.ts';
import type { Blog } from '../../blog.ts';
import { readOptions } from './form.ts';
import { customizeView } from './view.ts';
import { chosenTheme } from '../form.ts';
import { lookedAddress, lookedIn, lookedOn } from './pictures.ts';
import { publishTheme } from './publish.ts';
import { dropDraft, findDraft, storeDraft } from '../queries.ts';
import { appearance, type ThemeValues } from '../settings.ts';
import { contrastWarnings } from './warnings.ts';

const here = '/admin/customize';

export function customizeAdmin(blog: Blog): Router {
  const router = Router();
  router.use('/customize', needs('edit_theme_options'), formBody('64kb', 200));

  router.get('/customize', showCustomize.bind(null, blog));
  router.post('/customize/open', openThemeDraft.bind(null, blog));
  router.post('/customize/preview', answerPreview.bind(null, blog));
  router.post('/customize/publish', publishDraft.bind(null, blog));
  router.post('/customize/reset', resetTheme.bind(null, blog));
  router.post('/customize/discard', discardChanges.bind(null, blog));

  return router;
}

async function showCustomize(blog: Blog, req: Request, res: Response) {
  return show(blog, req, res, await looked(blog, req));
}

async function openThemeDraft(blog: Blog, req: Request, res: Response) {
  const theme = themeIn(blog, req);
  const { theme_mods } = await settings(blog.db, appearance);
  await storeDraft(blog.db, {
    user_id: req.user!.id,
    stylesheet: theme.name,
    mods: theme_mods[theme.name] ?? {},
  });
  res.redirect(303, here);
}

async function answerPreview(blog: Blog, req: Request, res: Response) {
  const theme = themeIn(blog, req);
  const { values, problems } = readOptions(theme.options, req.body);
  const isScript = req.accepts(['html', 'json']) === 'json';
  if (Object.keys(problems).length) {
    res.status(422);
    if (isScript) res.json({ problems });
    else await show(blog, req, res, { theme, values, is_draft: false }, problems);
    return;
  }
  await storeDraft(blog.db, { user_id: req.user!.id, stylesheet: theme.name, mods: values });
  if (isScript) res.json({ warnings: contrastWarnings(theme.options, values) });
  else res.redirect(303, lookedAddress(here, lookedIn(theme.options, fieldsOf(req))));
}

async function publishDraft(blog: Blog, req: Request, res: Response) {
  const theme = themeIn(blog, req);
  const { values, problems } = readOptions(theme.options, req.body);
  if (Object.keys(problems).length) {
    res.status(422);
    await show(blog, req, res, { theme, values, is_draft: false }, problems);
    return;
  }
  await publishTheme(blog, req.user!, theme, values);
  leaveNotice(req, __('Published: everybody sees the site like this now.'), 'done', '/');
  res.redirect(303, here);
}

async function resetTheme(blog: Blog, req: Request, res: Response) {
  const theme = themeIn(blog, req);
  await storeDraft(blog.db, { user_id: req.user!.id, stylesheet: theme.name, mods: {} });
  leaveNotice(req, __('These are the theme’s own choices. Nothing is published yet.'));
  res.redirect(303, here);
}

async function discardChanges(blog: Blog, req: Request, res: Response) {
  await dropDraft(blog.db, req.user!.id);
  leaveNotice(req, __('Discarded. The site is as it was.'));
  res.redirect(303, here);
}

interface Choices {
  theme: Theme;
  values: ThemeValues;
  is_draft: boolean;
}

/** What the user is working on: their draft, else what is published. */
async function looked(blog: Blog, req: Request): Promise<Choices> {
  const { known } = themesIn(blog.config.THEMES_DIR);
  const draft = await findDraft(blog.db, req.user!.id);
  const theme = draft && known.get(draft.stylesheet);
  if (theme) return { theme, values: draft.mods, is_draft: true };
  const { stylesheet, theme_mods } = await settings(blog.db, appearance);
  const worn = known.get(stylesheet) ?? known.get(defaultTheme)!;
  return { theme: worn, values: theme_mods[worn.name] ?? {}, is_draft: false };
}

async function show(
  blog: Blog,
  req: Request,
  res: Response,
  shown: Choices,
  problems?: Record<string, string>,
): Promise<void> {
  const { stylesheet } = await settings(blog.db, appearance);
  const is_active = shown.theme.name === stylesheet;
  const text = __('Not saved: please look at the marked fields.');
  const title = __(/* translators: name of a theme */ 'Customize %s', shown.theme.manifest.name);
  res.render('themes/customize', {
    frame: await adminFrame(blog, req, { title, ...(problems && { notice: { kind: 'error', text } }) }),
    ...(await customizeView(blog, {
      ...shown,
      is_active,
      problems,
      looked: lookedOn(req, shown.theme.options),
    })),
  });
}

function themeIn(blog: Blog, req: Request): Theme {
  const form = chosenTheme.safeParse(req.body);
  const theme = form.success ? themesIn(blog.config.THEMES_DIR).known.get(form.data.theme) : undefined;
  if (!theme) throw notFound('theme');
  return theme;
}
