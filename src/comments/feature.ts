// comments/feature.ts: what readers say beneath a post.
import type { Feature } from '../feature.ts';

export const comments: Feature = { name: 'comments' };
