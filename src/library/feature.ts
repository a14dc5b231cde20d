// library/feature.ts: the screens of the media library, and the editor's media picker.
import { Router } from 'express';
import type { Feature } from '../feature.ts';
import { mediaAdmin } from './admin.ts';
import { mediaPicker } from './picker.ts';

export const library: Feature = {
  name: 'library',
  admin: {
    menu: [{ title: 'Media', path: '/admin/media', position: 30, capability: 'upload_files' }],
    routes: (blog) => Router().use(mediaAdmin(blog), mediaPicker(blog)),
  },
};
