// base/admin/menu.ts: the admin's menu: its lines, and which of them somebody sees.

export interface MenuItem {
  title: string;
  path: string;
  /** Order from the top: Dashboard 10, Posts 20, Media 30, Pages 40, Comments 50, Appearance 60, Users 70, Tools 75, Settings 80. */
  position: number;
  /** Of public/svg/icons.svg; for lines that stand under no other. */
  icon?: string;
  /** The title of the item this one stands under. */
  under?: string;
  /** Shown only to users who have it; WordPress's capability name. */
  capability: string;
  /** Not shown to users who have this one: they find it elsewhere. */
  unless?: string;
  /** What stands on the screen and may be looked for: its settings. */
  holds?: Held[];
}

/** A place on a screen. */
export interface Held {
  title: string;
  /** The setting's name, which finds it too. */
  name: string;
  /** The id of its field. */
  anchor: string;
}

export interface MenuEntry {
  title: string;
  path: string;
  position: number;
  icon: string;
  holds: Held[];
  items: MenuItem[];
}

/** The menu of one user: what may be opened, in order. An entry that only holds others leads to the first of them. */
export function menuFor(menu: MenuItem[], may: (capability: string) => boolean): MenuEntry[] {
  const allowed = menu.filter(({ capability, unless }) => may(capability) && !(unless && may(unless)));
  return menu
    .filter(({ under }) => !under)
    .flatMap((item) => {
      const items = allowed.filter(({ under }) => under === item.title);
      const path = allowed.includes(item) ? item.path : items[0]?.path;
      const { title, position, icon = 'file-text', holds = [] } = item;
      return path === undefined ? [] : [{ title, path, position, icon, holds, items }];
    });
}
