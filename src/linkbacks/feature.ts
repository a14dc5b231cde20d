// linkbacks/feature.ts: trackback: received and verified.
import type { Feature } from '../feature.ts';
import { checkLinkback, lineUpDue, lineUpNew } from './check.ts';
import { trackbackDoor } from './trackback.ts';

export const linkbacks: Feature = {
  name: 'linkbacks',
  open: trackbackDoor,
  on: { 'linkback.received': lineUpNew },
  tasks: { 'linkbacks.check': checkLinkback, 'linkbacks.recheck': (blog) => lineUpDue(blog) },
  schedules: [{ task: 'linkbacks.recheck', pattern: '40 4 * * *' }],
};
