// import/feature.ts: brings WordPress exports in.
import { N_ } from '../base/language/gettext.ts';
import type { Feature } from '../feature.ts';
import { importAdmin } from './admin.ts';
import { importCommand } from './command.ts';
import { fetchAttachment, fetchLater } from './fetch-attachment.ts';
import { runImport } from './run-import.ts';

export const importing: Feature = {
  name: 'import',
  admin: {
    menu: [
      { title: N_('Tools'), path: '/admin/import', position: 75, icon: 'wrench', capability: 'import' },
      { title: N_('Import'), path: '/admin/import', position: 76, under: 'Tools', capability: 'import' },
    ],
    routes: importAdmin,
  },
  commands: { import: importCommand },
  on: { 'media.wanted': (blog, { media_id }) => fetchLater(blog, media_id) },
  tasks: { 'import.run': runImport, 'import.fetch-attachment': fetchAttachment },
};
