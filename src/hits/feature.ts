// hits/feature.ts: real reads of a post.
import type { Feature } from '../feature.ts';
import { writeHits } from './count.ts';
import { hitSettings } from './settings.ts';
import { hitPolicy } from './privacy-policy.ts';

export const hits: Feature = {
  name: 'hits',
  privacy_policy: hitPolicy,
  settings: [hitSettings],
  stop: writeHits,
};
