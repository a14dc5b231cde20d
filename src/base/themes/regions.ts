// base/themes/regions.ts: what a theme's regions show: the menus and widgets around a page, as templates see them.

/** A line of a menu, with those under it. */
export interface MenuItemView {
  title: string;
  href: string;
  /** It leads to this page. */
  is_current: boolean;
  /** A line under it leads to this page. */
  holds_current: boolean;
  items: MenuItemView[];
}

/** A link in a widget. */
export interface WidgetLink {
  title: string;
  href: string;
  /** A date, a count, a name: what stands beside the link; '' for nothing. */
  note: string;
  /** From 1 to 5, in a tag cloud: how much there is. */
  size: number;
  /** It leads to this page; only said in a menu. */
  is_current: boolean;
  items: WidgetLink[];
}

/** A day in a calendar. */
export interface CalendarDayView {
  day: number;
  /** The whole date, in the site's format. */
  date: string;
  /** The posts of that day; '' when there are none. */
  href: string;
  is_today: boolean;
}

/** A month. */
export interface CalendarView {
  /** The month and its year. */
  caption: string;
  /** The heads of the columns, in the order of the settings. */
  weekdays: { name: string; letter: string }[];
  /** Seven places each; undefined before the first day and behind the last. */
  weeks: (CalendarDayView | undefined)[][];
  /** The nearest earlier month with posts. */
  previous: WidgetLink | undefined;
  /** The nearest later month with posts. */
  next: WidgetLink | undefined;
}

/** A widget in an area of the theme. */
export interface WidgetView {
  /** Its own name on this page, for an id. */
  id: string;
  /** recent_posts, recent_comments, categories, tag_cloud, archives, calendar, pages, search, text, rss or nav_menu. */
  kind: string;
  title: string;
  links: WidgetLink[];
  /** Clean; only of a text. */
  html: string;
  /** Only of a calendar. */
  calendar: CalendarView | undefined;
}

/** What features put around a page: by the theme’s menu locations, and by its widget areas. */
export interface Around {
  menus: Record<string, MenuItemView[] | undefined>;
  areas: Record<string, WidgetView[]>;
}
