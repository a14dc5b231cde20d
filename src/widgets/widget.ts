// widgets/widget.ts: the kinds of widgets, what each may be told, and how they are lined up in areas.
import { N_ } from '../base/language/gettext.ts';

export const kinds = {
  recent_posts: { title: N_('Recent posts'), count: 5, detail: N_('Show dates'), text: false, menu: false },
  recent_comments: { title: N_('Recent comments'), count: 5, detail: '', text: false, menu: false },
  categories: {
    title: N_('Categories'),
    count: 0,
    detail: N_('Show how many posts'),
    text: false,
    menu: false,
  },
  tag_cloud: { title: N_('Tags'), count: 30, detail: '', text: false, menu: false },
  archives: { title: N_('Archives'), count: 12, detail: N_('Show how many posts'), text: false, menu: false },
  calendar: { title: '', count: 0, detail: '', text: false, menu: false },
  pages: { title: N_('Pages'), count: 0, detail: '', text: false, menu: false },
  search: { title: N_('Search'), count: 0, detail: '', text: false, menu: false },
  text: { title: '', count: 0, detail: '', text: true, menu: false },
  rss: { title: N_('Follow'), count: 0, detail: '', text: false, menu: false },
  nav_menu: { title: '', count: 0, detail: '', text: false, menu: true },
} as const satisfies Record<string, KindOfWidget>;

interface KindOfWidget {
  /** What it is called when it is new. */
  title: string;
  /** How many links it shows when it is new; 0 when it is not asked. */
  count: number;
  /** What its tick says; '' for none. */
  detail: string;
  /** Whether it holds a text. */
  text: boolean;
  /** Whether it shows a menu. */
  menu: boolean;
}

export type WidgetKind = keyof typeof kinds;
export const kindNames: Record<WidgetKind, string> = {
  recent_posts: N_('Recent posts'),
  recent_comments: N_('Recent comments'),
  categories: N_('Categories'),
  tag_cloud: N_('Tag cloud'),
  archives: N_('Archives by month'),
  calendar: N_('Calendar'),
  pages: N_('Pages'),
  search: N_('Search field'),
  text: N_('Text or HTML'),
  rss: N_('Links to the feeds'),
  nav_menu: N_('Menu'),
};

export interface Widget {
  id: number;
  kind: WidgetKind;
  /** Its heading; '' for none. */
  title: string;
  count: number;
  is_detailed: boolean;
  /** Clean HTML. */
  text: string;
  /** The menu it shows; 0 for none. */
  menu_id: number;
}

/** By area of the theme. */
export type Areas = Record<string, Widget[]>;

export const mostWidgets = 60;

/** A new widget of a kind, at the end of an area. */
export function added(areas: Areas, area: string, kind: WidgetKind): Areas {
  const id = Math.max(0, ...Object.values(areas).flatMap((all) => all.map((one) => one.id))) + 1;
  const { title, count } = kinds[kind];
  const widget = { id, kind, title, count, is_detailed: false, text: '', menu_id: 0 };
  return { ...areas, [area]: [...(areas[area] ?? []), widget] };
}

/** The widget with an id, and where it stands. */
export function found(areas: Areas, id: number): { area: string; widget: Widget; at: number } | undefined {
  for (const [area, all] of Object.entries(areas)) {
    const at = all.findIndex((one) => one.id === id);
    if (at >= 0) return { area, widget: all[at]!, at };
  }
  return undefined;
}

export function removed(areas: Areas, id: number): Areas {
  return Object.fromEntries(
    Object.entries(areas).map(([area, all]) => [area, all.filter((one) => one.id !== id)]),
  );
}

/** One place up or down in its area; the first and the last stay. */
export function moved(areas: Areas, id: number, by: -1 | 1): Areas {
  const place = found(areas, id);
  const other = place && areas[place.area]![place.at + by];
  if (!place || !other) return areas;
  const all = areas[place.area]!.map((one) =>
    one.id === id ? other : one.id === other.id ? place.widget : one,
  );
  return { ...areas, [place.area]: all };
}

/** Told something else, maybe in another area, where it comes last. */
export function changed(areas: Areas, widget: Widget, area: string): Areas {
  const place = found(areas, widget.id);
  if (!place) return areas;
  if (place.area === area)
    return { ...areas, [area]: areas[area]!.map((one) => (one.id === widget.id ? widget : one)) };
  const rest = removed(areas, widget.id);
  return { ...rest, [area]: [...(rest[area] ?? []), widget] };
}

/** An area with these widgets, in this order, wherever they stood; those that stood in it and are not named are gone. */
export function placedIn(areas: Areas, area: string, ids: number[]): Areas {
  const wanted = [...new Set(ids)].flatMap((id) => found(areas, id)?.widget ?? []);
  const others = Object.entries(areas).map(([name, all]): [string, Widget[]] => [
    name,
    all.filter(({ id }) => !ids.includes(id)),
  ]);
  return { ...Object.fromEntries(others), [area]: wanted };
}
