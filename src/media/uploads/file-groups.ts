// media/uploads/file-groups.ts: the groups of file types, and what they are called.
import { N_ } from '../../base/language/gettext.ts';

/** WordPress's groups in the order the form names them; `other` is what fits none. */
export const groups = [
  'image',
  'audio',
  'video',
  'document',
  'spreadsheet',
  'interactive',
  'text',
  'archive',
  'other',
] as const;
export type FileGroup = (typeof groups)[number];

/** What the groups are called where an owner chooses. */
export const groupTitles: Record<FileGroup, string> = {
  image: N_('Images'),
  audio: N_('Audio'),
  video: N_('Video'),
  document: N_('Documents'),
  spreadsheet: N_('Spreadsheets'),
  interactive: N_('Presentations'),
  text: N_('Text'),
  archive: N_('Archives'),
  other: N_('Other'),
};

/** What a reader may send, in the middle of a sentence. */
export const groupWords: Record<FileGroup, string> = {
  image: N_('image'),
  audio: N_('audio'),
  video: N_('video'),
  document: N_('document'),
  spreadsheet: N_('spreadsheet'),
  interactive: N_('interactive'),
  text: N_('text'),
  archive: N_('archive'),
  other: N_('other'),
};
