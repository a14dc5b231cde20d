// media/settings.ts: what an owner may say about kept files, under WordPress's names where it has one.
import { z } from 'zod';
import { N_ } from '../base/language/gettext.ts';
import { checkbox, choices, field, group, number, select, type Details } from '../base/settings/declare.ts';

const pixels = (initial: number, label: string, details: Details = {}) =>
  number(initial, label, { min: 0, max: 5000, ...details });

/** Settings → Media. A width or height of 0 does not bound that side; with both 0 the size is not made. */
export const mediaSettings = z.object({
  ...group('media', N_('Image sizes'), {
    thumbnail_size_w: pixels(150, N_('Thumbnail size: width in pixels')),
    thumbnail_size_h: pixels(150, N_('Thumbnail size: height in pixels')),
    thumbnail_crop: checkbox(true, N_('Crop thumbnails to exact dimensions'), {
      help: N_('Otherwise the whole picture is made to fit into them.'),
    }),
    medium_size_w: pixels(300, N_('Medium size: maximum width')),
    medium_size_h: pixels(300, N_('Medium size: maximum height')),
    large_size_w: pixels(1024, N_('Large size: maximum width')),
    large_size_h: pixels(1024, N_('Large size: maximum height'), {
      help: N_('A side of 0 is not bounded; a size with both 0 is not made. Pictures are never made larger.'),
      note: 'Sizes of 768, 1536 and 2048 pixels are made besides.',
    }),
  }),
  ...group('media', N_('Uploading files'), {
    image_variants: checkbox(
      true,
      N_('Send pictures in smaller formats (AVIF, WebP) to browsers that read them'),
      {
        help: N_(
          'Made in the background, also of pictures that are here already. The file itself stays as it came.',
        ),
      },
    ),
    convert_heic: checkbox(true, N_('Show HEIC photos of phones by copies that every browser reads'), {
      help: N_(
        'A photo may need some hundred megabytes of memory. Otherwise the comment form asks phones for JPEG.',
      ),
    }),
    strip_metadata: checkbox(
      true,
      N_('Take places, times and names of devices out of files that are added'),
      {
        help: N_(
          'The authors of PDF and Office files, too, unless they are signed. Colours and the right way up stay. Files that readers send with comments always lose them.',
        ),
      },
    ),
    open_documents: checkbox(false, N_('Open PDF files and texts in the browser'), {
      help: N_('In a sandbox, where nothing in them runs. Otherwise they are saved, as other documents are.'),
    }),
    uploads_use_yearmonth_folders: checkbox(
      true,
      N_('Organize my uploads into month- and year-based folders'),
      {
        help: N_('For files added from now on; those that are here keep their addresses.'),
      },
    ),
  }),
});

/** Whether files of the library have pages of their own. */
export const attachmentPages = z.object(
  group('media', N_('Uploading files'), {
    wp_attachment_pages_enabled: checkbox(false, N_('Give every file of the library a page of its own'), {
      help: N_('Otherwise such an address leads to the post that the file hangs on, or to the file.'),
      note: 'At `?attachment_id=`.',
    }),
  }),
);

/** What the window “Add media” proposes for a picture; empty: its own custom. */
export const insertSettings = z.object(
  group('media', N_('Inserting pictures into a text'), {
    image_default_size: select(
      '',
      N_('Size of inserted pictures'),
      {
        '': N_('Large, where there is one'),
        thumbnail: N_('Thumbnail'),
        medium: N_('Medium'),
        large: N_('Large'),
        full: N_('Full size'),
      },
      { help: N_('What “Add media” proposes; whoever writes may choose otherwise.') },
    ),
    image_default_align: select('', N_('Alignment of inserted pictures'), {
      '': N_('None'),
      left: N_('Left'),
      center: N_('Center'),
      right: N_('Right'),
    }),
    image_default_link_type: field(
      z.preprocess((type) => type || undefined, z.enum(['none', 'file']).default('none')),
      'select',
      N_('Inserted pictures link to'),
      { choices: choices({ none: N_('None'), file: N_('Media file') }) },
    ),
  }),
);

export type MediaSettings = z.infer<typeof mediaSettings>;

/** Documents that browsers show by themselves, where the settings let them. */
export const opensInBrowser = (mime_type: string): boolean =>
  mime_type === 'application/pdf' || mime_type === 'text/plain';

export interface Size {
  name: string;
  /** Infinity where that side is not bounded. */
  width: number;
  height: number;
  crop: boolean;
}

/** The sizes that are made of a picture: WordPress's, with the owner's numbers. */
export function sizesOf(rules: MediaSettings): Size[] {
  const size = (name: 'thumbnail' | 'medium' | 'large', crop = false): Size[] => {
    const [width, height] = [rules[`${name}_size_w`], rules[`${name}_size_h`]];
    if (!width && !height) return [];
    const isWhole = width > 0 && height > 0;
    return [{ name, width: width || Infinity, height: height || Infinity, crop: crop && isWhole }];
  };
  return [
    ...size('thumbnail', rules.thumbnail_crop),
    ...size('medium'),
    { name: 'medium_large', width: 768, height: Infinity, crop: false },
    ...size('large'),
    { name: '1536x1536', width: 1536, height: 1536, crop: false },
    { name: '2048x2048', width: 2048, height: 2048, crop: false },
  ];
}

export interface Pixels {
  width: number;
  height: number;
}

/** What a picture of this many pixels becomes in a size; it is never made larger. */
export function sizeWithin(whole: Pixels, { width, height, crop }: Size): Pixels {
  if (crop) return { width: Math.min(whole.width, width), height: Math.min(whole.height, height) };
  const scale = Math.min(1, width / whole.width, height / whole.height);
  const scaled = (side: number) => Math.max(1, Math.round(side * scale));
  return { width: scaled(whole.width), height: scaled(whole.height) };
}
