// library/view.ts: kept files as the media screens show them.
import type { Request } from 'express';
import { renderView } from '../base/http/views.ts';
import { general } from '../base/settings/general.ts';
import { settings } from '../base/settings/settings.ts';
import { formatDate } from '../base/time/dates.ts';
import type { Blog } from '../blog.ts';
import { whyNotEditable } from '../media/pictures/edit-image.ts';
import { fileUrl, variantsOf, type Media } from '../media/media.ts';
import { mayBeReplaced } from '../media/replace-file.ts';
import { signedLinks } from '../media/signed-link.ts';
import { usesOf } from '../media/uses.ts';
import { mediaView, sizeLabel } from '../media/view.ts';
import { mayRemove } from '../media/permissions.ts';

/** One file with its words, its uses, and the markup that puts it into a text. */
export async function fileView(blog: Blog, req: Request, media: Media) {
  const { timezone_string: zone, date_format } = await settings(blog.db, general);
  const { title, caption, alternative_text, description } = media;
  return {
    ...tileView(blog, media, 'medium'),
    title,
    caption,
    alternative_text,
    description,
    uses: (await usesOf(blog, req, [media.id])).get(media.id) ?? [],
    date: formatDate(media.uploaded_at, date_format, { zone }),
    address: media.file ? new URL(fileUrl(media.file), blog.url).href : (media.remote_url ?? ''),
    markup: await markupOf(media),
    mime_type: media.mime_type,
    room_label: sizeLabel(roomOf(media)),
    formats: formatsOf(media),
    may_edit: whyNotEditable(media) === undefined,
    may_replace: mayBeReplaced(media),
    is_edited: media.original_file !== null,
    may_delete: mayRemove(req.user, media),
  };
}

/** The markup that shows a file in a post, also while its renditions are still being made. */
export async function markupOf(media: Media): Promise<string> {
  const view = mediaView(media, { size: 'large', link: fileUrl });
  return (
    await renderView('library/_media-markup', { ...view, width: view.width ?? 0, height: view.height ?? 0 })
  ).trim();
}

export function tileView(blog: Blog, media: Media, size = 'thumbnail') {
  const view = mediaView(media, { size, link: signedLinks(blog) });
  const { id, kind, alt, type_label, status, url, name } = view;
  const is_elsewhere = media.file === null;
  const dimensions = media.width && media.height ? `${media.width} × ${media.height}` : '';
  return {
    id,
    kind,
    // Nothing of another site is shown here: looking at the library asks nobody for anything.
    src: is_elsewhere ? '' : view.src,
    url,
    is_elsewhere,
    fetch_problem: media.fetch_problem,
    alt,
    type_label,
    status,
    name,
    dimensions,
    label: media.title || name,
    size_label: is_elsewhere ? 'not here yet' : sizeLabel(Number(media.byte_size)),
    takes_text: media.mime_type.startsWith('image/'),
    lacks_text: media.source === 'library' && media.mime_type.startsWith('image/') && !alt,
  };
}

/** What the file and all that was made of it take on the disk. */
const roomOf = ({ byte_size, renditions, variants }: Media): number =>
  [...renditions, ...variants].reduce((sum, one) => sum + one.byte_size, Number(byte_size));

/** Such as AVIF, WebP: what browsers get besides. */
const formatsOf = (media: Media): string =>
  ['AVIF', 'WebP']
    .filter((name) => variantsOf(media).some(({ mime_type }) => mime_type === `image/${name.toLowerCase()}`))
    .join(', ');
