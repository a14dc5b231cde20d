// writing/rest/list.ts: the collections of posts and pages: what is asked, who sees which, and the page of them.
import { may, type User } from '../../accounts/user.ts';
import { general } from '../../base/settings/general.ts';
import { settings } from '../../base/settings/settings.ts';
import { refusePageBehind, sayTotal, sliceOf } from '../../base/rest/collection.ts';
import { momentIn } from '../../base/rest/moments.ts';
import { notAllowed, restError, type RestCall, type RestUser } from '../../base/rest/route.ts';
import { phraseOf, wantedOf, type Wanted } from '../../base/words/wanted.ts';
import type { Blog } from '../../blog.ts';
import { mayEditOthers, mayWrite } from '../../posts/permissions.ts';
import type { Post, PostStatus } from '../../posts/post.ts';
import { postsByIds } from '../../posts/queries/find.ts';
import { withDescendants } from '../../terms/queries.ts';
import { postsForRest, type RestFilter } from '../queries/rest-list.ts';
import type { ListArgs } from './args.ts';
import { postItems } from './item.ts';
import type { Kind } from './schema.ts';

const hidden = ['future', 'draft', 'pending', 'private'] as const;

/** A page of posts or pages. @throws HttpError 400, 401, 403 */
export async function listPosts(blog: Blog, kind: Kind, call: RestCall<ListArgs>): Promise<unknown[]> {
  const { args, asker } = call;
  if (args.context === 'edit' && !mayWrite(asker?.user, kind))
    throw notAllowed(
      asker,
      'rest_forbidden_context',
      `Sorry, you are not allowed to edit ${kind}s in this context.`,
    );
  const { posts, total } = await postsAsked(blog, args, await filterOf(blog, kind, args, asker));
  sayTotal(blog, call, total, posts);
  return postItems(blog, posts, { asker, context: args.context });
}

/** The posts of the page that is asked for, and how many the list holds. @throws HttpError 400 */
export async function postsAsked(
  blog: Blog,
  args: ListArgs,
  filter: RestFilter,
): Promise<{ posts: Post[]; total: number }> {
  refuseOrder(args);
  const is_descending = args.order === 'desc';
  const order = {
    by: args.orderby,
    is_descending,
    search: args.search,
    include: args.include,
    slugs: args.slug ?? [],
  };
  const { ids, total } = await postsForRest(blog.db, filter, order, sliceOf(args));
  refusePageBehind(args, total);
  const found = await postsByIds(blog.db, ids);
  return { posts: ids.flatMap((id) => found.get(id) ?? []), total };
}

function refuseOrder({ orderby, search, include, slug, after_id }: ListArgs): void {
  if (orderby === 'relevance' && !search?.trim())
    throw restError(
      400,
      'rest_no_search_term_defined',
      'You need to define a search term to order by relevance.',
    );
  if (orderby === 'include' && !include.length)
    throw restError(
      400,
      'rest_orderby_include_missing_include',
      'You need to define an include parameter to order by include.',
    );
  if (orderby === 'include_slugs' && !slug?.length)
    throw restError(
      400,
      'rest_orderby_slug_missing_slug',
      'You need to define a slug parameter to order by include_slugs.',
    );
  if (after_id !== undefined && orderby !== 'id')
    throw restError(400, 'rest_invalid_param', 'Invalid parameter(s): after_id', {
      params: { after_id: 'after_id goes together with orderby=id.' },
    });
}

/** Which statuses of those asked somebody sees: of all, and of their own posts. @throws HttpError 400 */
function statusesFor(kind: Kind, asked: string[], asker: RestUser | undefined) {
  const user = asker?.user;
  const words = asked.includes('any') ? ['publish', ...hidden] : asked;
  const isForbidden = (word: string) =>
    word !== 'publish' &&
    !mayWrite(user, kind) &&
    !(word === 'private' && may(user, `read_private_${kind}s`));
  if (asked.some(isForbidden)) throw forbiddenStatus(asker);
  const known = words.filter(
    (word): word is PostStatus =>
      word === 'publish' || word === 'trash' || hidden.some((one) => one === word),
  );
  const ofAll = known.filter((word) => word === 'publish' || seesAll(user, kind, word));
  const own = known.filter((word) => !ofAll.includes(word));
  return { statuses: ofAll, own: { user_id: user?.id ?? 0, statuses: user ? own : [] } };
}

const seesAll = (user: User | undefined, kind: Kind, status: PostStatus): boolean =>
  status === 'private' ? may(user, `read_private_${kind}s`) : mayEditOthers(user, kind);

function forbiddenStatus(asker: RestUser | undefined) {
  const message = 'Status is forbidden.';
  const detail = { code: 'rest_forbidden_status', message, data: { status: asker ? 403 : 401 } };
  return restError(400, 'rest_invalid_param', 'Invalid parameter(s): status', {
    params: { status: message },
    details: { status: detail },
  });
}

/** What a list holds for somebody. @throws HttpError 400 for a status that they do not see */
export async function filterOf(
  blog: Blog,
  kind: Kind,
  args: ListArgs,
  asker: RestUser | undefined,
): Promise<RestFilter> {
  const { timezone_string: zone } = await settings(blog.db, general);
  const moment = (given: string | undefined) => given && momentIn(given, zone);
  const with_terms = await groupsOf(blog, [args.categories, args.tags]);
  const without = await groupsOf(blog, [args.categories_exclude, args.tags_exclude]);
  return {
    type: kind,
    ...statusesFor(kind, args.status, asker),
    include: args.include,
    exclude: args.exclude,
    author: args.author,
    author_exclude: args.author_exclude,
    slugs: args.slug,
    published: { after: moment(args.after) || undefined, before: moment(args.before) || undefined },
    modified: {
      after: moment(args.modified_after) || undefined,
      before: moment(args.modified_before) || undefined,
    },
    is_sticky: args.sticky,
    formats: args.format,
    parents: args.parent ?? [],
    parents_exclude: args.parent_exclude ?? [],
    menu_order: args.menu_order,
    with_terms,
    terms_or: args.tax_relation === 'OR',
    without_terms: without.flat(),
    wanted: wantedIn(args),
    finds_locked: mayEditOthers(asker?.user, kind),
    columns: columnsOf(args),
    behind_id: args.after_id,
    is_ascending: args.order === 'asc',
  };
}

/** So many words are looked for; what is longer is taken as it stands, as WordPress does with more than nine. */
function wantedIn({ search = '', search_semantics }: ListArgs): Wanted | undefined {
  const whole = search.trim();
  const wanted = wantedOf(whole, { beginnings: 'all', signs: true });
  const isExact = search_semantics === 'exact' || (wanted?.choices.flat().length ?? 0) > 9;
  return isExact ? phraseOf(whole) : wanted;
}

function columnsOf({ search_columns }: ListArgs): RestFilter['columns'] {
  const names = search_columns.map((name) => name.slice('post_'.length) as RestFilter['columns'][number]);
  return names.length ? names : ['title', 'content', 'excerpt'];
}

/** What `categories` and `tags` ask for: in each group one term suffices. */
async function groupsOf(blog: Blog, given: ListArgs['categories'][]): Promise<number[][]> {
  const groups: number[][] = [];
  for (const one of given) {
    if (!one) continue;
    const { terms, include_children = false, operator = 'OR' } = Array.isArray(one) ? { terms: one } : one;
    const families = include_children
      ? await Promise.all(terms.map((id) => withDescendants(blog.db, id)))
      : terms.map((id) => [id]);
    if (operator === 'AND') groups.push(...families);
    else if (terms.length) groups.push(families.flat());
  }
  return groups;
}
