// terms/taxonomy-screens.ts: the two places in the admin where terms are kept: categories, and tags.
import { N_ } from '../base/language/gettext.ts';
import type { Taxonomy } from './term.ts';

const categoryWords = {
  add: N_('Add a category'),
  add_hint: N_('Add a category with the form.'),
  all: N_('All categories'),
  search: N_('Search categories'),
  edit: N_('Edit category'),
  merge: N_('Merge categories'),
  merge_one: N_('Merge it into another category'),
  into_hint: N_(
    'It takes over their posts and what stands under them, and their addresses lead to it. It may be one of those above.',
  ),
  no_target: N_('Please say which category stays.'),
  unknown: N_('There is no category “%s”.'),
};

const tagWords: Record<keyof typeof categoryWords, string> = {
  add: N_('Add a tag'),
  add_hint: N_('Add a tag with the form.'),
  all: N_('All tags'),
  search: N_('Search tags'),
  edit: N_('Edit tag'),
  merge: N_('Merge tags'),
  merge_one: N_('Merge it into another tag'),
  into_hint: N_('It takes over their posts, and their addresses lead to it. It may be one of those above.'),
  no_target: N_('Please say which tag stays.'),
  unknown: N_('There is no tag “%s”.'),
};

export interface TaxonomyScreen {
  path: string;
  taxonomy: Taxonomy;
  title: string;
  noun: 'category' | 'tag';
  nouns: string;
  /** What the screens say of them. */
  words: Record<keyof typeof categoryWords, string>;
  /** Whether one may stand under another. */
  has_parents: boolean;
  /** What the list of posts calls the filter for one of them. */
  filter: string;
}

export const taxonomyScreens: TaxonomyScreen[] = [
  {
    path: '/admin/categories',
    taxonomy: 'category',
    title: N_('Categories'),
    noun: 'category',
    nouns: 'categories',
    words: categoryWords,
    has_parents: true,
    filter: 'category',
  },
  {
    path: '/admin/tags',
    taxonomy: 'post_tag',
    title: N_('Tags'),
    noun: 'tag',
    nouns: 'tags',
    words: tagWords,
    has_parents: false,
    filter: 'tag',
  },
];
