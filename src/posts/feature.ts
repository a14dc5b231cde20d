// posts/feature.ts: posts and pages.
import { Router } from 'express';
import type { Feature } from '../feature.ts';
import { deleteUserAdmin } from './admin-delete-user.ts';
import { mediaAdmin } from './admin-media.ts';
import { textAdmin } from './admin-text.ts';
import { postsAdmin } from './admin.ts';
import { usesInPosts } from './media-uses.ts';
import { showFeatured, showOwn } from './own-cards.ts';
import { publishDuePosts } from './publish.ts';
import { lookChanged, rerenderOld, showEmbed, showMedia, stillShown } from './rerender.ts';
import {
  formerPermalinks,
  permalinks,
  privacy,
  reading,
  revisionRules,
  trashRules,
  writingRules,
} from './settings.ts';
import { emptyOldTrash } from './trash.ts';

export const posts: Feature = {
  name: 'posts',
  admin: {
    menu: [
      { title: 'Posts', path: '/admin/posts', position: 20, capability: 'edit_posts' },
      { title: 'All posts', path: '/admin/posts', position: 20, capability: 'edit_posts', under: 'Posts' },
      { title: 'New post', path: '/admin/posts/new', position: 21, capability: 'edit_posts', under: 'Posts' },
      { title: 'Media', path: '/admin/media', position: 30, capability: 'upload_files' },
      { title: 'Pages', path: '/admin/pages', position: 40, capability: 'edit_pages' },
      { title: 'All pages', path: '/admin/pages', position: 40, capability: 'edit_pages', under: 'Pages' },
      { title: 'New page', path: '/admin/pages/new', position: 41, capability: 'edit_pages', under: 'Pages' },
    ],
    routes: (blog) =>
      Router().use(postsAdmin(blog), mediaAdmin(blog), textAdmin(blog), deleteUserAdmin(blog)),
  },
  settings: [reading, writingRules, permalinks, formerPermalinks, privacy, revisionRules, trashRules],
  uses: usesInPosts,
  on: {
    'embed.ready': showEmbed,
    'embed.due': stillShown,
    'media.ready': async (blog, data) => {
      await showMedia(blog, data);
      await showFeatured(blog, data);
    },
    'post.saved': showOwn,
    'post.removed': showOwn,
    'settings.saved': lookChanged,
  },
  tasks: {
    'posts.publish-due': async (blog) => void (await publishDuePosts(blog)),
    'posts.rerender': rerenderOld,
    'posts.empty-trash': emptyOldTrash,
  },
  schedules: [
    { task: 'posts.publish-due', pattern: '* * * * *' },
    { task: 'posts.rerender', pattern: '*/10 * * * *' },
    { task: 'posts.empty-trash', pattern: '35 3 * * *' },
  ],
};
