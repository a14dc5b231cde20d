// library/feature.ts: the screens of the media library, the editor's media picker, and the REST API of both.
import { Router } from 'express';
import type { Feature } from '../feature.ts';
import { mediaAdmin } from './admin.ts';
import { mediaPicker } from './picker.ts';
import { mediaRest } from './rest/rest.ts';
import { libraryData } from './personal-data.ts';

export const library: Feature = {
  name: 'library',
  personal_data: [libraryData],
  rest: mediaRest,
  admin: {
    menu: [
      { title: 'Media', path: '/admin/media', position: 30, icon: 'images', capability: 'upload_files' },
    ],
    routes: (blog) => Router().use(mediaAdmin(blog), mediaPicker(blog)),
  },
};
