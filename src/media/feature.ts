// media/feature.ts: kept files: type, size, renditions.
import type { Feature } from '../feature.ts';
import { letGo } from './let-go.ts';
import { prepareMedia } from './prepare.ts';
import { mediaSite } from './site.ts';
import { sweepFiles } from './sweep.ts';

export const media: Feature = {
  name: 'media',
  site: mediaSite,
  on: { 'media.kept': prepareMedia },
  tasks: { 'media.let-go': letGo, 'media.sweep': sweepFiles },
  schedules: [{ task: 'media.sweep', pattern: '17 * * * *' }],
};
