// linkbacks/feature.ts: trackback, pingback and webmention: received and verified, and sent.
import { Router } from 'express';
import type { Blog } from '../blog.ts';
import type { Feature } from '../feature.ts';
import { checkLinkback, lineUpDue, lineUpNew } from './check.ts';
import { linkbacksAdmin } from './admin.ts';
import { planSending, planWithdrawing } from './plan.ts';
import { sendLinkback } from './send.ts';
import { forgetGone } from './sent-queries.ts';
import { planReply, planReplyRemoval } from './reply.ts';
import { pingbackDoor } from './pingback.ts';
import { planServices, tellService } from './services.ts';
import { updateServices } from './settings.ts';
import { trackbackDoor } from './trackback.ts';
import { webmentionDoor } from './webmention.ts';

const ninetyDays = 90 * 86_400_000;

async function lineUpOld(blog: Blog): Promise<void> {
  await lineUpDue(blog);
  await forgetGone(blog.db, new Date(blog.now().getTime() - ninetyDays));
}

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
  settings: [updateServices],
  on: {
    'linkback.received': lineUpNew,
    'post.published': planServices,
    'post.saved': planSending,
    'post.removed': planWithdrawing,
    'comment.posted': planReply,
    'comment.changed': planReply,
    'comment.removed': planReplyRemoval,
  },
  tasks: {
    'linkbacks.check': checkLinkback,
    'linkbacks.recheck': lineUpOld,
    'linkbacks.send': sendLinkback,
    'linkbacks.tell-service': tellService,
  },
  schedules: [{ task: 'linkbacks.recheck', pattern: '40 * * * *' }],
};
