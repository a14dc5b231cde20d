// site/feature.ts: the public pages.
import type { Feature } from '../feature.ts';

export const site: Feature = { name: 'site' };
