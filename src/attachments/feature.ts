// attachments/feature.ts: ties media to a comment, in an order, with a description.
import { settingsMenuItem } from '../base/admin/settings-screen.ts';
import type { Feature } from '../feature.ts';
import { stagedFilesCheck } from './check-staged-files.ts';
import { followPost } from './follow-post.ts';
import { removeAttachments } from './remove.ts';
import { attachmentsAdmin, attachmentsScreen } from './settings-admin.ts';
import { attachmentSettings } from './settings.ts';
import { attachmentSite } from './site.ts';
import { attachmentPolicy } from './privacy-policy.ts';

export const attachments: Feature = {
  name: 'attachments',
  privacy_policy: attachmentPolicy,
  site: attachmentSite,
  admin: { menu: [settingsMenuItem(attachmentsScreen, 83.2)], routes: attachmentsAdmin },
  settings: [attachmentSettings],
  on: {
    'comment.removed': removeAttachments,
    'post.removed': removeAttachments,
    'post.saved': followPost,
  },
  checks: [stagedFilesCheck],
};
