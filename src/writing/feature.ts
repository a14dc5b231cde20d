// writing/feature.ts: the write screen and the lists of posts and pages.
import { Router } from 'express';
import { N_ } from '../base/language/gettext.ts';
import type { Feature } from '../feature.ts';
import { deleteUserAdmin } from './delete-user-admin.ts';
import { postsAdmin } from './list/admin.ts';
import { emptyOldTrash } from './list/trash.ts';
import { textAdmin } from './screen/text.ts';
import { blocksRest } from './rest-blocks/rest.ts';
import { usersRest } from './rest-users/users-rest.ts';
import { writingRest } from './rest/rest.ts';
import { openAtFirst } from './settings.ts';

export const writing: Feature = {
  name: 'writing',
  admin: {
    menu: [
      { title: N_('Posts'), path: '/admin/posts', position: 20, icon: 'pin', capability: 'edit_posts' },
      {
        title: N_('All posts'),
        path: '/admin/posts',
        position: 20,
        capability: 'edit_posts',
        under: 'Posts',
      },
      {
        title: N_('New post'),
        path: '/admin/posts/new',
        position: 21,
        capability: 'edit_posts',
        under: 'Posts',
      },
      { title: N_('Pages'), path: '/admin/pages', position: 40, icon: 'file-text', capability: 'edit_pages' },
      {
        title: N_('All pages'),
        path: '/admin/pages',
        position: 40,
        capability: 'edit_pages',
        under: 'Pages',
      },
      {
        title: N_('New page'),
        path: '/admin/pages/new',
        position: 41,
        capability: 'edit_pages',
        under: 'Pages',
      },
    ],
    routes: (blog) => Router().use(postsAdmin(blog), textAdmin(blog), deleteUserAdmin(blog)),
  },
  rest: [...writingRest, ...blocksRest, ...usersRest],
  settings: [openAtFirst],
  tasks: { 'posts.empty-trash': emptyOldTrash },
  schedules: [{ task: 'posts.empty-trash', pattern: '35 3 * * *' }],
};
