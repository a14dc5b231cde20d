// base/admin/menu.ts: one line of the admin's menu.

export interface MenuItem {
  title: string;
  path: string;
  /** Order from the top: Dashboard 10, Posts 20, Media 30, Pages 40, Comments 50, Users 70, Tools 75, Settings 80. */
  position: number;
  /** The title of the item this one stands under. */
  under?: string;
  /** Shown only to users who have it; WordPress's capability name. */
  capability: string;
}
