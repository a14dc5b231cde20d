// embeds/feature.ts: what a bare link in a text shows.
import type { Feature } from '../feature.ts';

export const embeds: Feature = { name: 'embeds' };
