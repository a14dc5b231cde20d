// xmlrpc/posts/metaweblog.ts: metaWeblog.* and mt.*: posts as editors of other systems write them.
import { mayWrite } from '../../posts/permissions.ts';
import { allTerms, termsOf } from '../../terms/queries.ts';
import { signed, type Method, type SignedCall } from '../method.ts';
import { dateIn, gmtOf } from '../protocol/dates.ts';
import { fault, notAllowed } from '../protocol/fault.ts';
import { flagIn, idIn, listIn, numberIn, structIn, textIn, type Value } from '../protocol/values.ts';
import { aroundPosts } from './around.ts';
import { termFields } from './fields.ts';
import { editablePost, editablePosts, mostPosts, type PostType } from './find.ts';
import { metaFields } from './meta-fields.ts';
import { saveFields, statusFields } from './save.ts';
import { metaPost } from './view.ts';

export const metaWeblogPosts: Method[] = [
  signed('metaWeblog.newPost', { least: 4 }, newPost),
  signed('metaWeblog.editPost', { least: 4 }, editPost),
  signed('metaWeblog.getPost', {}, getPost),
  signed('metaWeblog.getRecentPosts', {}, getRecentPosts),
  signed('mt.getCategoryList', {}, getCategoryList),
  signed('mt.getRecentPostTitles', {}, getRecentPostTitles),
  signed('mt.getPostCategories', {}, getPostCategories),
  signed('mt.setPostCategories', { least: 4 }, setPostCategories),
  signed('mt.publishPost', {}, publishPost),
];

async function newPost({ blog, user, args }: SignedCall): Promise<Value> {
  const content = structIn(args[1]);
  const type = textIn(content.post_type) || 'post';
  if (type !== 'post' && type !== 'page') throw fault(401, 'Invalid post type.');
  const fields = await metaFields(content, { blog, user, type, publish: args[2] });
  return String((await saveFields(blog, user, { type }, fields)).id);
}

async function editPost({ blog, user, args }: SignedCall): Promise<Value> {
  const before = await editablePost(blog, user, idIn(args[0]));
  const type = before.type as PostType;
  const fields = await metaFields(structIn(args[1]), { blog, user, type, before, publish: args[2] });
  await saveFields(blog, user, { type, before }, fields);
  return true;
}

async function getPost({ blog, user, args }: SignedCall): Promise<Value> {
  const post = await editablePost(blog, user, idIn(args[0]));
  return metaPost(post, await aroundPosts(blog, [post]));
}

const limitOf = (value: Value | undefined): number => Math.max(1, numberIn(value, 10, mostPosts));

async function getRecentPosts({ blog, user, args }: SignedCall): Promise<Value> {
  const posts = await editablePosts(blog, user, { type: 'post', limit: limitOf(args[1]) });
  const around = await aroundPosts(blog, posts);
  return posts.map((post) => metaPost(post, around, String(post.id)));
}

async function getRecentPostTitles({ blog, user, args }: SignedCall): Promise<Value> {
  const posts = await editablePosts(blog, user, { type: 'post', limit: limitOf(args[1]) });
  const { zone } = await aroundPosts(blog, []);
  return posts.map((post) => {
    const date = post.published_at ?? post.modified_at;
    return {
      dateCreated: dateIn(date, zone),
      userid: String(post.author_id ?? 0),
      postid: String(post.id),
      title: post.title,
      post_status: post.status,
      date_created_gmt: gmtOf(date),
    };
  });
}

async function getCategoryList({ blog, user }: SignedCall): Promise<Value> {
  if (!mayWrite(user, 'post')) throw notAllowed('view categories');
  const categories = await allTerms(blog.db, 'category');
  return categories.map(({ id, name }) => ({ categoryId: id, categoryName: name }));
}

async function getPostCategories({ blog, user, args }: SignedCall): Promise<Value> {
  const post = await editablePost(blog, user, idIn(args[0]));
  const terms = (await termsOf(blog.db, [post.id])).get(post.id) ?? [];
  return terms
    .filter(({ taxonomy }) => taxonomy === 'category')
    .toSorted((one, other) => one.name.localeCompare(other.name, 'en'))
    .map(({ id, name }, index) => ({
      categoryName: name,
      categoryId: String(id),
      isPrimary: index === 0,
    }));
}

/** The first one that is primary comes first; posts here keep their order. */
async function setPostCategories({ blog, user, args }: SignedCall): Promise<Value> {
  const before = await editablePost(blog, user, idIn(args[0]), 'post');
  const given = listIn(args[1])
    .map(structIn)
    .toSorted((one, other) => Number(flagIn(other.isPrimary)) - Number(flagIn(one.isPrimary)));
  const terms = { category: given.map(({ categoryId }) => categoryId ?? 0) };
  await saveFields(blog, user, { type: 'post', before }, await termFields(blog, user, { terms }));
  return true;
}

async function publishPost({ blog, user, args }: SignedCall): Promise<Value> {
  const before = await editablePost(blog, user, idIn(args[0]));
  const type = before.type as PostType;
  await saveFields(blog, user, { type, before }, statusFields(user, type, 'publish', before.password));
  return true;
}
