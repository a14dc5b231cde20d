// xmlrpc/posts/blogger.ts: blogger.*: the oldest family: title and categories stand in the text.
import { readId } from '../../base/http/ids.ts';
import { signed, type Method, type SignedCall } from '../method.ts';
import { flagIn, idIn, numberIn, textIn, type Value } from '../protocol/values.ts';
import { aroundPosts } from './around.ts';
import { editablePost, editablePosts, mostPosts, type PostType } from './find.ts';
import { saveFields, statusFields, type Fields } from './save.ts';
import { bloggerPost } from './view.ts';
import { removePost } from './wordpress.ts';

export const bloggerPosts: Method[] = [
  signed('blogger.getPost', { at: 2 }, getPost),
  signed('blogger.getRecentPosts', { at: 2 }, getRecentPosts),
  signed('blogger.newPost', { at: 2, least: 5 }, newPost),
  signed('blogger.editPost', { at: 2, least: 5 }, editPost),
  signed('blogger.deletePost', { at: 2 }, async (call) => removePost(call, idIn(call.args[1]))),
  signed('metaWeblog.deletePost', { at: 2 }, async (call) => removePost(call, idIn(call.args[1]))),
];

async function getPost({ blog, user, args }: SignedCall): Promise<Value> {
  const post = await editablePost(blog, user, idIn(args[1]));
  return bloggerPost(post, await aroundPosts(blog, [post]));
}

async function getRecentPosts({ blog, user, args }: SignedCall): Promise<Value> {
  const limit = Math.max(1, numberIn(args[2], 10, mostPosts));
  const posts = await editablePosts(blog, user, { type: 'post', limit });
  const around = await aroundPosts(blog, posts);
  return posts.map((post) => bloggerPost(post, around));
}

async function newPost({ blog, user, args }: SignedCall): Promise<Value> {
  const status = statusFields(user, 'post', flagIn(args[3]) ? 'publish' : 'draft', '');
  const post = await saveFields(
    blog,
    user,
    { type: 'post' },
    { title: '', ...wordsIn(textIn(args[2])), ...status },
  );
  return post.id;
}

async function editPost({ blog, user, args }: SignedCall): Promise<Value> {
  const before = await editablePost(blog, user, idIn(args[1]));
  const type = before.type as PostType;
  const wished = flagIn(args[3]) ? 'publish' : 'draft';
  const isStill = wished === 'publish' && ['publish', 'private', 'future'].includes(before.status);
  const status = isStill ? {} : statusFields(user, type, wished, before.password);
  await saveFields(blog, user, { type, before }, { ...wordsIn(textIn(args[2])), ...status });
  return true;
}

/** `<title>` and `<category>` with ids between commas, before the text. */
function wordsIn(content: string): Fields {
  const [, title] = /<title>(.*?)<\/title>/is.exec(content) ?? [];
  const [, ids] = /<category>(.*?)<\/category>/is.exec(content) ?? [];
  const categories = ids?.split(',').flatMap((id) => String(readId(id.trim()) ?? '') || []);
  return {
    ...(title !== undefined && { title }),
    ...(categories && { categories }),
    content: content
      .replace(/<title>.*?<\/title>/is, '')
      .replace(/<category>.*?<\/category>/is, '')
      .trim(),
  };
}
