// menus/assign.ts: menus are put into the places of the theme, and taken out of them.
import { announce } from '../announcements.ts';
import type { Database } from '../base/database/database.ts';
import { forgetSettings, saveSettings, settings } from '../base/settings/settings.ts';
import type { Blog } from '../blog.ts';
import { deleteMenu } from './queries.ts';
import { menuLocations } from './settings.ts';

/** Puts menus into places, by place; 0 empties one. Places of other themes keep theirs. */
export async function assignMenus(blog: Blog, chosen: Record<string, number>): Promise<void> {
  await change(blog, async (db, before) => storeLocations(db, { ...before, ...chosen }));
}

/** Deletes a menu with its lines; its places show the site's pages again. */
export async function removeMenu(blog: Blog, id: number): Promise<void> {
  await change(blog, async (db, before) => {
    await deleteMenu(db, id);
    await storeLocations(db, Object.fromEntries(Object.entries(before).filter(([, menu]) => menu !== id)));
  });
}

async function change(
  blog: Blog,
  make: (db: Database, before: Record<string, number>) => Promise<void>,
): Promise<void> {
  await blog.db.transaction(async (db) => {
    const { nav_menu_locations } = await settings(db, menuLocations);
    await make(db, nav_menu_locations);
    await announce({ db }, 'settings.saved', { names: ['nav_menu_locations'] });
  });
  forgetSettings(blog.db);
}

const storeLocations = (db: Database, places: Record<string, number>) =>
  saveSettings(db, menuLocations, {
    nav_menu_locations: Object.fromEntries(Object.entries(places).filter(([, menu]) => menu > 0)),
  });
