// menus/settings.ts: which menu stands in which place of the theme.
import { z } from 'zod';

/** WordPress's name. By place, the id of a menu; places keep their menus when the theme changes. */
export const menuPlaces = z.object({
  nav_menu_locations: z.record(z.string().max(50), z.number().int().min(0).max(2_147_483_647)).default({}),
});
