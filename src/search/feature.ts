// search/feature.ts: full text over posts, pages and comments.
import type { Feature } from '../feature.ts';
import { searchRest } from './rest.ts';
import { searchSite } from './site.ts';

export const search: Feature = { name: 'search', site: searchSite, rest: searchRest };
