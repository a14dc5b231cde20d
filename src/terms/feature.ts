// terms/feature.ts: categories and tags.
import { N_ } from '../base/language/gettext.ts';
import type { Feature } from '../feature.ts';
import { termsAdmin } from './admin.ts';
import { writing } from './settings.ts';

const place = { capability: 'manage_categories', under: 'Posts' };

export const terms: Feature = {
  name: 'terms',
  admin: {
    menu: [
      { title: N_('Categories'), path: '/admin/categories', position: 22, ...place },
      { title: N_('Tags'), path: '/admin/tags', position: 23, ...place },
    ],
    routes: termsAdmin,
  },
  settings: [writing],
};
