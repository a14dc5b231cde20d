// media/settings.ts: what an owner may say about kept files, under WordPress's names where it has one.
import { z } from 'zod';
import { wholeNumber, yesOrNo } from '../base/settings/settings.ts';

const pixels = (initial: number) => wholeNumber(initial, 0, 5000);

/** Settings → Media. A width or height of 0 does not bound that side; with both 0 the size is not made. */
export const mediaSettings = z.object({
  thumbnail_size_w: pixels(150),
  thumbnail_size_h: pixels(150),
  /** Cut to exactly these dimensions; off: shrunk to fit into them. */
  thumbnail_crop: yesOrNo(true),
  medium_size_w: pixels(300),
  medium_size_h: pixels(300),
  large_size_w: pixels(1024),
  large_size_h: pixels(1024),
  /** Keep pictures as AVIF and WebP besides, for browsers that read them. */
  image_variants: yesOrNo(true),
  /** Files of the library lose what tells of places, times and devices. Files of readers always do. */
  strip_metadata: yesOrNo(true),
  uploads_use_yearmonth_folders: yesOrNo(true),
});

/** Whether files of the library have pages of their own. */
export const attachmentPages = z.object({ wp_attachment_pages_enabled: yesOrNo(false) });

/** What the window “Add media” proposes for a picture; empty: its own custom. */
export const insertSettings = z.object({
  image_default_align: z.enum(['', 'left', 'center', 'right']).default(''),
  image_default_size: z.enum(['', 'thumbnail', 'medium', 'large', 'full']).default(''),
  image_default_link_type: z.preprocess(
    (type) => type || undefined,
    z.enum(['none', 'file']).default('none'),
  ),
});

export type MediaSettings = z.infer<typeof mediaSettings>;

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
