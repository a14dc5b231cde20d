// xmlrpc/posts/wordpress.ts: wp.getPost, wp.getPosts, wp.newPost, wp.editPost, wp.deletePost, revisions.
import { notFound } from '../../base/errors.ts';
import type { Post, PostStatus } from '../../posts/post.ts';
import { findPost } from '../../posts/queries/find.ts';
import { deletePostsForEver, trashPosts } from '../../writing/list/trash.ts';
import { revisionsOf } from '../../writing/queries/revisions.ts';
import { restoreRevision } from '../../writing/revisions.ts';
import { revisionById } from '../queries.ts';
import { signed, type Method, type SignedCall } from '../method.ts';
import { dateIn, gmtOf } from '../protocol/dates.ts';
import { fault, notAllowed } from '../protocol/fault.ts';
import {
  flagIn,
  idIn,
  listIn,
  numberIn,
  structIn,
  textIn,
  type Struct,
  type Value,
} from '../protocol/values.ts';
import { aroundPosts } from './around.ts';
import { customFieldFields, dateFields, pictureFields, refuseNewer, termFields } from './fields.ts';
import { editablePost, editablePosts, mostPosts, type PostType } from './find.ts';
import { saveFields, statusFields, type Fields } from './save.ts';
import { wpPost } from './view.ts';

export const wordpressPosts: Method[] = [
  signed('wp.newPost', { least: 4 }, newPost),
  signed('wp.editPost', { least: 5 }, editPost),
  signed('wp.deletePost', { least: 4 }, async (call) => removePost(call, idIn(call.args[1]))),
  signed('wp.getPost', { least: 4 }, getPost),
  signed('wp.getPosts', {}, getPosts),
  signed('wp.getRevisions', { least: 4 }, getRevisions),
  signed('wp.restoreRevision', { least: 4 }, restore),
];

const groups = (value: Value | undefined): string[] => listIn(value).map(textIn).filter(Boolean);

async function getPost({ blog, user, args }: SignedCall): Promise<Value> {
  const post = await editablePost(blog, user, idIn(args[1]));
  return wpPost(post, await aroundPosts(blog, [post]), groups(args[2]));
}

const statuses: PostStatus[] = ['draft', 'pending', 'future', 'publish', 'private', 'trash'];
const orders = { title: 'title', comment_count: 'comments' } as const;

async function getPosts({ blog, user, args }: SignedCall): Promise<Value> {
  const filter = structIn(args[1]);
  const posts = await editablePosts(blog, user, {
    type: typeIn(filter.post_type),
    status: statuses.find((one) => one === textIn(filter.post_status)),
    search: textIn(filter.s).slice(0, 200),
    limit: numberIn(filter.number, 10, mostPosts),
    offset: numberIn(filter.offset, 0, 1_000_000),
    sort: {
      by: orders[textIn(filter.orderby) as keyof typeof orders] ?? 'date',
      is_descending: textIn(filter.order).toUpperCase() !== 'ASC',
    },
  });
  const around = await aroundPosts(blog, posts);
  return posts.map((post) => wpPost(post, around, groups(args[2])));
}

/** @throws Fault 403 for another type of post */
function typeIn(value: Value | undefined): PostType {
  const type = textIn(value) || 'post';
  if (type === 'post' || type === 'page') return type;
  throw fault(403, 'Invalid post type.');
}

async function newPost({ blog, user, args }: SignedCall): Promise<Value> {
  const content = structIn(args[1]);
  const type = typeIn(content.post_type);
  const fields = await fieldsOf({ blog, user }, content, { type, status: 'draft' });
  return String((await saveFields(blog, user, { type }, fields)).id);
}

async function editPost({ blog, user, args }: SignedCall): Promise<Value> {
  const before = await editablePost(blog, user, idIn(args[1]));
  const content = structIn(args[2]);
  refuseNewer(before, content.if_not_modified_since);
  const type = before.type as PostType;
  if (content.post_type !== undefined && textIn(content.post_type) !== type)
    throw fault(401, 'The post type may not be changed.');
  await saveFields(blog, user, { type, before }, await fieldsOf({ blog, user }, content, { type, before }));
  return true;
}

