// widgets/change.ts: widgets are added, told, moved and removed; one change at a time.
import { announce } from '../announcements.ts';
import { badRequest } from '../base/errors.ts';
import { forgetSettings, saveSettings, settings } from '../base/settings/settings.ts';
import type { Blog } from '../blog.ts';
import { lockChoices } from '../themes/queries.ts';
import { widgetAreas } from './settings.ts';
import { mostWidgets, type Areas } from './widget.ts';

/** Changes the areas. @throws HttpError 400 when one would hold too many */
export async function changeWidgets(blog: Blog, change: (areas: Areas) => Areas): Promise<void> {
  await blog.db.transaction(async (db) => {
    await lockChoices(db);
    const { sidebars_widgets } = await settings(db, widgetAreas);
    const after = change(sidebars_widgets);
    if (Object.values(after).some((all) => all.length > mostWidgets))
      throw badRequest(`An area holds at most ${mostWidgets} widgets.`);
    await saveSettings(db, widgetAreas, { sidebars_widgets: after });
    await announce({ db }, 'settings.saved', { names: ['sidebars_widgets'] });
  });
  forgetSettings(blog.db);
}
