// terms/taxonomy-screens.ts: the two places in the admin where terms are kept: categories, and tags.
import type { Taxonomy } from './term.ts';

export interface TaxonomyScreen {
  path: string;
  taxonomy: Taxonomy;
  title: string;
  noun: 'category' | 'tag';
  nouns: string;
  /** Whether one may stand under another. */
  has_parents: boolean;
  /** What the list of posts calls the filter for one of them. */
  filter: string;
}

export const taxonomyScreens: TaxonomyScreen[] = [
  {
    path: '/admin/categories',
    taxonomy: 'category',
    title: 'Categories',
    noun: 'category',
    nouns: 'categories',
    has_parents: true,
    filter: 'category',
  },
  {
    path: '/admin/tags',
    taxonomy: 'post_tag',
    title: 'Tags',
    noun: 'tag',
    nouns: 'tags',
    has_parents: false,
    filter: 'tag',
  },
];
