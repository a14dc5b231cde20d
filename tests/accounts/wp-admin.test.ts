// tests/accounts/wp-admin.test.ts: the screens of WordPress's admin lead to those here.
import { expect, test } from 'vitest';
import { startBlog } from '../blog.ts';

const screens = await startBlog();

test.each([
  ['', '/admin/'],
  ['index.php', '/admin/'],
  ['edit.php', '/admin/posts'],
  ['edit.php?post_type=page', '/admin/pages'],
  ['post-new.php', '/admin/posts/new'],
  ['post-new.php?post_type=page', '/admin/pages/new'],
  ['post.php?post=26&action=edit', '/admin/posts/26'],
  ['post.php?post=0x1', '/admin/posts'],
  ['edit-comments.php', '/admin/comments'],
  ['edit-comments.php?comment_status=moderated', '/admin/comments?status=hold'],
  ['comment.php?action=approve&c=7', '/admin/comments/7'],
  ['comment.php?action=trash&c=7#wpbody-content', '/admin/comments/7'],
  ['comment.php?action=spam&c=7', '/admin/comments/7'],
  ['comment.php?action=editcomment&c=7', '/admin/comments/7'],
  ['comment.php', '/admin/comments'],
  ['edit-tags.php?taxonomy=category', '/admin/categories'],
  ['edit-tags.php?taxonomy=post_tag', '/admin/tags'],
  ['term.php?taxonomy=category&tag_ID=3', '/admin/categories/3'],
  ['upload.php', '/admin/media'],
  ['upload.php?item=8', '/admin/media/8'],
  ['media-new.php', '/admin/media'],
  ['themes.php', '/admin/themes'],
  ['customize.php?return=x', '/admin/customize'],
  ['nav-menus.php', '/admin/menus'],
  ['widgets.php', '/admin/widgets'],
  ['users.php', '/admin/users'],
  ['user-edit.php?user_id=4', '/admin/users/4'],
  ['profile.php', '/admin/profile'],
  ['tools.php', '/admin/import'],
  ['import.php', '/admin/import'],
  ['export.php', '/admin/export'],
  ['options-general.php', '/admin/settings/general'],
  ['options-writing.php', '/admin/settings/writing'],
  ['options-reading.php', '/admin/settings/reading'],
  ['options-discussion.php', '/admin/settings/discussion'],
  ['options-media.php', '/admin/settings/media'],
  ['options-permalink.php', '/admin/settings/permalinks'],
  ['options-privacy.php', '/admin/settings/privacy'],
])('/wp-admin/%s leads to %s', async (from, to) => {
  const { status, headers } = await screens.request.get(`/wp-admin/${from}`);

  expect([status, headers.location]).toEqual([302, to]);
});

test('each of those screens exists; a name that is none of WordPress’s is not found', async () => {
  const admin = await screens.signIn(await screens.hasUser({ role: 'administrator' }));
  for (const file of [
    '',
    'edit.php',
    'edit-comments.php',
    'edit-tags.php',
    'upload.php',
    'themes.php',
    'nav-menus.php',
    'widgets.php',
    'users.php',
    'tools.php',
    'export.php',
    'options-general.php',
    'options-writing.php',
    'options-reading.php',
    'options-discussion.php',
    'options-media.php',
    'options-permalink.php',
    'options-privacy.php',
    'customize.php',
    'profile.php',
  ]) {
    const { headers } = await screens.request.get(`/wp-admin/${file}`);
    expect([file, (await admin.get(headers.location as string).redirects(1)).status]).toEqual([file, 200]);
  }
  for (const name of ['constructor', 'nothing.php', '__proto__'])
    expect((await screens.request.get(`/wp-admin/${name}`)).status).toBe(404);
  expect((await screens.request.get('/dashboard')).headers.location).toBe('/admin/');
});
