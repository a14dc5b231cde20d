// attachments/settings.ts: what readers may attach, under the names the DCO Comment Attachment plugin gave them.
import { z } from 'zod';
import { checkbox, field, group, number, numberSelect, select } from '../base/settings/declare.ts';
import { extensionsOf, typeOf } from '../media/file-types.ts';
import { groupTitles, groups, type FileGroup } from '../media/uploads/file-groups.ts';
import { mostFilesOfForm, mostMegabytes } from '../media/limits.ts';

const startingGroups: FileGroup[] = [
  'image',
  'audio',
  'video',
  'document',
  'spreadsheet',
  'interactive',
  'other',
];
const sizes = {
  thumbnail: 'Thumbnail',
  medium: 'Medium',
  medium_large: 'Medium large',
  large: 'Large',
  '1536x1536': '1536 × 1536',
  '2048x2048': '2048 × 2048',
  full: 'Full size',
};

/** Extensions without a dot; text is read as words with commas or spaces between them. */
const fileTypes = z
  .preprocess(
    (given) => (typeof given === 'string' ? given.split(/[\s,]+/).filter(Boolean) : given),
    z.array(
      z.string().refine((extension) => typeOf(extension), { error: 'is not a type that can be allowed' }),
    ),
  )
  .default(startingGroups.flatMap(extensionsOf));

/** Settings → Comment attachments. */
export const attachmentSettings = z.object({
  ...group('attachments', 'Who may attach files', {
    who_can_upload: numberSelect(
      1,
      'Who may attach files to comments',
      { 1: 'Everybody', 2: 'Only users who are signed in' },
      { kind: 'radio' },
    ),
    required_attachment: checkbox(false, 'Every comment must bring a file'),
    manually_moderation: checkbox(false, 'Hold every comment that brings a file for moderation'),
  }),
  ...group('attachments', 'How much', {
    max_upload_size: number(28, 'Maximum size of a file, in megabytes', {
      min: 1,
      max: mostMegabytes,
      help: 'A megabyte is 1024 × 1024 bytes. Larger files are refused, and the comment is kept.',
    }),
    enable_multiple_upload: checkbox(false, 'A comment may bring several files'),
    max_upload_count: number(5, 'Maximum number of files', {
      min: 1,
      max: mostFilesOfForm,
      help: 'When a comment may bring several.',
    }),
    max_upload_total_size: number(84, 'Maximum size of all files of a comment, in megabytes', {
      min: 1,
      max: 10 * mostMegabytes,
      help: 'When a comment may bring several. One file of the maximum size may always be sent.',
    }),
  }),
  ...group('attachments', 'How many in a day', {
    max_files_per_day: number(50, 'Maximum number of files of one person in a day', {
      min: 0,
      max: 100_000,
      help: 'A person is an account, or else an address. Files are counted before they are read, also those that are refused. 0 for no limit.',
    }),
    max_files_per_day_network: number(200, 'Maximum number of files of one network in a day', {
      min: 0,
      max: 1_000_000,
      help: 'All addresses of an IPv4 /24 or an IPv6 /48 together. 0 for no limit.',
    }),
  }),
  ...group('attachments', 'Which files', {
    allowed_file_types: field(fileTypes, 'list', 'Allowed file types', {
      choices: groups.flatMap((one) =>
        extensionsOf(one).map((value) => ({ value, title: `.${value}`, group: groupTitles[one] })),
      ),
      help: 'What runs as a program, and HTML, can never be attached.',
      note: 'Extensions, separated by commas.',
    }),
  }),
  ...group('attachments', 'How files are shown', {
    embed_attachment: checkbox(true, 'Show pictures, and players for audio and video', {
      help: 'Otherwise every file is a plain link with its name and size.',
    }),
    autoembed_links: checkbox(true, 'Links in comments become embeds', {
      help: 'A link alone on its line to a service such as YouTube becomes a player.',
    }),
    thumbnail_size: select('medium', 'Size of a single picture', sizes),
    link_thumbnail: numberSelect(1, 'Clicking a picture opens', {
      0: 'Nothing',
      1: 'The full size picture in place',
      2: 'The full size picture in a new tab',
      3: 'Its own page (kept for imports: opens the picture in place)',
    }),
    combine_images: checkbox(true, 'Show several pictures as a gallery'),
    gallery_size: select('thumbnail', 'Size of pictures in a gallery', sizes),
  }),
  ...group('attachments', 'When a comment is deleted', {
    delete_with_comment: checkbox(true, 'Delete the files of a comment with it'),
    delete_attachment_action: numberSelect(
      1,
      'Deleting a file means',
      { 0: 'It is detached, and stays in the media library', 1: 'It is deleted permanently' },
      { kind: 'radio' },
    ),
  }),
});

export type AttachmentSettings = z.infer<typeof attachmentSettings>;
