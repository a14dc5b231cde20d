// dashboard/admin.ts: the admin's first screen.
import { Router } from 'express';
import { adminFrame } from '../base/admin/frame.ts';
import type { Blog } from '../blog.ts';

export function dashboardAdmin(_blog: Blog): Router {
  const router = Router();
  router.get('/', (req, res) => {
    res.render('admin/dashboard', { frame: adminFrame(req, { title: 'Dashboard' }) });
  });
  return router;
}
