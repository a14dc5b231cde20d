// xmlrpc/posts/save.ts: saves what a program sends by the write screen's own command, as if it had been typed there.
import { may, type User } from '../../accounts/user.ts';
import { general } from '../../base/settings/general.ts';
import { settings } from '../../base/settings/settings.ts';
import type { Blog } from '../../blog.ts';
import { openAtFirst } from '../../writing/settings.ts';
import { mayPublish, mayWrite } from '../../posts/permissions.ts';
import type { Post } from '../../posts/post.ts';
import { writingRules } from '../../posts/settings.ts';
import { termsOf } from '../../terms/queries.ts';
import { freshValues, valuesOf } from '../../writing/fields.ts';
import { postForm } from '../../writing/form.ts';
import { savePost } from '../../writing/save.ts';
import { fault, notAllowed } from '../protocol/fault.ts';
import type { PostType } from './find.ts';

/** Fields of the write screen that a program gives; those left out stay as they are. */
export type Fields = Record<string, string | string[]>;

/**
 * Saves a post.
 * @param before the post that is changed; undefined for a new one
 * @returns it as it is now
 * @throws Fault 401 for what the role does not allow, 403, 404, 409, 500 for what cannot be saved
 */
export async function saveFields(
  blog: Blog,
  user: User,
  { type, before }: { type: PostType; before?: Post },
  fields: Fields,
): Promise<Post> {
  if (!before && !mayWrite(user, type))
    throw notAllowed(type === 'page' ? 'create pages as this user' : 'post on this site');
  const read = postForm({ ...(await standing(blog, before)), ...fields });
  if ('problems' in read) throw fault(500, Object.values(read.problems).join(' '));
  const { title, content, excerpt } = read.words;
  if (!(title + content + excerpt).trim()) throw fault(500, 'Content, title, and excerpt are empty.');
  return savePost(blog, user, { ...read.words, ...(before && { id: before.id }), type });
}

async function standing(blog: Blog, post: Post | undefined): Promise<Record<string, unknown>> {
  if (post) {
    const { timezone_string: zone } = await settings(blog.db, general);
    const terms = (await termsOf(blog.db, [post.id])).get(post.id) ?? [];
    const tags = terms.filter(({ taxonomy }) => taxonomy === 'post_tag');
    const categories = terms.filter(({ taxonomy }) => taxonomy === 'category').map(({ id }) => String(id));
    return { ...valuesOf(post, tags, zone), categories };
  }
  const open = await settings(blog.db, openAtFirst);
  const { default_post_format: format } = await settings(blog.db, writingRules);
  const [comments, pings] = [open.default_comment_status === 'open', open.default_ping_status === 'open'];
  return freshValues({ format, comments, pings });
}

/**
 * What a status asks of the write screen: which button, and who may see the post.
 * @param password '' where none is set
 * @throws Fault 401
 */
export function statusFields(user: User, type: PostType, status: string, password: string): Fields {
  const visibility = password ? 'protected' : 'public';
  if (status === 'draft' || status === 'pending') return { act: status, visibility };
  if (!['publish', 'future', 'private'].includes(status)) throw fault(500, 'Invalid post status.');
  if (status === 'private' && !may(user, type === 'page' ? 'publish_pages' : 'publish_posts'))
    throw notAllowed('create private posts in this post type');
  if (!mayPublish(user, type)) throw notAllowed(`publish ${type}s on this site`);
  return { act: 'publish', visibility: status === 'private' ? 'private' : visibility };
}
