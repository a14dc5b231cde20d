// linkbacks/feature.ts: trackback, pingback and webmention: received and verified, and sent.
import { Router } from 'express';
import { N_ } from '../base/language/gettext.ts';
import type { Feature } from '../feature.ts';
import { checkLinkback, lineUpDue, lineUpNew } from './receiving/check.ts';
import { linkbacksAdmin } from './admin.ts';
import { planSending, planWithdrawing } from './sending/plan.ts';
import { sendLinkback } from './sending/send.ts';
import { sweepLinkbacks } from './sweep.ts';
import { followComment } from './follow-comment.ts';
import { fetchPhoto } from './photo.ts';
import { planReplyRemoval } from './sending/reply.ts';
import { planServices, tellService } from './sending/update-services.ts';
import { sentLinkbacksBox } from './sending/view.ts';
import { updateServices } from './settings.ts';
import { trackbackEndpoint } from './receiving/trackback.ts';
import { webmentionEndpoint } from './receiving/webmention.ts';

export const linkbacks: Feature = {
  name: 'linkbacks',
  open: (blog) => Router().use(webmentionEndpoint(blog), trackbackEndpoint(blog)),
  admin: {
    menu: [
      {
        title: N_('Linkbacks sent'),
        path: '/admin/linkbacks',
        position: 78,
        under: 'Tools',
        capability: 'edit_others_posts',
      },
    ],
    routes: linkbacksAdmin,
  },
  settings: [updateServices],
  meta_box: sentLinkbacksBox,
  on: {
    'linkback.received': lineUpNew,
    'post.published': planServices,
    'post.saved': planSending,
    'post.removed': planWithdrawing,
    'comment.posted': followComment,
    'comment.changed': followComment,
    'comment.removed': planReplyRemoval,
  },
  tasks: {
    'linkbacks.check': checkLinkback,
    'linkbacks.recheck': (blog) => lineUpDue(blog),
    'linkbacks.send': sendLinkback,
    'linkbacks.tell-service': tellService,
    'linkbacks.photo': fetchPhoto,
    'linkbacks.sweep': (blog) => sweepLinkbacks(blog),
  },
  schedules: [
    { task: 'linkbacks.recheck', pattern: '40 * * * *' },
    { task: 'linkbacks.sweep', pattern: '50 4 * * *' },
  ],
};
