// base/admin/frame.ts: what stands around every admin screen: menu, notice, who is signed in.
import type { Request } from 'express';
import { menuFor, type MenuEntry, type MenuItem } from './menu.ts';
import { takeNotice, type Notice } from './notices.ts';

interface MenuLink {
  title: string;
  href: string;
  is_current: boolean;
}

export interface AdminFrameView {
  title: string;
  menu: (MenuLink & { items: MenuLink[] })[];
  user_name: string;
  notice: Notice | undefined;
}

/** What the frame asks of the blog: the lines of the menu, and who may open what. */
export interface WithMenu {
  extensions: { admin_menu: MenuItem[]; may: (user: Request['user'], capability: string) => boolean };
}

/**
 * Makes the frame of an admin screen: `res.render('feature/page', { frame: adminFrame(blog, req, { title }), … })`.
 * The menu holds what the signed-in user may open.
 * @param notice a sentence for this screen; without it the one left by the screen before (notices.ts) is shown
 */
export function adminFrame(
  blog: WithMenu,
  req: Request,
  { title, notice }: { title: string; notice?: Notice },
): AdminFrameView {
  const menu = menuOf(blog, req);
  const here = currentPath(req, menu);
  const link = ({ title, path }: { title: string; path: string }) => ({
    title,
    href: path,
    is_current: path === here,
  });
  return {
    title,
    menu: menu.map((entry) => {
      const items = entry.items.map(link);
      const own = link(entry);
      return { ...own, is_current: own.is_current || items.some((one) => one.is_current), items };
    }),
    user_name: req.user?.display_name ?? '',
    notice: notice ?? takeNotice(req),
  };
}

/** The menu of the user who asks. */
export function menuOf({ extensions }: WithMenu, req: Request): MenuEntry[] {
  return menuFor(extensions.admin_menu, (capability) => extensions.may(req.user, capability));
}

/** The longest menu path that the asked address is, or lies under. */
function currentPath(req: Request, menu: MenuEntry[]): string | undefined {
  const [asked = ''] = req.originalUrl.split('?');
  return menu
    .flatMap(({ path, items }) => [path, ...items.map((item) => item.path)])
    .filter((path) => asked === path || asked.startsWith(`${path.replace(/\/$/, '')}/`))
    .toSorted((a, b) => b.length - a.length)[0];
}
