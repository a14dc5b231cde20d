// writing/rest-blocks/item.ts: reusable blocks as the REST API shows them, and who may do what with one.
import { may } from '../../accounts/user.ts';
import { selfLink, withLinks, type RestLinks } from '../../base/rest/links.ts';
import { localMoment, utcMoment } from '../../base/rest/moments.ts';
import type { RestUser } from '../../base/rest/route.ts';
import { inContext, type Context } from '../../base/rest/schema.ts';
import { general } from '../../base/settings/general.ts';
import { settings } from '../../base/settings/settings.ts';
import type { Blog } from '../../blog.ts';
import { withExtracts } from '../../posts/content/extract-now.ts';
import { asPost, mayDelete, mayEdit, mayPublish } from '../../posts/permissions.ts';
import type { Post } from '../../posts/post.ts';
import { countRevisions, type RevisionCount } from '../queries/revisions.ts';
import { restBase } from '../rest/links.ts';
import { metaOf, textsOf } from '../rest/parts.ts';
import { blockSchema } from './schema.ts';

export const blocksBase = restBase('wp_block');

export const mayEditBlock = (asker: RestUser | undefined, block: Post): boolean =>
  mayEdit(asker?.user, asPost(block));
export const mayDeleteBlock = (asker: RestUser | undefined, block: Post): boolean =>
  mayDelete(asker?.user, asPost(block));

/** What is published is read by everybody who writes; other blocks by those who may change them. */
export const mayReadBlock = (asker: RestUser | undefined, block: Post): boolean =>
  (block.status === 'publish' && may(asker?.user, 'edit_posts')) || mayEditBlock(asker, block);

/** The methods that somebody may use on a block. */
export const allowedOnBlock = (block: Post, asker: RestUser | undefined): string[] => [
  'GET',
  ...(mayEditBlock(asker, block) ? ['POST', 'PUT', 'PATCH'] : []),
  ...(mayDeleteBlock(asker, block) ? ['DELETE'] : []),
];

interface Showing {
  asker: RestUser | undefined;
  context: Context;
  /** Without `_links`, as what is gone is shown. */
  is_bare?: boolean;
}

/** Blocks, in their order. */
export async function blockItems(
  blog: Blog,
  given: Post[],
  { asker, context, is_bare = false }: Showing,
): Promise<Record<string, unknown>[]> {
  const { timezone_string: zone } = await settings(blog.db, general);
  const blocks = await withExtracts(blog, given);
  const ids = blocks.map(({ id }) => id);
  const revisions = is_bare ? new Map<number, RevisionCount>() : await countRevisions(blog.db, ids);
  return blocks.map((block) => {
    const shown = inContext(blockSchema, fieldsOf(blog, block, zone), context);
    return is_bare
      ? shown
      : withLinks(
          blog,
          shown,
          linksOf(block, { asker, isEdit: context === 'edit', revisions: revisions.get(block.id) }),
        );
  });
}

function fieldsOf(blog: Blog, block: Post, zone: string): Record<string, unknown> {
  const date = block.published_at ?? block.modified_at;
  const guid = block.guid || `${blog.url}/?post_type=wp_block&p=${block.id}`;
  const { content, excerpt } = textsOf(block, blog.url, true);
  const { rendered: _rendered, ...stored } = content;
  return {
    id: block.id,
    date: localMoment(date, zone),
    date_gmt: utcMoment(date),
    guid: { rendered: guid, raw: guid },
    modified: localMoment(block.modified_at, zone),
    modified_gmt: utcMoment(block.modified_at),
    password: block.password,
    slug: block.slug,
    status: block.status,
    type: block.type,
    link: `${blog.url}/?post_type=wp_block&p=${block.id}`,
    title: { raw: block.title },
    content: stored,
    excerpt,
    meta: metaOf(block, false),
    template: block.template,
    wp_pattern_category: [],
    wp_pattern_sync_status: block.meta[syncStatus]?.[0] ?? '',
  };
}

/** The custom field that says whether a block is copied where it is put. */
export const syncStatus = 'wp_pattern_sync_status';

interface Around {
  asker: RestUser | undefined;
  isEdit: boolean;
  revisions: RevisionCount | undefined;
}

function linksOf(block: Post, { asker, isEdit, revisions }: Around): RestLinks {
  const { count = 0, last_id = 0 } = revisions ?? {};
  const href = `${blocksBase}/${block.id}`;
  const user = asker?.user;
  return {
    self: [selfLink(href, allowedOnBlock(block, asker))],
    collection: [{ href: blocksBase }],
    about: [{ href: '/wp/v2/types/wp_block' }],
    'version-history': [{ count, href: `${href}/revisions` }],
    ...(count && { 'predecessor-version': [{ id: last_id, href: `${href}/revisions/${last_id}` }] }),
    'wp:attachment': [{ href: `/wp/v2/media?parent=${block.id}` }],
    ...(isEdit && mayPublish(user, 'post') && { 'wp:action-publish': [{ href }] }),
    ...(isEdit && may(user, 'unfiltered_html') && { 'wp:action-unfiltered-html': [{ href }] }),
  };
}
