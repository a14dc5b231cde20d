// themes/open.ts: what themes bring to browsers: sheets, pictures, fonts, scripts; and the sheet of chosen options.
import path from 'node:path';
import express, { Router } from 'express';
import { settings } from '../base/settings/settings.ts';
import { defaultTheme, themesIn } from '../base/themes/themes.ts';
import type { Blog } from '../blog.ts';
import { appearance } from './settings.ts';
import { sheetOf } from './values.ts';

/** The kinds of files that are a theme's assets. Its templates and its theme.json are nobody's business. */
const assets = /\.(?:css|js|svg|png|jpe?g|gif|webp|avif|ico|woff2?|ttf|otf)$/i;
const year = 365 * 86_400;

export function themeFiles(blog: Blog): Router {
  const router = Router();

  router.get('/themes/options.css', async (_req, res) => {
    const { stylesheet, theme_mods } = await settings(blog.db, appearance);
    const { known } = themesIn(blog.config.THEMES_DIR);
    const theme = known.get(stylesheet) ?? known.get(defaultTheme)!;
    const options = { ...known.get(defaultTheme)!.options, ...theme.options };
    const sheet = sheetOf(options, theme_mods[theme.name] ?? {});
    res.set('Cache-Control', `public, max-age=${year}`).type('css').send(sheet);
  });

  router.use('/themes/:theme', (req, res, next) => {
    const theme = themesIn(blog.config.THEMES_DIR).known.get(req.params.theme);
    if (!theme || !['GET', 'HEAD'].includes(req.method) || !isAsset(req.path)) return next();
    const maxAge = req.query.ver === theme.version ? year * 1000 : 60_000;
    express.static(theme.folder, { dotfiles: 'ignore', index: false, redirect: false, maxAge })(
      req,
      res,
      next,
    );
  });

  return router;
}

/** Whether a path names a file that browsers may have. */
function isAsset(asked: string): boolean {
  if (!assets.test(asked) || /%(?:2e|2f|5c|00)/i.test(asked)) return false;
  return path.posix.normalize(asked) === asked && !asked.includes('/.');
}
