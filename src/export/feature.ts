// export/feature.ts: takes the blog, or a part of it, out: as a WordPress export.
import type { Feature } from '../feature.ts';
import { exportAdmin } from './admin.ts';
import { exportCommand } from './command.ts';

export const exporting: Feature = {
  name: 'export',
  admin: {
    menu: [{ title: 'Export', path: '/admin/export', position: 77, under: 'Tools', capability: 'export' }],
    routes: exportAdmin,
  },
  commands: { export: exportCommand },
};
