// dashboard/feature.ts: the admin's first screen.
import type { Feature } from '../feature.ts';
import { dashboardAdmin } from './admin.ts';

export const dashboard: Feature = {
  name: 'dashboard',
  admin: {
    menu: [{ title: 'Dashboard', path: '/admin/', position: 10, capability: 'read' }],
    routes: dashboardAdmin,
  },
};
