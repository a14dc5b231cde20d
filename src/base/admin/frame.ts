// base/admin/frame.ts: what stands around every admin screen: menu, bar, notice, who is signed in.
import type { Request } from 'express';
import type { Database } from '../database/database.ts';
import { translate } from '../language/gettext.ts';
import { spoken, wordsOfScripts } from '../language/current.ts';
import { general } from '../settings/general.ts';
import { settings } from '../settings/settings.ts';
import { initialsOf } from '../words/initials.ts';
import { menuFor, type MenuEntry, type MenuItem } from './menu.ts';
import { takeNotice, type Notice } from './notices.ts';

interface MenuLink {
  title: string;
  href: string;
  is_current: boolean;
}

type MenuLine = MenuLink & { icon: string; waiting: Waiting | undefined; items: MenuLink[] };

export interface AdminFrameView {
  title: string;
  lang: string;
  dir: 'ltr' | 'rtl';
  /** The script that brings what scripts say; '' for English. */
  words: string;
  site_name: string;
  /** Content first, then the site itself: groups of lines. */
  menu: MenuLine[][];
  /** How many things wait for the one who looks, all lines of the menu together; '' for none. */
  waiting: string;
  /** The few lines that phones keep at the lower edge. */
  tabs: MenuLine[];
  is_collapsed: boolean;
  may_write: boolean;
  /** The address of this screen, to come back to. */
  here: string;
  user_name: string;
  user_initials: string;
  notice: Notice | undefined;
  deed: Deed | undefined;
}

/** The one thing that a screen offers in its bar. */
export interface Deed {
  title: string;
  href: string;
  icon: string;
}

/** What waits at a line of the menu. */
export interface Waiting {
  path: string;
  /** In digits; '' for nothing. */
  label: string;
  /** The same for who hears it. */
  words: string;
}

/** What the frame asks of the blog: the lines of the menu, who may open what, and what waits for them. */
export interface WithMenu {
  db: Database;
  extensions: {
    admin_menu: MenuItem[];
    may: (user: Request['user'], capability: string) => boolean;
    waiting: ((db: Database, user: NonNullable<Request['user']>) => Promise<Waiting[]>)[];
  };
}

/** From here on the menu's lines are about the site, not about what stands in it. */
const siteFrom = 60;

/**
 * Makes the frame of an admin screen: `res.render('feature/page', { frame: await adminFrame(blog, req, { title }), … })`.
 * The menu holds what the signed-in user may open, with what waits there.
 * @param notice a sentence for this screen; without it the one left by the screen before (notices.ts) is shown
 * @param deed what stands in the bar as the one filled button
 */
export async function adminFrame(
  blog: WithMenu,
  req: Request,
  { title, notice, deed }: { title: string; notice?: Notice; deed?: Deed },
): Promise<AdminFrameView> {
  const { user } = req;
  const entries = menuOf(blog, req);
  const [{ blogname }, waiting] = await Promise.all([
    settings(blog.db, general),
    user ? Promise.all(blog.extensions.waiting.map((ask) => ask(blog.db, user))) : [],
  ]);
  const lines = linesOf(entries, currentPath(req, entries), waiting.flat());
  const isOfSite = (_line: MenuLine, at: number) => entries[at]!.position >= siteFrom;
  return {
    title,
    ...spoken(),
    words: wordsOfScripts('admin'),
    site_name: blogname,
    menu: [lines.filter((line, at) => !isOfSite(line, at)), lines.filter(isOfSite)].filter(
      (group) => group.length,
    ),
    waiting: lines.find((line) => line.waiting)?.waiting?.label ?? '',
    tabs: ['Dashboard', 'Posts', 'Comments'].flatMap(
      (name) => lines[entries.findIndex(({ title }) => title === name)] ?? [],
    ),
    is_collapsed: isMenuCollapsed(user),
    may_write: blog.extensions.may(user, 'edit_posts'),
    here: req.originalUrl,
    user_name: user?.display_name ?? '',
    user_initials: initialsOf(user?.display_name ?? ''),
    notice: notice ?? takeNotice(req),
    deed,
  };
}

/** The menu of the user who asks. */
export function menuOf({ extensions }: Pick<WithMenu, 'extensions'>, req: Request): MenuEntry[] {
  return menuFor(extensions.admin_menu, (capability) => extensions.may(req.user, capability));
}

function linesOf(entries: MenuEntry[], here: string | undefined, waiting: Waiting[]): MenuLine[] {
  const link = ({ title, path }: { title: string; path: string }) => ({
    title: translate(title),
    href: path,
    is_current: path === here,
  });
  return entries.map((entry) => {
    const items = entry.items.map(link);
    const own = link(entry);
    return {
      ...own,
      is_current: own.is_current || items.some((one) => one.is_current),
      icon: entry.icon,
      waiting: waiting.find(({ path, label }) => path === entry.path && label),
      items,
    };
  });
}

/** The longest menu path that the asked address is, or lies under. */
function currentPath(req: Request, menu: MenuEntry[]): string | undefined {
  const [asked = ''] = req.originalUrl.split('?');
  return menu
    .flatMap(({ path, items }) => [path, ...items.map((item) => item.path)])
    .filter((path) => asked === path || asked.startsWith(`${path.replace(/\/$/, '')}/`))
    .toSorted((a, b) => b.length - a.length)[0];
}

/** Kept with the columns of the lists (accounts/screen-options.ts). */
function isMenuCollapsed(user: Request['user']): boolean {
  const { screens } = (user?.meta ?? {}) as { screens?: { menu?: { is_collapsed?: unknown } } };
  return screens?.menu?.is_collapsed === true;
}
