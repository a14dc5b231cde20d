// import/ghost/tags.ts: which tags of a Ghost are for readers.
import { textOf, type Loose } from '../json.ts';

/** Tags that begin with `#` are for the theme alone. */
export const isInternal = (row: Loose): boolean =>
  textOf(row, 'visibility') === 'internal' || textOf(row, 'name').startsWith('#');