/** Members that are fields of the write screen under another name. */
const plain: Record<string, string> = {
  post_title: 'title',
  post_content: 'content',
  post_excerpt: 'excerpt',
  post_name: 'slug',
  post_parent: 'parent_id',
  post_author: 'author_id',
  menu_order: 'menu_order',
  page_template: 'template',
  post_format: 'format',
};

interface About {
  type: PostType;
  before?: Post;
  /** The status where none is named. */
  status?: string;
}

async function fieldsOf(
  { blog, user }: Pick<SignedCall, 'blog' | 'user'>,
  content: Struct,
  { type, before, status }: About,
): Promise<Fields> {
  const named = Object.entries(plain).filter(([member]) => content[member] !== undefined);
  const fields: Fields = Object.fromEntries(named.map(([member, name]) => [name, textIn(content[member])]));
  if (fields.template === 'default') fields.template = '';
  if (fields.format === '') fields.format = 'standard';
  const password =
    content.post_password === undefined ? (before?.password ?? '') : textIn(content.post_password);
  const wished = textIn(content.post_status) || (content.post_password === undefined ? status : undefined);
  for (const name of ['comment_status', 'ping_status'] as const)
    if (content[name] !== undefined) fields[name] = textIn(content[name]) === 'open' ? '1' : '';
  if (content.sticky !== undefined) fields.is_sticky = flagIn(content.sticky) ? '1' : '';
  return {
    ...fields,
    password,
    ...(wished || !before
      ? statusFields(user, type, wished ?? 'draft', password)
      : content.post_password !== undefined && { visibility: password ? 'protected' : 'public' }),
    ...(await dateFields(blog, { local: content.post_date, gmt: content.post_date_gmt })),
    ...(await pictureFields(blog, content.post_thumbnail)),
    ...customFieldFields(content.custom_fields, before),
    ...(type === 'post' && (await termFields(blog, user, content))),
  };
}

/** Into the trash; what lies there already, away for ever. @throws Fault */
export async function removePost({ blog, user }: SignedCall, id: number, type?: PostType): Promise<Value> {
  const post = id ? await findPost(blog.db, id) : undefined;
  const isRight = post && ['post', 'page'].includes(post.type) && (!type || post.type === type);
  if (!isRight) throw fault(404, type === 'page' ? 'Sorry, no such page.' : 'Invalid post ID.');
  const remove = post.status === 'trash' ? deletePostsForEver : trashPosts;
  const { refusals } = await remove(blog, user, { type: post.type as PostType, ids: [id] });
  if (refusals.length) throw notAllowed(`delete this ${post.type}`);
  return true;
}

async function getRevisions({ blog, user, args }: SignedCall): Promise<Value> {
  const post = await editablePost(blog, user, idIn(args[1]));
  const around = await aroundPosts(blog, [post]);
  const revisions = await revisionsOf(blog.db, post.id);
  const wanted = groups(args[2]);
  return revisions.map((revision) => ({
    ...wpPost({ ...post, ...revision, id: revision.id }, around, wanted.length ? wanted : ['post']),
    post_id: String(revision.id),
    post_date: dateIn(revision.created_at, around.zone),
    post_date_gmt: gmtOf(revision.created_at),
    post_type: 'revision',
    post_status: 'inherit',
    post_parent: String(post.id),
    post_author: String(revision.author_id ?? 0),
  }));
}

async function restore({ blog, user, args }: SignedCall): Promise<Value> {
  const revision = await revisionById(blog.db, idIn(args[1]));
  if (!revision) throw notFound('revision');
  const post = await editablePost(blog, user, revision.post_id);
  await restoreRevision(blog, user, post.id, revision.id);
  return true;
}
