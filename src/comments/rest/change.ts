// comments/rest/change.ts: moderators change a comment by the REST API: words, author, time, place in the thread, status.
import { findUser } from '../../accounts/queries.ts';
import { inTransaction } from '../../base/database/database.ts';
import { plainAddress } from '../../base/http/client-address.ts';
import { momentAsked } from '../../base/rest/moments.ts';
import { notAllowed, restError, type RestCall } from '../../base/rest/route.ts';
import { general } from '../../base/settings/general.ts';
import { settings } from '../../base/settings/settings.ts';
import type { Blog } from '../../blog.ts';
import { mayModerate, type KeptComment } from '../comment.ts';
import { commentWords } from '../form/form.ts';
import { editComment, type OtherFields } from '../moderation/edit.ts';
import { byProgram, decideComments } from '../moderation/moderate.ts';
import { findComment } from '../queries/find.ts';
import { isWithin } from '../queries/rest-sight.ts';
import type { Changed } from './args.ts';
import { allowedOn, commentItems } from './item.ts';
import { commentOf } from './one.ts';
import { inWordPressWords, refuseWords } from './refusals.ts';
import { isListed } from './sight.ts';
import { changeAsked } from './status.ts';

const edited = [
  'content',
  'author',
  'author_name',
  'author_email',
  'author_url',
  'author_ip',
  'author_user_agent',
  'date',
  'date_gmt',
  'parent',
] as const;

/** @throws HttpError 400, 401, 403, 404 */
export async function changeComment(blog: Blog, call: RestCall<Changed>): Promise<unknown> {
  const { args, asker, reply } = call;
  const { comment, post } = await commentOf(blog, args.id);
  reply.headers.Allow = allowedOn(post, asker).join(', ');
  if (!mayModerate(asker?.user, post))
    throw notAllowed(asker, 'rest_cannot_edit', 'Sorry, you are not allowed to edit this comment.');
  if (args.type !== undefined && args.type !== comment.type)
    throw restError(
      404,
      'rest_comment_invalid_type',
      'Sorry, you are not allowed to change the comment type.',
    );
  if (args.post !== undefined && args.post !== comment.post_id)
    throw restError(400, 'rest_invalid_param', 'Invalid parameter(s): post', {
      params: { post: 'A comment stays under its post.' },
    });
  const what = args.status === undefined ? undefined : changeAsked(args.status);
  const others = await othersOf(blog, comment, args);
  await inWordPressWords(() =>
    inTransaction(blog, async (blog) => {
      if (edited.some((name) => args[name] !== undefined)) await save(blog, comment, call, others);
      if (what) await decideComments(blog, [comment.id], what, byProgram(asker));
    }),
  );
  const [item] = await commentItems(blog, [(await commentOf(blog, comment.id)).comment], {
    asker,
    context: 'edit',
  });
  return item;
}

async function save(
  blog: Blog,
  comment: KeptComment,
  { args, asker }: RestCall<Changed>,
  others: OtherFields,
): Promise<void> {
  const words = commentWords({
    comment: args.content ?? comment.content,
    author: args.author_name ?? comment.author_name,
    email: args.author_email ?? comment.author_email,
    url: args.author_url ?? comment.author_url,
  });
  refuseWords(words, {
    entered_by: asker!.user,
    rules: { require_name_email: false },
    has_files: args.content === undefined,
  });
  await editComment(blog, comment, words, asker!.user, others);
}

/** @throws HttpError 400 for a user or a comment that is not there */
async function othersOf(blog: Blog, comment: KeptComment, args: Changed): Promise<OtherFields> {
  const { timezone_string: zone } = await settings(blog.db, general);
  const posted_at = momentAsked(args, zone);
  if (args.author && !(await findUser(blog.db, args.author)))
    throw restError(400, 'rest_comment_author_invalid', 'Invalid comment author ID.');
  if (args.parent) await refuseParent(blog, comment, args.parent);
  return {
    ...(posted_at && { posted_at }),
    ...(args.author !== undefined && { user_id: args.author || null }),
    ...(args.author_ip !== undefined && { author_ip: plainAddress(args.author_ip) }),
    ...(args.author_user_agent !== undefined && { user_agent: args.author_user_agent.slice(0, 254) }),
    ...(args.parent !== undefined && { parent_id: args.parent || null }),
  };
}

/** What it answers stands under the same post, and not below itself. */
async function refuseParent(blog: Blog, comment: KeptComment, parent_id: number): Promise<void> {
  const parent = await findComment(blog.db, parent_id);
  const isThere = isListed(parent) && parent.post_id === comment.post_id;
  if (isThere && !(await isWithin(blog.db, parent_id, comment.id))) return;
  throw restError(400, 'rest_comment_invalid_parent', 'The comment that is answered is not there.');
}
