// dashboard/palette-admin.ts: "Go to…": the page that finds places, and the same for the script's palette.
import { Router, type Request } from 'express';
import { adminFrame } from '../base/admin/frame.ts';
import { __ } from '../base/language/gettext.ts';
import type { Blog } from '../blog.ts';
import { findEntries } from './palette-entries.ts';

export function paletteAdmin(blog: Blog): Router {
  const router = Router();

  router.get('/palette', async function answerPalette(req, res) {
    res.json({ places: await findEntries(blog, req, asked(req)) });
  });

  router.get('/go', async function showPlaces(req, res) {
    const search = asked(req);
    const places = await findEntries(blog, req, search);
    res.render('dashboard/go', {
      frame: await adminFrame(blog, req, { title: __('Go to…') }),
      search,
      places,
    });
  });

  return router;
}

const asked = (req: Request): string => (typeof req.query.q === 'string' ? req.query.q : '');
