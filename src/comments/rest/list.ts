// comments/rest/list.ts: the collection of comments: what is asked, who sees which, and the page of them.
import type { Request } from 'express';
import { may, type User } from '../../accounts/user.ts';
import { httpError } from '../../base/errors.ts';
import { sayTotal, sliceOf } from '../../base/rest/collection.ts';
import { momentIn } from '../../base/rest/moments.ts';
import { notAllowed, restError, type RestCall, type RestUser } from '../../base/rest/route.ts';
import { general } from '../../base/settings/general.ts';
import { settings } from '../../base/settings/settings.ts';
import type { Blog } from '../../blog.ts';
import type { Post } from '../../posts/post.ts';
import { mayEdit } from '../../posts/permissions.ts';
import { postsByIds } from '../../posts/queries/find.ts';
import { isOpenedWith } from '../../posts/rest/open-with-password.ts';
import {
  listedStatuses,
  shownKinds,
  type Comment,
  type CommentKind,
  type CommentStatus,
} from '../comment.ts';
import { commentsForRest, type RestFilter } from '../queries/rest-list.ts';
import { newestOf } from '../queries/rest-sight.ts';
import type { ListArgs } from './args.ts';
import { commentItems, mayEditAll } from './item.ts';
import { readsPost, sightOf } from './sight.ts';

/** A page of comments. @throws HttpError 400, 401, 403 */
export async function listComments(blog: Blog, call: RestCall<ListArgs>): Promise<unknown[]> {
  const { args, asker, reply, req } = call;
  refuseAsked(args, asker);
  const opened = await postsAsked(blog, req, args, asker);
  const { timezone_string: zone } = await settings(blog.db, general);
  const order = { by: args.orderby, is_descending: args.order === 'desc' };
  const filter = filterOf(args, { user: asker?.user, opened, zone });
  const { comments, total } = await commentsForRest(blog.db, filter, order, sliceOf(args));
  // Who may leave one depends on the post.
  reply.headers.Allow = 'GET';
  sayTotal(blog, call, total, comments);
  return commentItems(blog, comments, { asker, context: args.context });
}

function refuseAsked(args: ListArgs, asker: RestUser | undefined): void {
  if (args.post.includes(0) && !may(asker?.user, 'moderate_comments'))
    throw notAllowed(
      asker,
      'rest_cannot_read',
      'Sorry, you are not allowed to read comments without a post.',
    );
  if (args.context === 'edit' && !mayEditAll(asker))
    throw notAllowed(asker, 'rest_forbidden_context', 'Sorry, you are not allowed to edit comments.');
  if (!may(asker?.user, 'edit_posts')) refuseProtected(args, asker);
  if (args.orderby === 'include' && !args.include.length)
    throw restError(
      400,
      'rest_orderby_include_missing_include',
      'You need to define an include parameter to order by include.',
    );
  if (args.after_id !== undefined && args.orderby !== 'id')
    throw restError(400, 'rest_invalid_param', 'Invalid parameter(s): after_id', {
      params: { after_id: 'after_id goes together with orderby=id.' },
    });
}

/** What would tell strangers who wrote what, or what is not shown. */
function refuseProtected(args: ListArgs, asker: RestUser | undefined): void {
  const forbidden = [
    args.author?.length && 'author',
    args.author_exclude?.length && 'author_exclude',
    args.author_email && 'author_email',
    args.type !== 'comment' && 'type',
    !['approve', 'approved', '1'].includes(args.status) && 'status',
  ].filter((name) => typeof name === 'string');
  if (forbidden.length)
    throw notAllowed(asker, 'rest_forbidden_param', `Query parameter not permitted: ${forbidden.join(', ')}`);
}

/**
 * Refuses posts that the asker may not read; a password counts for one post alone.
 * @returns the posts it opens
 * @throws HttpError 401, 403 rest_cannot_read_post
 */
