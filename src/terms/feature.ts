// terms/feature.ts: categories and tags.
import type { Feature } from '../feature.ts';

export const terms: Feature = { name: 'terms' };
