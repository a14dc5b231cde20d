// writing/list/quick-edit-view.ts: quick edit: the fields of one post, open in its list.
import type { User } from '../../accounts/user.ts';
import { treeOf } from '../../base/admin/tree.ts';
import { idsFrom } from '../../base/http/ids.ts';
import { general } from '../../base/settings/general.ts';
import { settings } from '../../base/settings/settings.ts';
import type { Blog } from '../../blog.ts';
import { allTerms, termsOf } from '../../terms/queries.ts';
import { statusChoices, valuesOf } from '../fields.ts';
import { mayEdit, mayEditOthers, mayPublish } from '../../posts/permissions.ts';
import type { Post } from '../../posts/post.ts';
import { possibleParents } from '../queries/choices.ts';
import { findPost } from '../../posts/queries/find.ts';

/** What came back from a form that was refused. */
export interface QuickTyped {
  typed: Record<string, unknown>;
  problems: Record<string, string>;
  /** Somebody else changed the post: the next save is meant. */
  is_conflict: boolean;
}

const names = ['seen_at', 'form_key', 'title', 'slug', 'published_at', 'tags', 'parent_id', 'menu_order'];
const boxes = ['is_sticky', 'comment_status'];

/** The form for a post that a list is asked to open; undefined when it is not this person's to change. */
export async function quickView(
  blog: Blog,
  user: User,
  { type, id }: { type: 'post' | 'page'; id: number | undefined },
  given?: QuickTyped,
) {
  const post = id ? await findPost(blog.db, id) : undefined;
  if (post?.type !== type || post.status === 'trash' || !mayEdit(user, post)) return undefined;
  const { timezone_string: zone } = await settings(blog.db, general);
  const terms = (await termsOf(blog.db, [post.id])).get(post.id) ?? [];
  const own = { ...valuesOf(post, terms.filter(isTag), zone), status: shownStatus(post) };
  const chosen = given ? idsFrom(given.typed.categories) : terms.map((term) => term.id);
  const categories = type === 'post' ? treeOf(await allTerms(blog.db, 'category')) : [];
  return {
    id: post.id,
    type,
    zone,
    action: `/admin/${type}s/${post.id}/quick-edit`,
    values: given ? typedOver(own, post, given) : own,
    problems: given?.problems ?? {},
    statuses: statusesFor(user, post),
    may_stick: type === 'post' && mayEditOthers(user, type),
    categories: categories.map(({ row, depth }) => ({
      id: row.id,
      name: row.name,
      depth,
      is_chosen: chosen.includes(row.id),
    })),
    parents: type === 'page' ? await possibleParents(blog.db, post.id) : [],
  };
}

const isTag = ({ taxonomy }: { taxonomy: string }) => taxonomy === 'post_tag';

/** What is scheduled is published, at its minute. */
const shownStatus = ({ status }: Post) => (status === 'future' ? 'publish' : status);

function statusesFor(user: User, { type, status }: Post): [value: string, title: string][] {
  return statusChoices(mayPublish(user, type), status === 'future');
}

/** What was typed wins; a box that did not come was not ticked. */
function typedOver(
  own: Record<string, string>,
  post: Post,
  { typed, is_conflict }: QuickTyped,
): Record<string, string> {
  const text = (name: string, missing: string) => {
    const given = typed[name];
    return [name, typeof given === 'string' ? given : missing] as const;
  };
  return {
    ...own,
    ...Object.fromEntries([...names, 'status'].map((name) => text(name, own[name]!))),
    ...Object.fromEntries(boxes.map((name) => text(name, ''))),
    ...(is_conflict && { seen_at: post.modified_at.toISOString(), form_key: own.form_key! }),
  };
}
