// widgets/feature.ts: widgets: small lists and texts in the areas of a theme.
import type { Feature } from '../feature.ts';
import { widgetsAdmin } from './admin.ts';
import { liveLists } from './live-lists.ts';
import { widgetsRest } from './rest/rest.ts';
import { widgetAreas } from './settings.ts';
import { widgetsAround } from './view.ts';

export const widgets: Feature = {
  name: 'widgets',
  rest: widgetsRest,
  regions: widgetsAround,
  live_lists: liveLists,
  admin: {
    menu: [
      {
        title: 'Widgets',
        path: '/admin/widgets',
        position: 63,
        capability: 'edit_theme_options',
        under: 'Appearance',
      },
    ],
    routes: widgetsAdmin,
  },
  settings: [widgetAreas],
};
