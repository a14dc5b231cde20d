// attachments/feature.ts: ties media to a comment, in an order, with a description.
import type { Feature } from '../feature.ts';
import { waitingCheck } from './check-waiting.ts';
import { followPost } from './follow-post.ts';
import { removeAttachments } from './remove.ts';
import { attachmentSettings } from './settings.ts';
import { attachmentSite } from './site.ts';

export const attachments: Feature = {
  name: 'attachments',
  site: attachmentSite,
  settings: [attachmentSettings],
  on: {
    'comment.removed': removeAttachments,
    'post.removed': removeAttachments,
    'post.saved': followPost,
  },
  checks: [waitingCheck],
};
