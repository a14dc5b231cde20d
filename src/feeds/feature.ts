// feeds/feature.ts: RSS 2.0, Atom, RDF and JSON Feed, for posts and for comments.
import type { Feature } from '../feature.ts';
import { planHub, tellHub } from './hub.ts';
import { feedsOpen } from './open.ts';
import { hubSettings } from './settings.ts';

export const feeds: Feature = {
  name: 'feeds',
  open: feedsOpen,
  settings: [hubSettings],
  on: { 'post.saved': planHub },
  tasks: { 'feeds.tell-hub': (blog) => tellHub(blog) },
};
