// media/file-types.ts: the types of files that are known: extension, MIME type, group, and the signature asked of each.
import type { FileGroup } from './uploads/file-groups.ts';
import type { Signature } from './uploads/signatures.ts';

export type MediaKind = 'image' | 'audio' | 'video' | 'file';

export interface FileType {
  extension: string;
  mime_type: string;
  group: FileGroup;
  signature: Signature;
  /** The one extension files of this type are kept under. */
  kept_as: string;
}

/** The type of an extension (lower case, no dot), if it is known at all. */
export const typeOf = (extension: string): FileType | undefined => types.get(extension);

/** The extension that fits a MIME type, if it is known. */
export const extensionFor = (mime_type: string): string | undefined =>
  [...types.values()].find((type) => type.mime_type === mime_type)?.kept_as;

/** Every extension that may be allowed, group by group. */
export const extensionsOf = (group: FileGroup): string[] =>
  [...types.values()].filter((type) => type.group === group).map(({ extension }) => extension);

/** The last extension of a name, in lower case; '' when there is none. */
export const extensionOf = (name: string): string =>
  /\.([a-z0-9-]{1,10})$/i.exec(name)?.[1]?.toLowerCase() ?? '';

/** Image, audio and video may be shown in a page; everything else is a file to download. */
export function kindOf(mime_type: string): MediaKind {
  if (rasters.has(mime_type)) return 'image';
  const [kind] = mime_type.split('/');
  if (kind === 'audio') return played.has(mime_type) ? 'audio' : 'file';
  if (kind === 'video') return played.has(mime_type) ? 'video' : 'file';
  return 'file';
}

/** Such as PNG, PDF: the extension in capitals, else the second half of the type. */
export const typeLabel = (name: string, mime_type: string): string =>
  (extensionOf(name) || mime_type.split('/')[1] || 'file').toUpperCase().slice(0, 10);

/** Pictures made of pixels; SVG is a document. */
const rasters = new Set([
  'image/jpeg',
  'image/gif',
  'image/png',
  'image/bmp',
  'image/tiff',
  'image/webp',
  'image/avif',
  'image/x-icon',
  'image/heic',
  'image/heif',
  'image/heic-sequence',
  'image/heif-sequence',
]);

/** What browsers play. */
const played = new Set([
  'audio/mpeg',
  'audio/mp4',
  'audio/aac',
  'audio/wav',
  'audio/ogg',
  'audio/flac',
  'video/mp4',
  'video/webm',
  'video/ogg',
  'video/quicktime',
]);

// extensions | MIME type | group | signature. Left out for good: anything that runs, markup, playlists that name
// addresses, macro-enabled Office, program sources.
const table = `
jpg jpeg jpe | image/jpeg | image | jpeg
png | image/png | image | png
gif | image/gif | image | gif
webp | image/webp | image | webp
avif | image/avif | image | avif
heic | image/heic | image | heif
heif | image/heif | image | heif
heics | image/heic-sequence | image | heif
heifs | image/heif-sequence | image | heif
bmp | image/bmp | image | bmp
tiff tif | image/tiff | image | tiff
ico | image/x-icon | image | ico
mp3 | audio/mpeg | audio | mp3
m4a m4b | audio/mp4 | audio | isom
aac | audio/aac | audio | aac
wav x-wav | audio/wav | audio | wav
ogg oga opus | audio/ogg | audio | ogg
flac | audio/flac | audio | flac
wma | audio/x-ms-wma | audio | asf
mka | audio/x-matroska | audio | ebml
mid midi | audio/midi | audio | midi
ra ram | audio/x-realaudio | audio | realaudio
mp4 m4v | video/mp4 | video | isom
webm | video/webm | video | ebml
mov qt | video/quicktime | video | isom
ogv | video/ogg | video | ogg
mkv | video/x-matroska | video | ebml
avi divx | video/avi | video | avi
wmv | video/x-ms-wmv | video | asf
asf | video/x-ms-asf | video | asf
wm | video/x-ms-wm | video | asf
mpeg mpg mpe | video/mpeg | video | mpeg
flv | video/x-flv | video | flv
3gp 3gpp | video/3gpp | video | isom
3g2 3gp2 | video/3gpp2 | video | isom
pdf | application/pdf | document | pdf
doc | application/msword | document | ole
docx | application/vnd.openxmlformats-officedocument.wordprocessingml.document | document | docx
odt | application/vnd.oasis.opendocument.text | document | odf
rtf | application/rtf | document | rtf
pages | application/vnd.apple.pages | document | zip
oxps | application/oxps | document | zip
xps | application/vnd.ms-xpsdocument | document | zip
wp wpd | application/wordperfect | document | wordperfect
psd | image/vnd.adobe.photoshop | document | psd
xcf | image/x-xcf | document | xcf
xls | application/vnd.ms-excel | spreadsheet | ole
xlsx | application/vnd.openxmlformats-officedocument.spreadsheetml.sheet | spreadsheet | xlsx
ods | application/vnd.oasis.opendocument.spreadsheet | spreadsheet | odf
numbers | application/vnd.apple.numbers | spreadsheet | zip
ppt pps | application/vnd.ms-powerpoint | interactive | ole
pptx | application/vnd.openxmlformats-officedocument.presentationml.presentation | interactive | pptx
ppsx | application/vnd.openxmlformats-officedocument.presentationml.slideshow | interactive | pptx
sldx | application/vnd.openxmlformats-officedocument.presentationml.slide | interactive | pptx
odp | application/vnd.oasis.opendocument.presentation | interactive | odf
key | application/vnd.apple.keynote | interactive | zip
txt asc | text/plain | text | text
csv | text/csv | text | text
tsv | text/tab-separated-values | text | text
zip | application/zip | archive | zip
gz gzip | application/gzip | archive | gzip
tar | application/x-tar | archive | tar
rar | application/vnd.rar | archive | rar
7z | application/x-7z-compressed | archive | 7z
srt | text/plain | other | text
vtt | text/vtt | other | text
ics | text/calendar | other | text
rtx | text/richtext | other | text
dotx | application/vnd.openxmlformats-officedocument.wordprocessingml.template | other | docx
xltx | application/vnd.openxmlformats-officedocument.spreadsheetml.template | other | xlsx
potx | application/vnd.openxmlformats-officedocument.presentationml.template | other | pptx
pot | application/vnd.ms-powerpoint | other | ole
wri | application/vnd.ms-write | other | write
xlt xlw | application/vnd.ms-excel | other | ole
mpp | application/vnd.ms-project | other | ole
mdb | application/vnd.ms-access | other | access
odg | application/vnd.oasis.opendocument.graphics | other | odf
odc | application/vnd.oasis.opendocument.chart | other | odf
odb | application/vnd.oasis.opendocument.database | other | odf
odf | application/vnd.oasis.opendocument.formula | other | odf
onetoc onetoc2 onetmp | application/onenote | other | onenote
onepkg | application/onenote | other | cabinet
`;

const types = new Map<string, FileType>(
  table
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [all = '', mime_type = '', group, signature] = line.split(' | ');
      const extensions = all.split(' ');
      const [kept_as] = extensions;
      return extensions.map((extension) => {
        const type = { extension, mime_type, group, signature, kept_as } as FileType;
        return [extension, type] as const;
      });
    }),
);
