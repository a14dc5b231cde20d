// widgets/admin-view.ts: the widget screen: the areas of the theme, and what stands in them.
import type { Request } from 'express';
import { __, translate } from '../base/language/gettext.ts';
import { settings } from '../base/settings/settings.ts';
import { lineOf, themesIn } from '../base/themes/themes.ts';
import type { Blog } from '../blog.ts';
import { allMenus } from '../menus/queries.ts';
import { activeTheme } from '../themes/current.ts';
import { widgetAreas } from './settings.ts';
import { kindNames, kinds, type Widget, type WidgetKind } from './widget.ts';

/** The areas of the theme that the site wears, with their titles. */
export async function areaTitles(blog: Blog): Promise<Map<string, string>> {
  const { theme } = await activeTheme(blog, { user: undefined, query: {} });
  const line = lineOf(themesIn(blog.config.THEMES_DIR), theme).toReversed();
  const titles = new Map(line.flatMap(({ manifest }) => Object.entries(manifest.widget_areas)));
  if (!titles.has('footer')) titles.set('footer', __('Footer'));
  return titles;
}

export async function widgetsView(blog: Blog, req: Request) {
  const [{ sidebars_widgets: areas }, titles, menus] = await Promise.all([
    settings(blog.db, widgetAreas),
    areaTitles(blog),
    allMenus(blog.db),
  ]);
  const { moved } = req.query;
  return {
    /** The button that was pressed last, which is pressed again perhaps. */
    moved: typeof moved === 'string' ? moved : '',
    menus,
    kinds: (Object.keys(kinds) as WidgetKind[]).map((value) => ({
      value,
      title: translate(kindNames[value]),
    })),
    areas: [...titles].map(([name, title]) => ({
      name,
      title,
      widgets: (areas[name] ?? []).map(widgetView),
    })),
  };
}

function widgetView(widget: Widget) {
  const of = kinds[widget.kind];
  return {
    ...widget,
    kind_title: translate(kindNames[widget.kind]),
    has_count: of.count > 0,
    detail: of.detail && translate(of.detail),
    has_text: of.text,
    has_menu: of.menu,
  };
}
