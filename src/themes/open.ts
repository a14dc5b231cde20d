// themes/open.ts: what themes bring to browsers: sheets, pictures, fonts, scripts; and the sheet of chosen options.
import path from 'node:path';
import express, { Router } from 'express';
import { answering } from '../base/http/listed.ts';
import { settings } from '../base/settings/settings.ts';
import { defaultTheme, themesIn } from '../base/themes/themes.ts';
import type { Blog } from '../blog.ts';
import { optionsOf } from './current.ts';
import { appearance } from './settings.ts';
import { iconFile } from './site-icon.ts';
import { sheetOf } from './values.ts';
import { versionOf } from './view.ts';

/** The kinds of files that are a theme's assets. Its templates and its theme.json are nobody's business. */
const assets = /\.(?:css|js|svg|png|jpe?g|gif|webp|avif|ico|woff2?|ttf|otf)$/i;
const year = 365 * 86_400;

export function themeFiles(blog: Blog): Router {
  const router = Router();

  router.get('/themes/options.css', async function sendOptionsSheet(req, res) {
    const { stylesheet, theme_mods } = await settings(blog.db, appearance);
    const { known } = themesIn(blog.config.THEMES_DIR);
    const theme = known.get(stylesheet) ?? known.get(defaultTheme)!;
    const sheet = sheetOf(optionsOf(blog, theme), theme_mods[theme.name] ?? {});
    const age = req.query.ver === versionOf(sheet) ? year : 60;
    res.set('Cache-Control', `public, max-age=${age}`).type('css').send(sheet);
  });

  router.get('/themes/additional.css', async function sendAdditionalCss(req, res, next) {
    const { custom_css } = await settings(blog.db, appearance);
    const { theme } = req.query;
    const css = typeof theme === 'string' && Object.hasOwn(custom_css, theme) ? custom_css[theme] : undefined;
    if (css === undefined) return next();
    const age = req.query.ver === versionOf(css) ? year : 60;
    res.set('Cache-Control', `public, max-age=${age}`).type('css').send(css);
  });

  router.get('/site-icon-:size.png', async function sendSiteIcon(req, res, next) {
    const bytes = await iconFile(blog, Number(req.params.size));
    if (!bytes) return next();
    res.set('Cache-Control', `public, max-age=${req.query.v === undefined ? 60 : year}`);
    res.type('png').send(bytes);
  });

  router.use(
    '/themes/:theme',
    answering(['GET /*file'], function sendAsset(req, res, next) {
      const theme = themesIn(blog.config.THEMES_DIR).known.get(String(req.params.theme));
      if (!theme || !['GET', 'HEAD'].includes(req.method) || !isAsset(req.path)) return next();
      const maxAge = req.query.ver === theme.version ? year * 1000 : 60_000;
      express.static(theme.folder, { dotfiles: 'ignore', index: false, redirect: false, maxAge })(
        req,
        res,
        next,
      );
    }),
  );

  return router;
}

/** Whether a path names a file that browsers may have. */
function isAsset(asked: string): boolean {
  if (!assets.test(asked) || /%(?:2e|2f|5c|00)/i.test(asked)) return false;
  return path.posix.normalize(asked) === asked && !asked.includes('/.');
}
