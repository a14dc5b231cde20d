// accounts/user.ts: a user, the five roles, and who may do what (WordPress's populate_roles).

export const roles = ['administrator', 'editor', 'author', 'contributor', 'subscriber'] as const;
export type Role = (typeof roles)[number];

export interface User {
  id: number;
  login: string;
  /** The public name in addresses; never the login. */
  slug: string;
  email: string;
  display_name: string;
  url: string;
  bio: string;
  role: Role;
  password_hash: string | null;
  /** The picture they chose for themselves, a kept file. */
  picture_media_id: number | null;
  registered_at: Date;
  /** `locale` is the language of the admin that its user chose; further fields are of screens and of imports. */
  meta: Record<string, unknown>;
}

const subscriber = ['read'];
const contributor = [...subscriber, 'edit_posts', 'delete_posts'];
const author = [
  ...contributor,
  'publish_posts',
  'upload_files',
  'edit_published_posts',
  'delete_published_posts',
];
const editor = [
  ...author,
  'moderate_comments',
  'manage_categories',
  'manage_links',
  'unfiltered_html',
  'edit_others_posts',
  'delete_others_posts',
  'read_private_posts',
  'edit_private_posts',
  'delete_private_posts',
  'edit_pages',
  'publish_pages',
  'edit_published_pages',
  'edit_others_pages',
  'delete_pages',
  'delete_published_pages',
  'delete_others_pages',
  'read_private_pages',
  'edit_private_pages',
  'delete_private_pages',
];
const administrator = [
  ...editor,
  'manage_options',
  'edit_dashboard',
  'import',
  'export',
  'list_users',
  'create_users',
  'edit_users',
  'promote_users',
  'remove_users',
  'delete_users',
  'edit_theme_options',
  'switch_themes',
];

const capabilities: Record<Role, ReadonlySet<string>> = {
  administrator: new Set(administrator),
  editor: new Set(editor),
  author: new Set(author),
  contributor: new Set(contributor),
  subscriber: new Set(subscriber),
};

/** Whether a user's role holds a capability, named as WordPress names it. Nobody signed in may nothing. */
export function may(user: Pick<User, 'role'> | undefined, capability: string): boolean {
  return user !== undefined && capabilities[user.role].has(capability);
}

/** What a role may do, by WordPress's names. */
export const capabilitiesOf = (role: Role): string[] => [...capabilities[role]];

/** The language of the admin that a user chose, by WordPress's name; undefined where it is that of the site. */
export const languageOf = ({ meta }: Pick<User, 'meta'>): string | undefined =>
  typeof meta.locale === 'string' && meta.locale ? meta.locale : undefined;
