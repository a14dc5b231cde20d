// xmlrpc/media/view.ts: a kept file as WordPress's methods show it.
import path from 'node:path';
import type { Blog } from '../../blog.ts';
import { fileUrl, renditionsOf, type Media } from '../../media/media.ts';
import { mediaView } from '../../media/view.ts';
import { gmtOf } from '../protocol/dates.ts';
import type { Struct, Value } from '../protocol/values.ts';

/** WordPress reads these of a picture; here pictures do not keep what they tell of their making. */
const imageMeta: Struct = {
  ...Object.fromEntries(
    ['aperture', 'credit', 'camera', 'caption', 'created_timestamp', 'copyright', 'focal_length', 'iso'].map(
      (name) => [name, ['aperture', 'created_timestamp', 'focal_length', 'iso'].includes(name) ? '0' : ''],
    ),
  ),
  shutter_speed: '0',
  title: '',
  orientation: '0',
  keywords: [],
  alt: '',
};

/** The struct of a media item. */
export function mediaStruct({ url }: Blog, media: Media): Struct {
  const whole = (address: string) => (address ? new URL(address, url).href : '');
  const view = mediaView(media, { link: fileUrl });
  const small = renditionsOf(media).find(({ name }) => name === 'thumbnail');
  return {
    attachment_id: String(media.id),
    date_created_gmt: gmtOf(media.uploaded_at),
    parent: media.post_id ?? 0,
    link: whole(view.url),
    title: media.title,
    caption: media.caption,
    description: media.description,
    metadata: metadataOf(media),
    type: media.mime_type,
    alt: media.alternative_text,
    thumbnail: whole(small ? fileUrl(small.file) : view.url),
  };
}

function metadataOf(media: Media): Value {
  if (!media.mime_type.startsWith('image/')) return { filesize: Number(media.byte_size) };
  const sizes = renditionsOf(media).map((one) => [
    one.name,
    {
      file: path.posix.basename(one.file),
      width: one.width,
      height: one.height,
      'mime-type': one.mime_type,
      filesize: one.byte_size,
    },
  ]);
  return {
    width: media.width ?? 0,
    height: media.height ?? 0,
    file: media.file ?? '',
    filesize: Number(media.byte_size),
    // PHP writes an empty list where nothing is named.
    sizes: sizes.length ? (Object.fromEntries(sizes) as Struct) : [],
    image_meta: imageMeta,
  };
}
