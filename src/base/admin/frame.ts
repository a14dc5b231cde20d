// base/admin/frame.ts: what stands around every admin screen: menu, notice, who is signed in.
import type { Request } from 'express';
import type { MenuItem } from './menu.ts';
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

/**
 * Makes the frame of an admin screen: `res.render('room/page', { frame: adminFrame(req, { title }), … })`.
 * The menu holds what the signed-in user may open.
 * @param notice a sentence for this screen; without it the one left by the screen before (notices.ts) is shown
 */
export function adminFrame(
  req: Request,
  { title, notice }: { title: string; notice?: Notice },
): AdminFrameView {
  const { menu, may } = req.app.locals as {
    menu: MenuItem[];
    may: (user: Request['user'], capability: string) => boolean;
  };
  const allowed = menu.filter(({ capability }) => may(req.user, capability));
  const here = currentPath(req, allowed);
  const link = ({ title, path }: MenuItem) => ({ title, href: path, is_current: path === here });
  return {
    title,
    menu: allowed
      .filter(({ under }) => !under)
      .map((item) => {
        const items = allowed.filter(({ under }) => under === item.title).map(link);
        const own = link(item);
        return { ...own, is_current: own.is_current || items.some((one) => one.is_current), items };
      }),
    user_name: req.user?.display_name ?? '',
    notice: notice ?? takeNotice(req),
  };
}

/** The longest menu path that the asked address is, or lies under. */
function currentPath(req: Request, menu: MenuItem[]): string | undefined {
  const [asked = ''] = req.originalUrl.split('?');
  return menu
    .map(({ path }) => path)
    .filter((path) => asked === path || asked.startsWith(`${path.replace(/\/$/, '')}/`))
    .toSorted((a, b) => b.length - a.length)[0];
}
