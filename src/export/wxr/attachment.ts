// export/wxr/attachment.ts: a kept file as an item of an export. Pure.
import { ownField } from '../../import/wxr/own-fields.ts';
import { fileUrl } from '../../media/media.ts';
import type { ExportedMedia } from '../queries/media.ts';
import { metaPairs, type MetaPair } from './elements.ts';
import type { Item } from './item.ts';

const columns = ['_wp_attachment_image_alt'];

/** @param id its number in this export @param url the site's address */
export function attachmentItem(media: ExportedMedia, id: number, url: string): Item {
  const address = media.file ? url + fileUrl(media.file) : media.remote_url!;
  return {
    id,
    type: 'attachment',
    status: 'inherit',
    title: media.title,
    link: `${url}/?attachment_id=${media.id}`,
    guid: address,
    creator: media.author_login ?? '',
    content: media.description,
    excerpt: media.caption,
    slug: media.slug,
    parent: media.post_id ?? 0,
    menu_order: 0,
    password: '',
    is_sticky: false,
    comment_status: 'closed',
    ping_status: 'closed',
    published_at: media.uploaded_at,
    created_at: media.uploaded_at,
    modified_at: media.uploaded_at,
    attachment_url: address,
    terms: [],
    meta: metaOf(media, id, address),
  };
}

function metaOf(media: ExportedMedia, id: number, address: string): MetaPair[] {
  const { meta, file, alternative_text, name } = media;
  return [
    ...(file && !meta._wp_attached_file ? [['_wp_attached_file', file] as MetaPair] : []),
    ...metaPairs(meta, columns),
    ...(alternative_text ? [[columns[0]!, alternative_text] as MetaPair] : []),
    ...(meta._wp_attachment_metadata ? [] : sizes(media)),
    ...(id === media.id ? [] : [[ownField('media_id'), String(media.id)] as MetaPair]),
    ...(address.endsWith(`/${name}`) ? [] : [[ownField('name'), name] as MetaPair]),
  ];
}

/** Width and height as WordPress keeps them: a serialized array of PHP. */
function sizes({ width, height, file }: ExportedMedia): MetaPair[] {
  if (!width || !height) return [];
  const path = file ?? '';
  const array = `a:3:{s:5:"width";i:${width};s:6:"height";i:${height};s:4:"file";s:${path.length}:"${path}";}`;
  return [['_wp_attachment_metadata', array]];
}
