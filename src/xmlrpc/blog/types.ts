// xmlrpc/blog/types.ts: which types of posts, taxonomies, formats and statuses there are: the same on every site.
import type { User } from '../../accounts/user.ts';
import { postFormats } from '../../posts/post.ts';
import { mayWrite } from '../../posts/permissions.ts';
import { signed, type Method } from '../method.ts';
import { fault, notAllowed } from '../protocol/fault.ts';
import { flagIn, listIn, structIn, textIn, type Struct, type Value } from '../protocol/values.ts';

export const typeMethods: Method[] = [
  signed('wp.getPostTypes', {}, async ({ user, args }) => {
    refuseStranger(user);
    const all = Object.entries(types).map(([name, type]) => [name, wanted(type, args[2])]);
    return Object.fromEntries(all) as Struct;
  }),
  signed('wp.getPostType', { least: 4 }, async ({ user, args }) => {
    const name = textIn(args[1]);
    if (!Object.hasOwn(types, name)) throw fault(403, 'Invalid post type.');
    refuseStranger(user);
    return wanted(types[name]!, args[2]);
  }),
  signed('wp.getTaxonomies', {}, async ({ user, args }) => {
    refuseStranger(user);
    return Object.values(taxonomies).map((taxonomy) => wanted(taxonomy, args[2]));
  }),
  signed('wp.getTaxonomy', { least: 4 }, async ({ user, args }) => {
    const name = textIn(args[1]);
    if (!Object.hasOwn(taxonomies, name)) throw fault(403, 'Invalid taxonomy.');
    refuseStranger(user);
    return wanted(taxonomies[name]!, args[2]);
  }),
  signed('wp.getPostFormats', {}, async ({ user, args }) => {
    refuseStranger(user);
    const isShort = !flagIn(structIn(args[1])['show-supported']);
    return isShort ? formats : { all: formats, supported: Object.keys(formats) };
  }),
  signed('wp.getPostStatusList', {}, async ({ user }) => {
    refuseStranger(user);
    return { draft: 'Draft', pending: 'Pending Review', private: 'Private', publish: 'Published' };
  }),
  signed('wp.getPageStatusList', {}, async ({ user }) => {
    if (!mayWrite(user, 'page')) throw notAllowed('access details about this site');
    return { draft: 'Draft', private: 'Private', publish: 'Published' };
  }),
];

function refuseStranger(user: User): void {
  if (!mayWrite(user, 'post')) throw notAllowed('access details about this site');
}

const capital = (word: string): string => word[0]!.toUpperCase() + word.slice(1);
const formats = Object.fromEntries(postFormats.map((name) => [name, capital(name)]));

/** Members by name; `labels`, `cap` and so on as they are. All when none is asked for. */
function wanted(struct: Struct, fields: Value | undefined): Struct {
  const names = listIn(fields).map(textIn);
  if (!names.length) return struct;
  return Object.fromEntries(
    Object.entries(struct).filter(([name]) => ['name', ...names].includes(name)),
  ) as Struct;
}

const yes = (words: string[]): Struct => Object.fromEntries(words.map((word) => [word, true]));

/** WordPress's names of what a role may do with posts of a type. */
function capabilities(one: string, many: string): Struct {
  const about = (words: string[], noun: string) =>
    Object.fromEntries(words.map((word) => [`${word}_posts`, `${word}_${noun}`]));
  return {
    edit_post: `edit_${one}`,
    read_post: `read_${one}`,
    delete_post: `delete_${one}`,
    ...about(['edit', 'edit_others', 'delete', 'publish', 'read_private'], many),
    read: 'read',
    ...about(['delete_private', 'delete_published', 'delete_others', 'edit_private', 'edit_published'], many),
    create_posts: `edit_${many}`,
  };
}

interface About {
  name: string;
  label: string;
  one: string;
  is_hierarchical: boolean;
  supports: string[];
  taxonomies: string[];
}

const typeOf = ({ name, label, one, is_hierarchical, supports, taxonomies }: About): Struct => ({
  name,
  label,
  hierarchical: is_hierarchical,
  public: true,
  show_ui: true,
  _builtin: true,
  has_archive: false,
  supports: yes(supports),
  labels: { name: label, singular_name: one, menu_name: label, name_admin_bar: one },
  cap: capabilities(name === 'page' ? 'page' : 'post', name === 'page' ? 'pages' : 'posts'),
  map_meta_cap: true,
  taxonomies,
});

const common = [
  'title',
  'editor',
  'author',
  'thumbnail',
  'custom-fields',
  'comments',
  'revisions',
  'autosave',
];

const types: Record<string, Struct> = {
  post: typeOf({
    name: 'post',
    label: 'Posts',
    one: 'Post',
    is_hierarchical: false,
    supports: [...common, 'excerpt', 'trackbacks', 'post-formats'],
    taxonomies: ['category', 'post_tag', 'post_format'],
  }),
  page: typeOf({
    name: 'page',
    label: 'Pages',
    one: 'Page',
    is_hierarchical: true,
    supports: [...common, 'page-attributes'],
    taxonomies: [],
  }),
  attachment: typeOf({
    name: 'attachment',
    label: 'Media',
    one: 'Media',
    is_hierarchical: false,
    supports: ['title', 'author', 'comments'],
    taxonomies: [],
  }),
};

const taxonomyOf = (
  name: string,
  [label, one]: [string, string],
  {
    is_hierarchical = false,
    show_ui = true,
    cap,
  }: { is_hierarchical?: boolean; show_ui?: boolean; cap: string[] },
): Struct => ({
  name,
  label,
  hierarchical: is_hierarchical,
  public: true,
  show_ui,
  _builtin: true,
  labels: { name: label, singular_name: one, menu_name: label, name_admin_bar: name },
  cap: Object.fromEntries(
    ['manage_terms', 'edit_terms', 'delete_terms', 'assign_terms'].map((word, index) => [word, cap[index]!]),
  ),
  object_type: ['post'],
});

const about = (noun: string): string[] =>
  ['manage', 'edit', 'delete', 'assign'].map((word) => `${word}_${noun}`);

const taxonomies: Record<string, Struct> = {
  category: taxonomyOf('category', ['Categories', 'Category'], {
    is_hierarchical: true,
    cap: about('categories'),
  }),
  post_tag: taxonomyOf('post_tag', ['Tags', 'Tag'], { cap: about('post_tags') }),
  post_format: taxonomyOf('post_format', ['Formats', 'Format'], {
    show_ui: false,
    cap: ['manage_categories', 'manage_categories', 'manage_categories', 'edit_posts'],
  }),
};
