// media/settings-admin.ts: Settings → Media.
import { Router } from 'express';
import { needs } from '../accounts/guard.ts';
import { announce } from '../announcements.ts';
import type { Field } from '../base/admin/fields.ts';
import { leaveNotice } from '../base/admin/notices.ts';
import { settingsScreen } from '../base/admin/settings-screen.ts';
import type { Blog } from '../blog.ts';
import { regenerateAll } from './pictures/regenerate.ts';
import { attachmentPages, insertSettings, mediaSettings } from './settings.ts';

const path = '/settings/media';

export function mediaSettingsAdmin(blog: Blog): Router {
  const router = Router();
  const guard = needs('manage_options');

  router.use(
    settingsScreen(blog, {
      path,
      title: 'Media settings',
      guard,
      declared: [mediaSettings, insertSettings, attachmentPages],
      fields: mediaFields,
      template: 'media/admin-settings',
      saved: (db, names) => announce({ db }, 'settings.saved', { names }),
    }),
  );

  router.post(`${path}/regenerate`, guard, async (req, res) => {
    await regenerateAll(blog);
    leaveNotice(req, 'The sizes of all pictures are being made anew in the background.');
    res.redirect(303, `/admin${path}`);
  });

  return router;
}

export function mediaFields(): Field[] {
  const size = (name: string, label: string): Field[] => [
    { name: `${name}_size_w`, label: `${label}: width in pixels`, kind: 'number' },
    { name: `${name}_size_h`, label: `${label}: height in pixels`, kind: 'number' },
  ];
  return [
    ...size('thumbnail', 'Thumbnails'),
    {
      name: 'thumbnail_crop',
      label: 'Cut thumbnails to exactly this size',
      kind: 'check',
      hint: 'Otherwise the whole picture is made to fit into it.',
    },
    ...size('medium', 'Medium size'),
    ...size('large', 'Large size'),
    {
      name: 'image_default_size',
      label: 'Pictures put into a text: size',
      kind: 'select',
      choices: [
        { value: '', title: 'Large, where there is one' },
        { value: 'thumbnail', title: 'Thumbnail' },
        { value: 'medium', title: 'Medium' },
        { value: 'large', title: 'Large' },
        { value: 'full', title: 'Full size' },
      ],
      hint: 'What “Add media” proposes; whoever writes may choose otherwise.',
    },
    {
      name: 'image_default_align',
      label: 'Pictures put into a text: alignment',
      kind: 'select',
      choices: [
        { value: '', title: 'None' },
        { value: 'left', title: 'Left' },
        { value: 'center', title: 'Center' },
        { value: 'right', title: 'Right' },
      ],
    },
    {
      name: 'image_default_link_type',
      label: 'Pictures put into a text: lead to',
      kind: 'select',
      choices: [
        { value: 'none', title: 'Nothing' },
        { value: 'file', title: 'The picture in full size' },
      ],
    },
    {
      name: 'image_variants',
      label: 'Send pictures in smaller formats (AVIF, WebP) to browsers that read them',
      kind: 'check',
      hint: 'Made in the background, also of pictures that are here already. The file itself stays as it came.',
    },
    {
      name: 'strip_metadata',
      label: 'Take places, times and names of devices out of files that are added',
      kind: 'check',
      hint: 'Colours and the right way up stay. Files that readers send with comments always lose them.',
    },
    {
      name: 'uploads_use_yearmonth_folders',
      label: 'Keep files in folders by year and month',
      kind: 'check',
      hint: 'For files added from now on; those that are here keep their addresses.',
    },
    {
      name: 'wp_attachment_pages_enabled',
      label: 'Give every file of the library a page of its own',
      kind: 'check',
      hint: 'Otherwise such an address leads to the post that the file hangs on, or to the file.',
    },
  ];
}
