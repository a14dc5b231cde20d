// writing/screen/panels.ts: what stands beside the text on the write screen: author, places, fields, what searches show.
import { usersByIds, usersOfRoles } from '../../accounts/queries.ts';
import { may, type User } from '../../accounts/user.ts';
import { treeOf } from '../../base/admin/tree.ts';
import { excerptOf } from '../../base/html/excerpt.ts';
import { __ } from '../../base/language/gettext.ts';
import { general } from '../../base/settings/general.ts';
import { settings } from '../../base/settings/settings.ts';
import type { Blog } from '../../blog.ts';
import { activeTheme } from '../../themes/current.ts';
import { pageTemplates, templateMeant } from '../../themes/page-templates.ts';
import { allTerms } from '../../terms/queries.ts';
import { slugOf } from '../../terms/term.ts';
import { customFields } from '../custom-fields.ts';
import { permalink } from '../../posts/addresses/permalink.ts';
import { mayEditOthers, writingRoles } from '../../posts/permissions.ts';
import type { Post } from '../../posts/post.ts';
import { possibleParents } from '../queries/choices.ts';
import { say } from '../sayings.ts';

/** What is there, or comes back as it was typed. */
export interface PanelShown {
  type: 'post' | 'page';
  post: Post | undefined;
  typed: Record<string, unknown> | undefined;
  values: Record<string, string>;
  /** Ids of the chosen categories. */
  chosen: number[];
}

export async function panelView(blog: Blog, user: User, shown: PanelShown) {
  const { type, post, typed } = shown;
  const isPost = type === 'post';
  const categories = isPost ? treeOf(await allTerms(blog.db, 'category')) : [];
  const address = await addressOf(blog, shown);
  return {
    authors: mayEditOthers(user, type) ? await authorChoices(blog, user, shown) : [],
    categories: categories.map(({ row, depth }) => ({
      id: row.id,
      name: row.name,
      depth,
      is_chosen: shown.chosen.includes(row.id),
    })),
    may_add_category: may(user, 'manage_categories'),
    parents: isPost
      ? []
      : treeOf(await possibleParents(blog.db, post?.id ?? 0)).map(({ row, depth }) => ({
          value: String(row.id),
          title: '\u00a0\u00a0\u00a0'.repeat(depth) + (row.title || __('(no title)')),
        })),
    templates: isPost ? [] : await templateChoices(blog, shown),
    address,
    snippet: await snippetOf(blog, shown, address),
    fields: fieldLines(post, typed),
  };
}

/** Everybody who may write such posts, and whose it is now. */
async function authorChoices({ db }: Blog, user: User, { type, post, values }: PanelShown) {
  const able = await usersOfRoles(db, writingRoles(type));
  const current = post ? post.author_id : user.id;
  const now = (await usersByIds(db, [current])).get(current ?? 0);
  const all = now && !able.some(({ id }) => id === now.id) ? [...able, now] : able;
  const chosen = values.author_id || String(current ?? '');
  return [
    ...(current === null ? [{ value: '', title: __('Nobody'), is_chosen: chosen === '' }] : []),
    ...all.map(({ id, display_name }) => ({
      value: String(id),
      title: display_name,
      is_chosen: chosen === String(id),
    })),
  ];
}

/** What the theme offers to set a page in; the page's own word stays, though it be of another theme. */
async function templateChoices(blog: Blog, { values }: PanelShown) {
  const { theme } = await activeTheme(blog, { user: undefined, query: {} });
  const offered = pageTemplates(blog, theme);
  const { template: kept = '' } = values;
  const meant = templateMeant(offered, kept);
  const choices = Object.entries(offered).map(([value, title]) => ({
    // An export's word for a template stays as it is until another one is chosen.
    value: value === meant ? kept : value,
    title,
  }));
  const foreign =
    kept && !meant
      ? [
          {
            value: kept,
            title: __(
              /* translators: name of a template */ '%s (this theme has none, so the usual one)',
              kept,
            ),
          },
        ]
      : [];
  return [...choices, ...foreign];
}

/** Where the post stands, or will stand once it is out. */
async function addressOf(blog: Blog, { type, post, values }: PanelShown): Promise<string> {
  const known = { id: post?.id ?? 0, author_id: post?.author_id ?? null, parent_id: post?.parent_id ?? null };
  const slug = slugOf(values.slug || values.title || '') || type;
  const published_at = post?.published_at ?? blog.now();
  const path = await permalink(blog, { ...known, type, status: 'publish', slug, published_at });
  return blog.url + path;
}

/** As a search engine may show it. */
async function snippetOf(blog: Blog, { values, type }: PanelShown, address: string) {
  const { blogname } = await settings(blog.db, general);
  const usual = [values.title?.trim() || say(type, 'this'), blogname].filter(Boolean).join(' – ');
  const text = excerptOf((values.excerpt || values.content || '').slice(0, 8000), 30);
  return {
    site: blogname,
    address,
    title: values.seo_title || usual,
    description: values.seo_description || text || __('The first words of the text stand here.'),
  };
}

/** Custom fields, and an empty line for another one. */
function fieldLines(post: Post | undefined, typed: Record<string, unknown> | undefined) {
  const empty = { was: '', name: '', value: '' };
  if (typed?.meta_name === undefined) {
    const stored = post ? customFields(post) : [];
    return [...stored.map(({ name, value }) => ({ was: name, name, value })), empty];
  }
  const list = (given: unknown) => [given].flat().map((one) => (typeof one === 'string' ? one : ''));
  const [was, names, values] = [list(typed.meta_was), list(typed.meta_name), list(typed.meta_value)];
  return names.slice(0, 200).map((name, index) => ({
    was: was[index] ?? '',
    name,
    value: values[index] ?? '',
  }));
}
