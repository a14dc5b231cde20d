// linkbacks/feature.ts: trackback, pingback and webmention: received and verified.
import { Router } from 'express';
import type { Feature } from '../feature.ts';
import { checkLinkback, lineUpDue, lineUpNew } from './check.ts';
import { pingbackDoor } from './pingback.ts';
import { trackbackDoor } from './trackback.ts';
import { webmentionDoor } from './webmention.ts';

export const linkbacks: Feature = {
  name: 'linkbacks',
  open: (blog) => Router().use(pingbackDoor(blog), webmentionDoor(blog), trackbackDoor(blog)),
  on: { 'linkback.received': lineUpNew },
  tasks: { 'linkbacks.check': checkLinkback, 'linkbacks.recheck': (blog) => lineUpDue(blog) },
  schedules: [{ task: 'linkbacks.recheck', pattern: '40 4 * * *' }],
};
