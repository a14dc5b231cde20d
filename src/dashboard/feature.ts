// dashboard/feature.ts: the admin's first screen, the way to all others, and the work in the background.
import { Router } from 'express';
import { N_ } from '../base/language/gettext.ts';
import type { Feature } from '../feature.ts';
import { dashboardAdmin } from './admin.ts';
import { designAdmin } from './design-admin.ts';
import { jobsAdmin } from './jobs-admin.ts';
import { paletteAdmin } from './palette-admin.ts';

export const dashboard: Feature = {
  name: 'dashboard',
  admin: {
    menu: [
      { title: N_('Dashboard'), path: '/admin/', position: 10, icon: 'layout-dashboard', capability: 'read' },
      {
        title: N_('Background work'),
        path: '/admin/jobs',
        position: 79,
        under: 'Tools',
        capability: 'manage_options',
      },
    ],
    routes: (blog) =>
      Router().use(dashboardAdmin(blog), designAdmin(blog), jobsAdmin(blog), paletteAdmin(blog)),
  },
};
