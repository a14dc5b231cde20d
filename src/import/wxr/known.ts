// import/wxr/known.ts: the elements of an export, for the reader that mends.
import type { Known } from '../../base/xml/mending.ts';

const containers = new Set(
  'rss channel item image wp:author wp:category wp:tag wp:term wp:termmeta wp:postmeta wp:comment wp:commentmeta'.split(
    ' ',
  ),
);
const plain = new Set(
  'rss channel item title link pubDate guid description category generator language author comments'.split(
    ' ',
  ),
);

/** What stands in a WordPress export; all else within an element of words is the HTML of a text. */
export const wxrElements: Known = {
  containers,
  isKnown: (name) => plain.has(name) || /^(?:wp|content|excerpt|dc|wfw):/.test(name),
  apart: 'item',
};
