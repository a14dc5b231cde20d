// attachments/settings.ts: what readers may attach, under the names the DCO Comment Attachment plugin gave them.
import { z } from 'zod';
import { wholeNumber, yesOrNo } from '../base/settings/settings.ts';
import { extensionsOf, typeOf, type FileGroup } from '../media/file-types.ts';

const startingGroups: FileGroup[] = [
  'image',
  'audio',
  'video',
  'document',
  'spreadsheet',
  'interactive',
  'other',
];
const sizes = ['thumbnail', 'medium', 'medium_large', 'large', '1536x1536', '2048x2048', 'full'] as const;

export const attachmentSettings = z.object({
  /** For each file, in megabytes of 1024 × 1024 bytes. */
  max_upload_size: wholeNumber(28, 1, 10_240),
  required_attachment: yesOrNo(false),
  /** Show images and players; off: always a plain card. */
  embed_attachment: yesOrNo(true),
  autoembed_links: yesOrNo(true),
  thumbnail_size: z.enum(sizes).default('medium'),
  /** 0 no link, 1 the full image in place, 2 the full image in a new tab, 3 its own page (shown like 1). */
  link_thumbnail: wholeNumber(1, 0, 3),
  enable_multiple_upload: yesOrNo(false),
  combine_images: yesOrNo(true),
  gallery_size: z.enum(sizes).default('thumbnail'),
  /** Extensions without a dot. */
  allowed_file_types: z
    .preprocess(
      (given) => (typeof given === 'string' ? given.split(/[\s,]+/).filter(Boolean) : given),
      z.array(
        z.string().refine((extension) => typeOf(extension), { error: 'is not a type that can be allowed' }),
      ),
    )
    .default(startingGroups.flatMap(extensionsOf)),
  /** 1 everybody, 2 people who are signed in. */
  who_can_upload: wholeNumber(1, 1, 2),
  /** Hold every comment that brings a file. */
  manually_moderation: yesOrNo(false),
  delete_with_comment: yesOrNo(true),
  /** 1 deletes the file from the library, 0 only lets go of it. */
  delete_attachment_action: wholeNumber(1, 0, 1),
  /** With several files allowed: how many, and how much together in megabytes. */
  max_upload_count: wholeNumber(5, 1, 50),
  max_upload_total_size: wholeNumber(84, 1, 102_400),
});

export type AttachmentSettings = z.infer<typeof attachmentSettings>;
