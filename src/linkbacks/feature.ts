// linkbacks/feature.ts: trackback, pingback and webmention: received and verified, and sent.
import { Router } from 'express';
import type { Feature } from '../feature.ts';
import { checkLinkback, lineUpDue, lineUpNew } from './check.ts';
import { linkbacksAdmin } from './admin.ts';
import { planSending, planWithdrawing } from './plan.ts';
import { sendLinkback } from './send.ts';
import { pingbackDoor } from './pingback.ts';
import { trackbackDoor } from './trackback.ts';
import { webmentionDoor } from './webmention.ts';

export const linkbacks: Feature = {
  name: 'linkbacks',
  open: (blog) => Router().use(pingbackDoor(blog), webmentionDoor(blog), trackbackDoor(blog)),
  admin: {
    menu: [
      {
        title: 'Linkbacks sent',
        path: '/admin/linkbacks',
        position: 78,
        under: 'Tools',
        capability: 'edit_others_posts',
      },
    ],
    routes: linkbacksAdmin,
  },
  on: { 'linkback.received': lineUpNew, 'post.saved': planSending, 'post.removed': planWithdrawing },
  tasks: {
    'linkbacks.check': checkLinkback,
    'linkbacks.recheck': (blog) => lineUpDue(blog),
    'linkbacks.send': sendLinkback,
  },
  schedules: [{ task: 'linkbacks.recheck', pattern: '40 * * * *' }],
};
