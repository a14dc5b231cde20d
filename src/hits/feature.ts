// hits/feature.ts: real reads of a post.
import type { Feature } from '../feature.ts';

export const hits: Feature = { name: 'hits' };
