// posts/rest/kinds.ts: what the REST API says of the types of posts, their statuses, and the taxonomies.
import { mediaLabels, patternLabels, taxonomyLabels, typeLabels } from './labels.ts';

type View = Record<string, unknown>;

interface Kind {
  view: View;
  /** What only those see who edit. */
  edit: View;
  /** Below /wp-json: where things of this kind are listed. */
  items: string;
}

const capabilitiesOf = (noun: string, nouns: string): View => ({
  edit_post: `edit_${noun}`,
  read_post: `read_${noun}`,
  delete_post: `delete_${noun}`,
  create_posts: `edit_${nouns}`,
  read: 'read',
  ...Object.fromEntries(
    [
      'edit',
      'edit_others',
      'edit_private',
      'edit_published',
      'delete',
      'delete_others',
      'delete_private',
    ].map((one) => [`${one}_posts`, `${one}_${nouns}`]),
  ),
  delete_published_posts: `delete_published_${nouns}`,
  publish_posts: `publish_${nouns}`,
  read_private_posts: `read_private_${nouns}`,
});

const supports = [
  'title',
  'editor',
  'author',
  'thumbnail',
  'custom-fields',
  'comments',
  'revisions',
  'autosave',
];
/** WordPress says of the editor whether it takes notes; here it takes none. */
const supporting = (names: string[]): View =>
  Object.fromEntries(names.map((name) => [name, name === 'editor' ? [{ notes: false }] : true]));
/** The types of posts, by WordPress's names. */
export const types: Record<string, Kind> = {
  post: typeOf('Posts', 'Post', {
    slug: 'post',
    base: 'posts',
    is_tree: false,
    taxonomies: ['category', 'post_tag'],
    icon: 'dashicons-admin-post',
    supports: [...supports, 'excerpt', 'trackbacks', 'post-formats'],
    nouns: ['post', 'posts'],
  }),
  page: typeOf('Pages', 'Page', {
    slug: 'page',
    base: 'pages',
    is_tree: true,
    taxonomies: [],
    icon: 'dashicons-admin-page',
    supports: [...supports, 'page-attributes'],
    nouns: ['page', 'pages'],
  }),
  attachment: typeOf('Media', 'Media', {
    slug: 'attachment',
    base: 'media',
    is_tree: false,
    taxonomies: [],
    icon: 'dashicons-admin-media',
    supports: ['title', 'author', 'comments'],
    nouns: ['post', 'posts'],
  }),
  wp_block: patternType(),
};

interface TypeWords {
  slug: string;
  base: string;
  is_tree: boolean;
  taxonomies: string[];
  icon: string | null;
  supports: string[];
  nouns: [string, string];
}

function typeOf(
  name: string,
  singular: string,
  { slug, base, is_tree, taxonomies, ...more }: TypeWords,
): Kind {
  return {
    view: {
      description: '',
      hierarchical: is_tree,
      has_archive: false,
      name,
      slug,
      icon: more.icon,
      taxonomies,
      rest_base: base,
      rest_namespace: 'wp/v2',
      template: [],
      template_lock: false,
    },
    edit: {
      capabilities: {
        ...capabilitiesOf(...more.nouns),
        ...(slug === 'attachment' && { create_posts: 'upload_files' }),
      },
      viewable: true,
      labels: slug === 'attachment' ? mediaLabels : typeLabels(name, singular),
      supports: supporting(more.supports),
      visibility: { show_in_nav_menus: slug !== 'attachment', show_ui: true },
    },
    items: `/wp/v2/${base}`,
  };
}

/** Reusable blocks, which have rights of their own names and no pages. */
function patternType(): Kind {
  const { view, edit, items } = typeOf('Patterns', 'Pattern', {
    slug: 'wp_block',
    base: 'blocks',
    is_tree: false,
    taxonomies: ['wp_pattern_category'],
    icon: null,
    supports: ['title', 'excerpt', 'editor', 'revisions', 'custom-fields'],
    nouns: ['block', 'blocks'],
  });
  const ofPosts = ['edit', 'edit_others', 'edit_published', 'delete', 'delete_others', 'delete_published'];
  const capabilities = {
    ...(edit.capabilities as View),
    ...Object.fromEntries(ofPosts.map((one) => [`${one}_posts`, `${one}_posts`])),
    read: 'edit_posts',
    create_posts: 'publish_posts',
  };
  const visibility = { show_in_nav_menus: false, show_ui: true };
  const supports = { ...(edit.supports as View), editor: true, autosave: false };
  const patterns = { capabilities, viewable: false, labels: patternLabels, visibility, supports };
  return { view, edit: { ...edit, ...patterns }, items };
}

/** The taxonomies that have routes. */
export const taxonomies: Record<string, Kind> = {
  category: taxonomyOf('Categories', 'Category', {
    slug: 'category',
    base: 'categories',
    is_tree: true,
    types: ['post'],
  }),
  post_tag: taxonomyOf('Tags', 'Tag', { slug: 'post_tag', base: 'tags', is_tree: false, types: ['post'] }),
};

function taxonomyOf(
  name: string,
  singular: string,
  { slug, base, is_tree, types }: { slug: string; base: string; is_tree: boolean; types: string[] },
): Kind {
  const noun = is_tree ? 'categories' : 'post_tags';
  const can = (what: string) => `${what}_${noun}`;
  return {
    view: {
      name,
      slug,
      description: '',
      types,
      hierarchical: is_tree,
      rest_base: base,
      rest_namespace: 'wp/v2',
    },
    edit: {
      capabilities: {
        manage_terms: is_tree ? 'manage_categories' : can('manage'),
        edit_terms: can('edit'),
        delete_terms: can('delete'),
        assign_terms: can('assign'),
      },
      labels: taxonomyLabels(name, singular, is_tree),
      show_cloud: true,
      visibility: {
        public: true,
        publicly_queryable: true,
        show_admin_column: true,
        show_in_nav_menus: true,
        show_in_quick_edit: true,
        show_ui: true,
      },
    },
    items: `/wp/v2/${base}`,
  };
}
