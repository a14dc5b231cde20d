// hits/feature.ts: real reads of a post.
import type { Feature } from '../feature.ts';
import { writeHits } from './count.ts';
import { hitSettings } from './settings.ts';

export const hits: Feature = { name: 'hits', settings: [hitSettings], stop: writeHits };
