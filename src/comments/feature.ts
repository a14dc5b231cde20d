// comments/feature.ts: what readers say beneath a post.
import type { Feature } from '../feature.ts';
import { discussion } from './settings.ts';
import { commentDoors, commentSite } from './site.ts';

export const comments: Feature = {
  name: 'comments',
  site: commentSite,
  checks_origin: commentDoors,
  settings: [discussion],
};
