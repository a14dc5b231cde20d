// writing/custom-fields.ts: WordPress's custom fields: names and values beside a post, a name as often as it is given.
import { __ } from '../base/language/gettext.ts';
import type { Post } from '../posts/post.ts';

export interface CustomField {
  name: string;
  value: string;
}

/** Whether a field belongs to a program, which keeps it for itself: it is neither shown nor changed by hand. */
const isProtected = (name: string): boolean => name.startsWith('_');

/** So many are shown; further ones stay as they are. */
const most = 100;

/** The fields that somebody may see and change, by name. */
export function customFields({ meta }: Pick<Post, 'meta'>): CustomField[] {
  return Object.entries(meta)
    .filter(([name]) => !isProtected(name))
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([name, values]) => values.map((value) => ({ name, value })))
    .slice(0, most);
}

/** What comes from a form: one entry a line. `meta_was` is the name a line was opened with, '' for a new one. */
export interface TypedFields {
  meta_was?: string[];
  meta_name?: string[];
  meta_value?: string[];
}

/** What is wrong with the typed fields, in a sentence; '' when nothing is. */
export function fieldsProblem({ meta_was = [], meta_name = [], meta_value = [] }: TypedFields): string {
  if (meta_was.length !== meta_name.length || meta_name.length !== meta_value.length)
    return __('The fields came without their names or values.');
  const names = meta_name.map((name) => name.trim());
  if (names.some((name, index) => !name && !meta_was[index] && meta_value[index]!.trim()))
    return __('A field has a value and no name. Give it a name, or empty it.');
  const own = names.find((name) => isProtected(name));
  return own ? __('“%s” cannot be used: names that begin with _ belong to programs.', own) : '';
}

/**
 * Meta after a save: the lines that were shown are replaced by what stands in them now, all else stays. A line whose
 * name was emptied goes.
 */
export function changedMeta(
  meta: Post['meta'],
  { meta_was = [], meta_name = [], meta_value = [] }: TypedFields,
): Post['meta'] {
  const shown = new Set(meta_was.filter((name) => name && !isProtected(name)));
  const changed = new Map(Object.entries(meta).filter(([name]) => !shown.has(name)));
  // A name shown in part keeps the values beyond.
  const counts = new Map<string, number>();
  for (const name of meta_was) counts.set(name, (counts.get(name) ?? 0) + 1);
  for (const [index, given] of meta_name.entries()) {
    const name = given.trim();
    if (name && !isProtected(name))
      changed.set(name, [...(changed.get(name) ?? []), meta_value[index] ?? '']);
  }
  for (const name of shown) {
    const beyond = (Object.hasOwn(meta, name) ? meta[name]! : []).slice(counts.get(name));
    if (beyond.length) changed.set(name, [...(changed.get(name) ?? []), ...beyond]);
  }
  return Object.fromEntries(changed);
}
