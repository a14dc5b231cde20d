// site/feature.ts: the public pages.
import type { Feature } from '../feature.ts';
import { publicSite } from './site.ts';

export const site: Feature = { name: 'site', site: publicSite };
