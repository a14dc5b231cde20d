// sitemaps/feature.ts: the lists of all public addresses that search engines ask for.
import type { Feature } from '../feature.ts';
import { sitemapsOpen } from './open.ts';

export const sitemaps: Feature = {
  name: 'sitemaps',
  open: sitemapsOpen,
};
