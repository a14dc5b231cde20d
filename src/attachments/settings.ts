// attachments/settings.ts: what readers may attach, under the names the DCO Comment Attachment plugin gave them.
import { z } from 'zod';
import { N_ } from '../base/language/gettext.ts';
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
  thumbnail: N_('Thumbnail'),
  medium: N_('Medium'),
  medium_large: N_('Medium large'),
  large: N_('Large'),
  '1536x1536': '1536 × 1536',
  '2048x2048': '2048 × 2048',
  full: N_('Full size'),
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
  ...group('attachments', N_('Who may attach files'), {
    who_can_upload: numberSelect(
      1,
      N_('Who may attach files to comments'),
      { 1: N_('Everybody'), 2: N_('Only users who are signed in') },
      { kind: 'radio' },
    ),
    required_attachment: checkbox(false, N_('Every comment must bring a file')),
    manually_moderation: checkbox(false, N_('Hold every comment that brings a file for moderation')),
  }),
  ...group('attachments', N_('How much'), {
    max_upload_size: number(28, N_('Maximum size of a file, in megabytes'), {
      min: 1,
      max: mostMegabytes,
      help: N_('A megabyte is 1024 × 1024 bytes. Larger files are refused, and the comment is kept.'),
    }),
    enable_multiple_upload: checkbox(false, N_('A comment may bring several files')),
    max_upload_count: number(5, N_('Maximum number of files'), {
      min: 1,
      max: mostFilesOfForm,
      help: N_('When a comment may bring several.'),
    }),
    max_upload_total_size: number(84, N_('Maximum size of all files of a comment, in megabytes'), {
      min: 1,
      max: 10 * mostMegabytes,
      help: N_('When a comment may bring several. One file of the maximum size may always be sent.'),
    }),
  }),
  ...group('attachments', N_('How many in a day'), {
    max_files_per_day: number(50, N_('Maximum number of files of one person in a day'), {
      min: 0,
      max: 100_000,
      help: N_(
        'A person is an account, or else an address. Files are counted before they are read, also those that are refused. 0 for no limit.',
      ),
    }),
    max_files_per_day_network: number(200, N_('Maximum number of files of one network in a day'), {
      min: 0,
      max: 1_000_000,
      help: N_('All addresses of an IPv4 /24 or an IPv6 /48 together. 0 for no limit.'),
    }),
  }),
  ...group('attachments', N_('Which files'), {
    allowed_file_types: field(fileTypes, 'list', N_('Allowed file types'), {
      choices: groups.flatMap((one) =>
        extensionsOf(one).map((value) => ({ value, title: `.${value}`, group: groupTitles[one] })),
      ),
      help: N_('What runs as a program, and HTML, can never be attached.'),
      note: 'Extensions, separated by commas.',
    }),
  }),
  ...group('attachments', N_('How files are shown'), {
    embed_attachment: checkbox(true, N_('Show pictures, and players for audio and video'), {
      help: N_('Otherwise every file is a plain link with its name and size.'),
    }),
    autoembed_links: checkbox(true, N_('Links in comments become embeds'), {
      help: N_('A link alone on its line to a service such as YouTube becomes a player.'),
    }),
    thumbnail_size: select('medium', N_('Size of a single picture'), sizes),
    link_thumbnail: numberSelect(1, N_('Clicking a picture opens'), {
      0: N_('Nothing'),
      1: N_('The full size picture in place'),
      2: N_('The full size picture in a new tab'),
      3: 'Its own page (kept for imports: opens the picture in place)',
    }),
    combine_images: checkbox(true, N_('Show several pictures as a gallery')),
    gallery_size: select('thumbnail', N_('Size of pictures in a gallery'), sizes),
  }),
  ...group('attachments', N_('When a comment is deleted'), {
    delete_with_comment: checkbox(true, N_('Delete the files of a comment with it')),
    delete_attachment_action: numberSelect(
      1,
      N_('Deleting a file means'),
      { 0: N_('It is detached, and stays in the media library'), 1: N_('It is deleted permanently') },
      { kind: 'radio' },
    ),
  }),
});

export type AttachmentSettings = z.infer<typeof attachmentSettings>;
