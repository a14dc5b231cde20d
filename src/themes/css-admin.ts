// themes/css-admin.ts: Appearance → Additional CSS.
import { Router, type Request, type Response } from 'express';
import { needs } from '../accounts/guard.ts';
import { adminFrame } from '../base/admin/frame.ts';
import { leaveNotice } from '../base/admin/notices.ts';
import { isHttpError } from '../base/errors.ts';
import { fieldsOf, formBody } from '../base/http/form-body.ts';
import { __, __list, __number } from '../base/language/gettext.ts';
import { settings } from '../base/settings/settings.ts';
import { defaultTheme, themesIn } from '../base/themes/themes.ts';
import type { Blog } from '../blog.ts';
import { mostCss, saveCss } from './additional-css.ts';
import { appearance } from './settings.ts';

export function cssAdmin(blog: Blog): Router {
  const router = Router();
  router.use('/custom-css', needs('edit_theme_options'), formBody('1mb', 10));

  router.get('/custom-css', async function showAdditionalCss(req, res) {
    const { theme, css } = await stored(blog);
    await show(blog, req, res, { theme: theme.manifest.name, css });
  });

  router.post('/custom-css', async function saveAdditionalCss(req, res) {
    const { css: given } = fieldsOf(req);
    const css = typeof given === 'string' ? given.replaceAll('\r\n', '\n') : '';
    const { theme } = await stored(blog);
    try {
      const removed = await saveCss(blog, theme.name, css);
      if (removed.length) leaveNotice(req, sentence(removed), 'warning');
      else leaveNotice(req, __('Saved.'), 'done', '/');
    } catch (error) {
      if (!isHttpError(error)) throw error;
      res.status(error.status);
      await show(blog, req, res, {
        theme: theme.manifest.name,
        css,
        problem: error.fields.css ?? error.message,
      });
      return;
    }
    res.redirect(303, '/admin/custom-css');
  });

  return router;
}

async function stored(blog: Blog) {
  const { stylesheet, custom_css } = await settings(blog.db, appearance);
  const { known } = themesIn(blog.config.THEMES_DIR);
  const theme = known.get(stylesheet) ?? known.get(defaultTheme)!;
  return { theme, css: custom_css[theme.name] ?? '' };
}

interface Shown {
  theme: string;
  css: string;
  problem?: string;
}

async function show(blog: Blog, req: Request, res: Response, shown: Shown): Promise<void> {
  const text = __('Not saved: please look at the marked field.');
  const notice = shown.problem ? { notice: { kind: 'error' as const, text } } : {};
  res.render('themes/custom-css', {
    frame: await adminFrame(blog, req, { title: __('Additional CSS'), ...notice }),
    problem: '',
    most: __number(mostCss),
    ...shown,
  });
}

function sentence(removed: string[]): string {
  const some = removed.slice(0, 3).map((one) => `“${one.length > 80 ? `${one.slice(0, 80)}…` : one}”`);
  const more = removed.length - some.length;
  return more
    ? __(
        /* translators: rules of CSS; how many others */ 'Saved, without %1$s and %2$s more: readers’ browsers ask no other host for anything. Upload the file to the library, or paste the imported rules here.',
        __list(some),
        more,
      )
    : __(
        /* translators: rules of CSS */ 'Saved, without %s: readers’ browsers ask no other host for anything. Upload the file to the library, or paste the imported rules here.',
        __list(some),
      );
}
