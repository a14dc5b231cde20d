// writing/save-terms.ts: gives a post its categories and tags.
import { may, type User } from '../accounts/user.ts';
import { settings } from '../base/settings/settings.ts';
import type { Blog } from '../blog.ts';
import { allTerms, ensureTerm, setTerms } from '../terms/queries.ts';
import { writing } from '../terms/settings.ts';
import { termsByIds } from '../terms/list-queries.ts';
import type { PostWords, SavedWords } from './form.ts';
import type { Post, PostStatus } from '../posts/post.ts';

/**
 * Gives a post the ticked categories, a new one if its author may make it, and the tags between commas.
 * @param before the post's status before the save
 */
export async function saveTerms(
  blog: Blog,
  user: User,
  post: Post,
  words: Pick<SavedWords, 'categories' | 'new_category' | 'new_category_parent' | 'tags' | 'tag_ids'>,
  before: PostStatus | undefined,
): Promise<void> {
  if (post.type !== 'post') return;
  const is_moved = (before === 'publish') !== (post.status === 'publish');
  const categories = await categoriesOf(blog, user, words);
  await setTerms(blog.db, post.id, 'category', categories, { is_moved });
  const tags = words.tag_ids ? await knownTags(blog, words.tag_ids) : await tagsOf(blog, words.tags);
  await setTerms(blog.db, post.id, 'post_tag', tags, { is_moved });
}

async function knownTags({ db }: Blog, ids: number[]): Promise<number[]> {
  const known = ids.length ? await termsByIds(db, 'post_tag', ids) : [];
  return ids.filter((id) => known.some((tag) => tag.id === id));
}

async function categoriesOf(
  { db }: Blog,
  user: User,
  words: Pick<PostWords, 'categories' | 'new_category' | 'new_category_parent'>,
): Promise<number[]> {
  const { categories, new_category, new_category_parent } = words;
  const known = await allTerms(db, 'category');
  const chosen = known.filter(({ id }) => categories.includes(id)).map(({ id }) => id);
  const name = new_category.trim();
  const parent_id = known.find(({ id }) => id === new_category_parent)?.id;
  if (name && may(user, 'manage_categories'))
    chosen.push((await ensureTerm(db, { taxonomy: 'category', name, parent_id })).id);
  if (chosen.length) return chosen;
  const { default_category } = await settings(db, writing);
  const usual = known.find(({ id }) => id === default_category) ?? known[0];
  return usual ? [usual.id] : [];
}

/** The tags between commas, made where there are none. */
export async function tagsOf({ db }: Blog, typed: string): Promise<number[]> {
  const names = new Map(
    typed
      .split(/[,،、]/)
      .map((name) => name.trim().replaceAll(/\s+/g, ' ').slice(0, 200))
      .filter(Boolean)
      .slice(0, 100)
      .map((name) => [name.toLowerCase(), name]),
  );
  const ids: number[] = [];
  for (const name of names.values()) ids.push((await ensureTerm(db, { taxonomy: 'post_tag', name })).id);
  return ids;
}
