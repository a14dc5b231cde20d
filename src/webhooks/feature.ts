// webhooks/feature.ts: other programs, and chats, are told what happens here.
import { N_ } from '../base/language/gettext.ts';
import type { Feature } from '../feature.ts';
import { webhooksAdmin } from './admin.ts';
import { deliver, tidyDeliveries } from './deliver.ts';
import { tellOfComment, tellOfPost, tellOfRemovedComment, tellOfRemovedPost } from './tell.ts';
import { webhookPolicy } from './privacy-policy.ts';

export const webhooks: Feature = {
  name: 'webhooks',
  privacy_policy: webhookPolicy,
  admin: {
    menu: [
      {
        title: N_('Webhooks'),
        path: '/admin/webhooks',
        position: 80,
        capability: 'manage_options',
        under: 'Tools',
      },
    ],
    routes: webhooksAdmin,
  },
  on: {
    'post.saved': tellOfPost,
    'post.published': tellOfPost,
    'post.removed': tellOfRemovedPost,
    'comment.posted': tellOfComment,
    'comment.decided': tellOfComment,
    'comment.changed': tellOfComment,
    'comment.removed': tellOfRemovedComment,
  },
  tasks: { 'webhooks.deliver': deliver, 'webhooks.tidy': (blog) => tidyDeliveries(blog) },
  schedules: [{ task: 'webhooks.tidy', pattern: '35 * * * *' }],
};
