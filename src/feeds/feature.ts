// feeds/feature.ts: RSS 2.0 and Atom, for posts and for comments.
import type { Feature } from '../feature.ts';
import { feedsOpen } from './open.ts';

export const feeds: Feature = { name: 'feeds', open: feedsOpen };
