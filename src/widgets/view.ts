// widgets/view.ts: the widgets around a page, by the areas of its theme.
import type { Request } from 'express';
import { translate } from '../base/language/gettext.ts';
import { settings } from '../base/settings/settings.ts';
import type { Theme } from '../base/themes/themes.ts';
import type { Blog } from '../blog.ts';
import { placesOf } from '../themes/current.ts';
import type { Around, WidgetView } from '../base/themes/regions.ts';
import { calendarView } from './calendar.ts';
import { link, linksOf } from './links.ts';
import { widgetAreas } from './settings.ts';
import { kinds, type Widget } from './widget.ts';

/** All widgets of the theme's areas, at once; those with nothing to show are left out. */
export async function widgetsAround(blog: Blog, req: Request, theme: Theme): Promise<Partial<Around>> {
  const { sidebars_widgets: areas } = await settings(blog.db, widgetAreas);
  const places = placesOf(blog, theme).areas.filter((area) => areas[area]?.length);
  const shown = await Promise.all(
    places.map(async (area) => {
      const views = await Promise.all(areas[area]!.map((widget) => viewOf(blog, widget, req)));
      return [area, views.filter(hasWords)] as const;
    }),
  );
  return { areas: Object.fromEntries(shown) };
}

/** One widget, on the page at an address. */
export async function viewOf(
  blog: Blog,
  widget: Widget,
  { path, url }: Pick<Request, 'path' | 'url'>,
): Promise<WidgetView> {
  const { id, kind, title, text } = widget;
  return {
    id: `widget-${id}`,
    kind,
    // A heading that nobody has changed is said in the language of the site.
    title: title === kinds[kind].title ? translate(title) : title,
    html: text,
    links: await linksOf[kind](blog, widget, path),
    calendar: kind === 'calendar' ? await calendarView(blog, url, link) : undefined,
  };
}

const hasWords = ({ kind, html, links, calendar }: WidgetView): boolean =>
  kind === 'search' || html !== '' || links.length > 0 || calendar !== undefined;
