// posts/feature.ts: posts and pages.
import type { Feature } from '../feature.ts';

export const posts: Feature = { name: 'posts' };
