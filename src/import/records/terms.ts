// import/records/terms.ts: categories, tags, menus and terms of other taxonomies.
import type { Database } from '../../base/database/database.ts';
import { keptId } from '../wxr/highest-ids.ts';
import { type Importing, writing } from '../importing.ts';
import { metaOf } from '../wxr/meta.ts';
import { plainWords } from './plain-words.ts';
import { isNumberedForExport } from '../wxr/own-fields.ts';
import { linkLater } from '../queries/links.ts';
import { findTermId, freeIds, insertRow } from '../queries/rows.ts';
import { slugFrom, wxrSlug } from './slug.ts';
import type { WxrFiled, WxrTerm } from '../wxr/wxr.ts';

const kinds = new Map(Object.entries({ category: 'categories', post_tag: 'tags', nav_menu: 'menus' }));

/** Brings a term in, unless there is one of that slug in its taxonomy. Its parent may come later. */
export async function importTerm(run: Importing, term: WxrTerm): Promise<void> {
  const taxonomy = taxonomyOf(term.taxonomy);
  const kind = kinds.get(taxonomy) ?? 'other terms';
  const slug = wxrSlug(term.slug) || slugFrom(term.name);
  // Formats are a field of the post here, not a taxonomy.
  if (taxonomy === 'post_format') return;
  if (!slug || !taxonomy) return run.summary.leftOut(kind, 'has no name');
  if (taxonomy === 'nav_menu') run.menus.set(slug, plainWords(term.name) || slug);
  const key = `${taxonomy} ${slug}`;
  const isAgain = run.counted_terms.has(key);
  run.counted_terms.add(key);
  const known = await findTermId(run.blog.db, taxonomy, slug);
  if (known) {
    if (taxonomy !== 'nav_menu') run.terms.set(term.id, known);
    if (!isAgain) run.summary.alreadyThere(kind);
    return;
  }
  const local_id = await writing(run.blog, async ({ db }) => {
    const wanted = isNumberedForExport(term.meta) ? 0 : keptId(term.id);
    const kept = (await freeIds(db, 'terms', [wanted])).has(wanted) ? { id: wanted } : {};
    const name = plainWords(term.name);
    const { description } = term;
    const row = { ...kept, taxonomy, slug, name, description, meta: metaOf(term.meta) };
    const local_id = await insertRow(db, 'terms', row);
    const parent = wxrSlug(term.parent);
    if (parent) {
      await linkLater(db, run.site, [{ field: 'terms.parent_id', local_id, foreign_id: parent }]);
    }
    return local_id;
  });
  if (taxonomy !== 'nav_menu') run.terms.set(term.id, local_id);
  run.summary.cameIn(kind);
}

/** Ids of the terms an item is filed under; those that no term record described are made. */
export async function termIds(db: Database, filed: WxrFiled[]): Promise<number[]> {
  const ids: number[] = [];
  for (const { taxonomy: given, slug: rawSlug, name } of filed) {
    const taxonomy = taxonomyOf(given);
    const slug = wxrSlug(rawSlug) || slugFrom(name);
    if (taxonomy === 'post_format' || !slug) continue;
    const found = await findTermId(db, taxonomy, slug);
    ids.push(found ?? (await insertRow(db, 'terms', { taxonomy, slug, name: plainWords(name) || slug })));
  }
  return ids;
}

// WXR 1.0 says `tag`.
const taxonomyOf = (given: string): string => (given === 'tag' ? 'post_tag' : given.trim());
