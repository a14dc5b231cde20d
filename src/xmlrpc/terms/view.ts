// xmlrpc/terms/view.ts: categories and tags as WordPress's methods show them.
import type { Term } from '../../terms/term.ts';
import type { Struct } from '../protocol/values.ts';

/** The struct of a term. A term and its place in a taxonomy are one thing here, and so are their numbers. */
export const termStruct = (term: Term): Struct => ({
  term_id: String(term.id),
  name: term.name,
  slug: term.slug,
  term_group: '0',
  term_taxonomy_id: String(term.id),
  taxonomy: term.taxonomy,
  description: term.description,
  parent: String(term.parent_id ?? 0),
  count: term.post_count,
  filter: 'raw',
  custom_fields: [],
});
