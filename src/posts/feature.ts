// posts/feature.ts: posts and pages.
import type { Feature } from '../feature.ts';
import { permalinks, reading } from './settings.ts';

export const posts: Feature = { name: 'posts', settings: [reading, permalinks] };
