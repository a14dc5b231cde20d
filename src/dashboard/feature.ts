// dashboard/feature.ts: the admin's first screen.
import type { Feature } from '../feature.ts';

export const dashboard: Feature = { name: 'dashboard' };
