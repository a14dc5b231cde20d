// media/feature.ts: kept files: type, size, renditions.
import { settingsMenuItem } from '../base/admin/settings-screen.ts';
import { addJob } from '../base/jobs/jobs.ts';
import type { Feature } from '../feature.ts';
import { uploadsCheck } from './check-uploads.ts';
import { foldWords, wantWords } from './words/fold-words.ts';
import { removeFiles } from './remove-files.ts';
import { prepareMedia } from './pictures/prepare.ts';
import { regenerateNext } from './pictures/regenerate.ts';
import { mediaScreen, mediaSettingsAdmin } from './settings-admin.ts';
import { attachmentPages, insertSettings, mediaSettings } from './settings.ts';
import { mediaSite } from './site.ts';
import { sweepFiles } from './sweep.ts';
import { followSettings, makeNextVariants, wantVariants } from './pictures/variants.ts';

export const media: Feature = {
  name: 'media',
  site: mediaSite,
  admin: {
    menu: [settingsMenuItem(mediaScreen, 83.5)], // behind Discussion
    routes: mediaSettingsAdmin,
  },
  settings: [mediaSettings, insertSettings, attachmentPages],
  on: { 'media.kept': prepareMedia, 'media.ready': wantVariants, 'settings.saved': followSettings },
  tasks: {
    'media.let-go': removeFiles,
    'media.regenerate': regenerateNext,
    'media.sweep': sweepFiles,
    'media.variants': makeNextVariants,
    'media.words': foldWords,
  },
  // What an earlier process left half done when it was killed goes soon after the next start.
  async start(blog) {
    await addJob(blog, 'media.sweep', {}, { key: 'media.sweep' });
    await wantVariants(blog);
    await wantWords(blog);
  },
  checks: [uploadsCheck],
  schedules: [
    { task: 'media.sweep', pattern: '17 * * * *' },
    { task: 'media.variants', pattern: '47 * * * *' },
    { task: 'media.words', pattern: '37 * * * *' },
  ],
};
