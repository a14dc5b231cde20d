// feeds/feature.ts: RSS 2.0 and Atom.
import type { Feature } from '../feature.ts';

export const feeds: Feature = { name: 'feeds' };
