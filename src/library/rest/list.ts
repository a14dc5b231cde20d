// library/rest/list.ts: the collection of kept files: what is asked, who sees which, and the page of them.
import { may } from '../../accounts/user.ts';
import { refusePageBehind, sayTotal, sliceOf } from '../../base/rest/collection.ts';
import { momentIn } from '../../base/rest/moments.ts';
import { notAllowed, restError, type RestCall, type RestUser } from '../../base/rest/route.ts';
import { general } from '../../base/settings/general.ts';
import { settings } from '../../base/settings/settings.ts';
import { phraseOf, wantedOf } from '../../base/words/wanted.ts';
import type { Blog } from '../../blog.ts';
import { mediaForRest, type MediaAsked } from '../rest-queries.ts';
import type { ListArgs } from './args.ts';
import { mediaItems } from './item.ts';
import { seesAll } from './permissions.ts';

/** A page of files. @throws HttpError 400, 401, 403 */
export async function listMedia(blog: Blog, call: RestCall<ListArgs>): Promise<unknown[]> {
  const { args, asker } = call;
  refuseAsked(args, asker);
  const { timezone_string: zone } = await settings(blog.db, general);
  const order = { by: args.orderby, is_descending: args.order === 'desc', search: args.search ?? '' };
  const isSome = args.status.includes('inherit');
  const { found, total } = isSome
    ? await mediaForRest(blog.db, askedOf(args, asker, zone), order, sliceOf(args))
    : { found: [], total: 0 };
  refusePageBehind(args, total);
  sayTotal(blog, call, total, found);
  return mediaItems(blog, found, { asker, context: args.context });
}

function refuseAsked(args: ListArgs, asker: RestUser | undefined): void {
  const mayWrite = may(asker?.user, 'edit_posts');
  if (args.context === 'edit' && !mayWrite)
    throw notAllowed(
      asker,
      'rest_forbidden_context',
      'Sorry, you are not allowed to edit posts in this post type.',
    );
  if (!mayWrite && args.status.some((status) => status !== 'inherit'))
    throw restError(400, 'rest_invalid_param', 'Invalid parameter(s): status', {
      params: { status: 'Status is forbidden.' },
    });
  const missing = {
    relevance: !args.search?.trim() && (['rest_no_search_term_defined', 'a search term'] as const),
    include:
      !args.include.length && (['rest_orderby_include_missing_include', 'an include parameter'] as const),
    include_slugs: !args.slug?.length && (['rest_orderby_slug_missing_slug', 'a slug parameter'] as const),
  }[args.orderby as string];
  if (missing)
    throw restError(400, missing[0], `You need to define ${missing[1]} to order by ${args.orderby}.`);
  if (args.after_id !== undefined && args.orderby !== 'id')
    throw restError(400, 'rest_invalid_param', 'Invalid parameter(s): after_id', {
      params: { after_id: 'after_id goes together with orderby=id.' },
    });
}

const columnNames = { post_title: 'title', post_content: 'description', post_excerpt: 'caption' } as const;

function askedOf(args: ListArgs, asker: RestUser | undefined, zone: string): MediaAsked {
  const moment = (...given: (string | undefined)[]) =>
    given.flatMap((one) => (one ? [momentIn(one, zone).getTime()] : []));
  const after = moment(args.after, args.modified_after);
  const before = moment(args.before, args.modified_before);
  const whole = args.search?.trim() ?? '';
  const isExact = args.search_semantics === 'exact' || whole.split(/\s+/).length > 9;
  const columns = args.search_columns.map((name) => columnNames[name]);
  return {
    user_id: asker?.user.id ?? 0,
    sees_all: seesAll(asker?.user),
    include: args.include,
    exclude: args.exclude,
    author: args.author,
    author_exclude: args.author_exclude,
    parents: args.parent,
    parents_exclude: args.parent_exclude,
    slugs: args.slug,
    kinds: args.media_type,
    mime_types: args.mime_type,
    uploaded: {
      ...(after.length && { after: new Date(Math.max(...after)) }),
      ...(before.length && { before: new Date(Math.min(...before)) }),
    },
    wanted: isExact ? phraseOf(whole) : wantedOf(whole, { beginnings: 'all', signs: true }),
    columns: columns.length ? columns : ['title', 'caption', 'description'],
    behind_id: args.after_id,
    is_ascending: args.order === 'asc',
  };
}