async function postsAsked(
  blog: Blog,
  req: Request,
  { post: ids, password }: ListArgs,
  asker: RestUser | undefined,
): Promise<number[]> {
  const posts = [...(await postsByIds(blog.db, ids)).values()];
  const opened: number[] = [];
  for (const post of posts) {
    const isOpened = posts.length === 1 && (await isOpenedWith(blog, req, post, password));
    if (!readsPost(asker?.user, post, isOpened)) throw notYours(asker);
    if (isOpened) opened.push(post.id);
  }
  return opened;
}

const notYours = (asker: RestUser | undefined) =>
  notAllowed(asker, 'rest_cannot_read_post', 'Sorry, you are not allowed to read the post for this comment.');

const statuses: Record<string, CommentStatus[]> = {
  approve: ['approve'],
  approved: ['approve'],
  1: ['approve'],
  hold: ['hold'],
  0: ['hold'],
  spam: ['spam'],
  trash: ['trash'],
  all: listedStatuses,
  any: ['approve', 'hold', 'spam', 'trash'],
};

const pings: CommentKind[] = ['trackback', 'pingback', 'webmention'];

/** Words that WordPress does not know find nothing, as there. */
const wordsIn = <Word>(given: string, known: Record<string, Word[]>): Word[] =>
  given.split(',').flatMap((word) => (Object.hasOwn(known, word.trim()) ? known[word.trim()]! : []));

const kinds: Record<string, CommentKind[]> = {
  ...Object.fromEntries(shownKinds.map((kind) => [kind, [kind]])),
  pings,
  pingbacks: pings,
  all: shownKinds,
  '': shownKinds,
};

function filterOf(
  args: ListArgs,
  { user, opened, zone }: { user: User | undefined; opened: number[]; zone: string },
): RestFilter {
  const moment = (given: string | undefined) => (given ? momentIn(given, zone) : undefined);
  return {
    sight: sightOf(user, opened),
    statuses: wordsIn(args.status, statuses),
    kinds: wordsIn(args.type, kinds),
    posts: args.post,
    parents: args.parent,
    parents_exclude: args.parent_exclude,
    include: args.include,
    exclude: args.exclude,
    author: args.author,
    author_exclude: args.author_exclude,
    email: args.author_email,
    written: { after: moment(args.after), before: moment(args.before) },
    search: args.search?.trim() ?? '',
    behind_id: args.after_id,
    is_ascending: args.order === 'asc',
  };
}

/** What `_embed` asks beside posts and comments: the newest comments of each. */
export async function embedLists(
  blog: Blog,
  all: ListArgs[],
  asker: RestUser | undefined,
): Promise<unknown[]> {
  const [posts, parents] = [all.flatMap(({ post }) => post), all.flatMap(({ parent }) => parent)];
  const known = await postsByIds(blog.db, posts);
  const isOpen = (post: Post | undefined) => !post || readsPost(asker?.user, post, false);
  // The own text of a protected post says nothing to whoever may change it that its comments should not.
  const opened = [...known.values()].filter((post) => mayEdit(asker?.user, post)).map(({ id }) => id);
  const asked = { sight: sightOf(asker?.user, opened), limit: 100 };
  const underPosts = await newestOf(blog.db, 'post_id', posts, asked);
  const answers = await newestOf(blog.db, 'parent_id', parents, asked);
  const comments = new Map([...underPosts, ...answers].map((comment) => [comment.id, comment]));
  const items = await commentItems(blog, [...comments.values()], { asker, context: 'embed' });
  const byId = new Map(items.map((item) => [item.id, item]));
  const shown = (found: Comment[], per_page: number) =>
    found.slice(0, per_page).map(({ id }) => byId.get(id));
  return all.map(({ post: [post], parent: [parent], per_page }) => {
    if (post && !isOpen(known.get(post))) return notYours(asker);
    return post
      ? shown(
          underPosts.filter(({ post_id }) => post_id === post),
          per_page,
        )
      : shown(
          answers.filter(({ parent_id }) => parent_id === parent),
          per_page,
        );
  });
}

export const notThere = () => httpError(404, 'rest_comment_invalid_id', 'Invalid comment ID.');
