// import/records/menus.ts: the menus of an export as menus here; in which places of the theme they stand, no export says.
import { bringLines, bringMenu, type BroughtLine } from '../../menus/bring.ts';
import { isAddress } from '../../menus/form.ts';
import { postIdsAmong, termIdsAmong } from '../../menus/queries.ts';
import { writing, type Importing } from '../importing.ts';
import { inOrder, type MenuLine } from './menu-line.ts';
import { everImported, importedByIds, importedIds, rememberImported } from '../queries/imported.ts';

/** More than any menu holds. */
const mostOfOne = 1000;

/**
 * Makes the menus of which lines were read. A menu that is here keeps its lines and their order as they are now; only lines
 * that never came in, such as those whose page was in a later part of the export, take their place in it.
 */
export async function importMenus(run: Importing): Promise<void> {
  const slugs = new Set(run.menu_lines.map(({ menu }) => menu).filter(Boolean));
  for (const slug of slugs) {
    const lines = run.menu_lines.filter(({ menu }) => menu === slug).slice(0, mostOfOne);
    await importMenu(run, slug, lines);
  }
}

async function importMenu(run: Importing, slug: string, lines: MenuLine[]): Promise<void> {
  const all = await targeted(run, slug, lines);
  const keys = all.map(({ key }) => key);
  await writing(run.blog, async ({ db }) => {
    const known = (await importedIds(db, run.site, 'menu', [slug])).get(slug);
    const before = known ? await everImported(db, run.site, 'menu_item', keys) : new Map<string, number>();
    if (!known && !all.length) return;
    const name = run.menus.get(slug) || lines[0]!.menu_name || slug;
    const menu_id = known ?? (await bringMenu(db, name));
    const made = await bringLines(db, menu_id, all, before);
    const left = all.length - before.size - made.size;
    await rememberImported(db, run.site, [
      { kind: 'menu', foreign_key: slug, foreign_id: slug, local_id: menu_id },
      ...[...made].map(([foreign_key, local_id]) => ({
        kind: 'menu_item' as const,
        foreign_key,
        foreign_id: foreign_key,
        local_id,
      })),
    ]);
    // The lines are counted as the items that they are in the file.
    if (left) run.summary.mended('menu items', `“${name}” is full: ${left} of its lines are not in it`);
  });
}

/** Lines with what they lead to here, in order; what leads nowhere is left out. */
async function targeted(run: Importing, slug: string, lines: MenuLine[]): Promise<BroughtLine[]> {
  const { db } = run.blog;
  const of = (type: string) => lines.filter((line) => line.type === type).map(({ object_id }) => object_id);
  const posts = await importedByIds(db, run.site, 'post', of('post_type'));
  const shown = new Set(await postIdsAmong(db, [...posts.values()]));
  const termIds = of('taxonomy').flatMap((id) => run.terms.get(id) ?? []);
  const terms = new Set(await termIdsAmong(db, termIds));
  return inOrder(lines).flatMap(({ line, depth }): BroughtLine[] => {
    const key = `${slug} ${line.id}`;
    const none = { key, depth, title: line.title.slice(0, 200), post_id: null, term_id: null, url: '' };
    const post_id = line.type === 'post_type' ? posts.get(line.object_id) : undefined;
    const term_id = line.type === 'taxonomy' ? run.terms.get(line.object_id) : undefined;
    if (post_id && shown.has(post_id)) return [{ ...none, kind: 'post', post_id }];
    if (term_id && terms.has(term_id)) return [{ ...none, kind: 'term', term_id }];
    const url = line.type === 'custom' ? addressHere(line.url, run.site) : '';
    if (url && isAddress(url)) return [{ ...none, kind: 'link', title: none.title || url, url }];
    run.summary.mended(
      'menu items',
      `“${line.title.slice(0, 80) || line.url}”: leads to nothing that is here`,
    );
    return [];
  });
}

/** An address of the old site is one of this site: a menu that came along should not lead readers away. */
function addressHere(given: string, site: string): string {
  const bare = given.replace(/^https?:\/\/(www\.)?/i, '');
  if (bare === given || !bare.toLowerCase().startsWith(site)) return given;
  const rest = bare.slice(site.length);
  return rest === '' || /^[/?#]/.test(rest) ? `/${rest.replace(/^\/+/, '')}` : given;
}
