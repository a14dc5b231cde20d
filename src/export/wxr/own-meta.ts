// export/wxr/own-meta.ts: what of a post the format has no element for, as meta under names of our own. Pure.
import { ownField } from '../../import/wxr/own-fields.ts';
import { seoKeys, spelledOut } from '../../import/records/seo.ts';
import type { ExportedPost } from '../queries/posts.ts';
import { metaPairs, type MetaPair } from './elements.ts';

/** Keys that columns speak for; `_wp_page_template` and the like are written from these. */
const columns = [
  '_thumbnail_id',
  '_wp_old_slug',
  '_wp_page_template',
  '_wp_trash_meta_status',
  '_wp_trash_meta_time',
  '_wp_desired_post_slug',
];

const own = [
  ['content_format', 'html'],
  ['source_name', ''],
  ['source_url', ''],
  ['source_author', ''],
  ['canonical', 'own'],
  ['to_ping', ''],
  ['pinged', ''],
] as const satisfies [keyof ExportedPost, string][];

/** @param former what the post was once called @param thumbnail the number of its picture in this export; 0 for none */
export function postMeta(post: ExportedPost, former: string[], thumbnail: number): MetaPair[] {
  const { template, status, former_status, trashed_at, source_published_at } = post;
  const pairs: MetaPair[] = [
    ...metaPairs(post.meta, [...columns, ...supersededSeo(post)]),
    ...(thumbnail ? [['_thumbnail_id', String(thumbnail)] as MetaPair] : []),
    ...(template ? [['_wp_page_template', template] as MetaPair] : []),
    ...former.map((slug): MetaPair => ['_wp_old_slug', slug]),
  ];
  if (status === 'trash' && former_status) pairs.push(['_wp_trash_meta_status', former_status]);
  if (status === 'trash' && trashed_at)
    pairs.push(['_wp_trash_meta_time', String(Math.floor(trashed_at.getTime() / 1000))]);
  if (post.seo_title) pairs.push([seoKeys.titles[0]!, post.seo_title]);
  if (post.seo_description) pairs.push([seoKeys.descriptions[0]!, post.seo_description]);
  for (const [name, usual] of own) if (post[name] !== usual) pairs.push([ownField(name), post[name]]);
  if (source_published_at) pairs.push([ownField('source_published_at'), source_published_at.toISOString()]);
  return pairs;
}

/** Words of a plugin that the post's own have taken the place of: an import would take them for these. */
function supersededSeo({ meta, title, seo_title, seo_description }: ExportedPost): string[] {
  const speaks = (key: string) =>
    [meta[key]].flat().some((value) => value && spelledOut(String(value), title));
  const gone = (keys: string[], now: string) => [
    ...(now ? [keys[0]!] : []),
    ...(now ? [] : keys.filter(speaks)),
  ];
  return [...gone(seoKeys.titles, seo_title), ...gone(seoKeys.descriptions, seo_description)];
}
