// linkbacks/feature.ts: trackback: received and verified.
import type { Feature } from '../feature.ts';

export const linkbacks: Feature = { name: 'linkbacks' };
