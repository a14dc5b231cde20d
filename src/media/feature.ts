// media/feature.ts: kept files: type, size, renditions.
import { addJob } from '../base/jobs/jobs.ts';
import type { Feature } from '../feature.ts';
import { uploadsCheck } from './check-uploads.ts';
import { letGo } from './let-go.ts';
import { prepareMedia } from './prepare.ts';
import { mediaSite } from './site.ts';
import { sweepFiles } from './sweep.ts';

export const media: Feature = {
  name: 'media',
  site: mediaSite,
  on: { 'media.kept': prepareMedia },
  tasks: { 'media.let-go': letGo, 'media.sweep': sweepFiles },
  // What an earlier process left half done when it was killed goes soon after the next start.
  start: (blog) => addJob(blog, 'media.sweep', {}, { key: 'media.sweep' }),
  checks: [uploadsCheck],
  schedules: [{ task: 'media.sweep', pattern: '17 * * * *' }],
};
