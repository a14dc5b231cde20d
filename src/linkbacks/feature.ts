// linkbacks/feature.ts: trackback: received and verified.
import type { Feature } from '../feature.ts';
import { trackbackDoor } from './trackback.ts';
import { lineUpCheck, verifyLinkback } from './verify.ts';

export const linkbacks: Feature = {
  name: 'linkbacks',
  open: trackbackDoor,
  on: { 'linkback.received': lineUpCheck },
  tasks: { 'linkbacks.verify': verifyLinkback },
};
