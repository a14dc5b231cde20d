// menus/feature.ts: menus: named lists of links that stand in the places of a theme.
import type { Feature } from '../feature.ts';
import { menusAdmin } from './admin.ts';
import { menusRest } from './rest/rest.ts';
import { menuLocations } from './settings.ts';
import { menusAround } from './view.ts';

export const menus: Feature = {
  name: 'menus',
  rest: menusRest,
  regions: menusAround,
  admin: {
    menu: [
      {
        title: 'Menus',
        path: '/admin/menus',
        position: 62,
        capability: 'edit_theme_options',
        under: 'Appearance',
      },
    ],
    routes: menusAdmin,
  },
  settings: [menuLocations],
};
