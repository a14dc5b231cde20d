// import/feature.ts: WordPress exports (WXR) in.
import type { Feature } from '../feature.ts';

export const importing: Feature = { name: 'import' };
