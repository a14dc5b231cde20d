// export/feature.ts: takes the blog, or a part of it, out: as a WordPress export, or whole as a time capsule.
import { Router } from 'express';
import type { Feature } from '../feature.ts';
import { exportAdmin } from './admin.ts';
import { capsuleAdmin } from './capsule/admin.ts';
import { capsuleCommand } from './capsule/command.ts';
import { runCapsule } from './capsule/run-capsule.ts';
import { exportCommand } from './command.ts';

export const exporting: Feature = {
  name: 'export',
  admin: {
    menu: [
      { title: 'Export', path: '/admin/export', position: 76.2, under: 'Tools', capability: 'export' },
      {
        title: 'Time capsule',
        path: '/admin/capsules',
        position: 76.4,
        under: 'Tools',
        capability: 'export',
      },
    ],
    routes: (blog) => Router().use(exportAdmin(blog), capsuleAdmin(blog)),
  },
  commands: { export: exportCommand, capsule: capsuleCommand },
  tasks: { 'export.capsule': runCapsule },
};
