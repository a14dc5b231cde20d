// menus/settings.ts: which menu stands in which place of the theme.
import { z } from 'zod';
import { field, withoutScreen } from '../base/settings/declare.ts';

/** WordPress's name. By place, the id of a menu; places keep their menus when the theme changes. */
export const menuLocations = z.object(
  withoutScreen('Appearance → Menus changes it.', {
    nav_menu_locations: field(
      z.record(z.string().max(50), z.number().int().min(0).max(2_147_483_647)).default({}),
      'textarea',
      'By place of the theme, the id of the menu in it',
    ),
  }),
);
