// import/records/addresses.ts: the addresses that a file names lead on: each item's, the folder of the old site, its permalink structure.
import { keyOfPath } from '../../posts/addresses/former-path.ts';
import type { FormerPath } from '../../posts/queries/former-paths.ts';
import { rememberOldSite } from '../../posts/old-addresses.ts';
import { permalinks } from '../../posts/settings.ts';
import { settings } from '../../base/settings/settings.ts';
import { dayIn } from '../../base/time/dates.ts';
import type { Importing, OldAddresses } from '../importing.ts';
import { insertFormerPaths } from '../queries/rows.ts';
import type { WxrItem, WxrSite } from '../wxr/wxr.ts';
import { publishedAt } from './post.ts';
import { wxrSlug } from './slug.ts';

export const noAddresses = (): OldAddresses => ({ base: '', structures: new Map(), kept: 0 });

/** The folder that a site says it lies in. */
export function baseOf({ base_blog_url, link }: Pick<WxrSite, 'base_blog_url' | 'link'>): string {
  const given = (base_blog_url || link).trim();
  if (!URL.canParse(given)) return '';
  const path = new URL(given).pathname.replace(/\/+$/, '');
  return path.length <= 200 ? path : '';
}

/** Keeps the address of an item of the file for what came of it. */
export async function keepAddress(
  run: Importing,
  item: WxrItem,
  target: Omit<FormerPath, 'path'>,
): Promise<void> {
  const link = (item.fields.link ?? '').trim();
  const path = /^https?:\/\//i.test(link) ? keyOfPath(link) : undefined;
  if (!path) return;
  await insertFormerPaths(run.blog.db, [{ path, ...target }]);
  run.addresses.kept += 1;
  if ((item.fields.post_type ?? 'post').trim() !== 'post' || !target.post_id) return;
  const structure = structureOf(run, item, new URL(link).pathname);
  const { structures } = run.addresses;
  if (structure && (structures.has(structure) || structures.size < 200))
    structures.set(structure, (structures.get(structure) ?? 0) + 1);
}

/** Keeps further addresses that something had. */
export async function keepFormer(
  run: Importing,
  links: string[],
  target: Omit<FormerPath, 'path'>,
): Promise<void> {
  const paths = links.flatMap((link) => keyOfPath(link) ?? []);
  if (!paths.length) return;
  const rows = [...new Set(paths)].map((path) => ({ path, ...target }));
  await insertFormerPaths(run.blog.db, rows);
  run.addresses.kept += rows.length;
}

/** The structure that an address was made by: its parts that the item explains, as tags; undefined where it explains none. */
function structureOf({ addresses, blog, zone }: Importing, item: WxrItem, path: string): string | undefined {
  const { base } = addresses;
  const below = base && path.startsWith(`${base}/`) ? path.slice(base.length) : path;
  const { fields } = item;
  const local = /^(\d{4})-(\d\d)-(\d\d)/.exec((fields.post_date ?? '').trim());
  const { year, month, day } = dayIn(publishedAt(item, blog.now(), zone), zone);
  const two = (value: number) => String(value).padStart(2, '0');
  const date = [
    ['%year%', local?.[1] ?? String(year)],
    ['%monthnum%', local?.[2] ?? two(month)],
    ['%day%', local?.[3] ?? two(day)],
  ] as const;
  const slug = wxrSlug(fields.post_name ?? '');
  const id = (fields.post_id ?? '').trim();
  const categories = item.terms
    .filter(({ taxonomy }) => taxonomy === 'category')
    .map((term) => wxrSlug(term.slug));
  let dated = 0;
  const segments = below
    .split('/')
    .filter(Boolean)
    .map((segment): string => {
      const [, name = '', ending = ''] = /^(.*?)(\.\w{2,5})?$/.exec(segment) ?? [];
      if (dated < 3 && name === date[dated]![1]) return date[dated++]![0];
      if (slug && wxrSlug(name) === slug) return `%postname%${ending}`;
      if (id && name === id) return `%post_id%${ending}`;
      if (categories.includes(wxrSlug(segment))) return '%category%';
      return segment === (fields.creator ?? '').trim().toLowerCase() ? '%author%' : segment;
    });
  const made = `/${segments.filter((one, at) => one !== '%category%' || segments[at - 1] !== one).join('/')}${below.endsWith('/') ? '/' : ''}`;
  return /%post(?:name|_id)%/.test(made) ? made : undefined;
}

/** Remembers the folder and the structure that most posts had; what the owner is told of it is in the summary. */
export async function rememberAddresses({ blog, addresses, summary }: Importing): Promise<void> {
  const { base, structures, kept } = addresses;
  const all = [...structures.values()].reduce((sum, count) => sum + count, 0);
  const [structure = '', count = 0] = [...structures].toSorted(([, a], [, b]) => b - a)[0] ?? [];
  const isTheirs = count * 2 > all;
  await rememberOldSite(blog.db, base, isTheirs ? structure : '');
  if (!kept) return;
  summary.cameIn('addresses', kept);
  const { permalink_structure: now } = await settings(blog.db, permalinks);
  if (isTheirs && structure !== now)
    summary.told(
      'addresses',
      `the old site’s were like ${base}${structure}: they lead to those here; Settings → Permalinks may make them so again`,
    );
  else if (base) summary.told('addresses', `the old site lay in ${base}: addresses below it lead here`);
}
