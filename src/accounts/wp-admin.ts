// accounts/wp-admin.ts: the screens of WordPress's admin, and where they are here. Pure.
import { readId } from '../base/http/ids.ts';

type Query = (name: string) => string;
type Place = string | ((query: Query) => string);

const isPage = (query: Query): boolean => query('post_type') === 'page';
/** A number out of the query below a place, else the place. */
const one =
  (place: string, name: string): Place =>
  (query) => {
    const id = readId(query(name));
    return id ? `${place}/${id}` : place;
  };
const settings = (screen: string): string => `/admin/settings/${screen}`;

const terms: Place = (query) => {
  const place = query('taxonomy') === 'post_tag' ? '/admin/tags' : '/admin/categories';
  const id = readId(query('tag_ID'));
  return id ? `${place}/${id}` : place;
};

/** By the name of the file below /wp-admin/; '' is the folder itself. */
const places: Record<string, Place> = {
  '': '/admin/',
  'about.php': '/admin/',
  'admin.php': '/admin/',
  'authorize-application.php': '/admin/authorize-application',
  'comment.php': one('/admin/comments', 'c'),
  'credits.php': '/admin/',
  'custom-background.php': '/admin/customize',
  'custom-header.php': '/admin/customize',
  'customize.php': '/admin/customize',
  'edit-comments.php': (query) => {
    const status = { moderated: 'hold', spam: 'spam', trash: 'trash' }[query('comment_status')];
    return status ? `/admin/comments?status=${status}` : '/admin/comments';
  },
  'edit-tags.php': terms,
  'edit.php': (query) => (isPage(query) ? '/admin/pages' : '/admin/posts'),
  'erase-personal-data.php': '/admin/erase-personal-data',
  'export-personal-data.php': '/admin/export-personal-data',
  'export.php': '/admin/export',
  'import.php': '/admin/import',
  'index.php': '/admin/',
  'media-new.php': '/admin/media',
  'media.php': one('/admin/media', 'attachment_id'),
  'media-upload.php': '/admin/media',
  'nav-menus.php': one('/admin/menus', 'menu'),
  'options-discussion.php': settings('discussion'),
  'options-general.php': settings('general'),
  'options-media.php': settings('media'),
  'options-permalink.php': settings('permalinks'),
  'options-privacy.php': settings('privacy'),
  'options-reading.php': settings('reading'),
  'options-writing.php': settings('writing'),
  'options.php': settings('general'),
  'plugin-install.php': '/admin/',
  'plugins.php': '/admin/',
  'post-new.php': (query) => (isPage(query) ? '/admin/pages/new' : '/admin/posts/new'),
  'post.php': one('/admin/posts', 'post'),
  'privacy-policy-guide.php': '/admin/privacy-policy-guide',
  'privacy.php': settings('privacy'),
  'profile.php': '/admin/profile',
  'revision.php': '/admin/posts',
  'site-editor.php': '/admin/customize',
  'site-health.php': '/admin/',
  'term.php': terms,
  'theme-editor.php': '/admin/themes',
  'theme-install.php': '/admin/themes',
  'themes.php': '/admin/themes',
  'tools.php': '/admin/import',
  'update-core.php': '/admin/',
  'upload.php': one('/admin/media', 'item'),
  'user-edit.php': one('/admin/users', 'user_id'),
  'user-new.php': '/admin/users',
  'users.php': '/admin/users',
  'widgets.php': '/admin/widgets',
};

/**
 * Where a screen of WordPress's admin is here; undefined for one that is none.
 * @param file its name, '' for the folder
 * @param query a value of the address's query, '' for none
 */
export function screenFor(file: string, query: Query): string | undefined {
  const place = Object.hasOwn(places, file) ? places[file] : undefined;
  return typeof place === 'function' ? place(query) : place;
}
