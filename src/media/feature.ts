// media/feature.ts: kept files: type, size, renditions.
import type { Feature } from '../feature.ts';

export const media: Feature = { name: 'media' };
