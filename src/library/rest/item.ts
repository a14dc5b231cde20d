// library/rest/item.ts: kept files as the REST API shows them: one query per noun for however many.
import path from 'node:path';
import { setLine } from '../../base/html/set-line.ts';
import { selfLink, withLinks, type RestLinks } from '../../base/rest/links.ts';
import { localMoment, utcMoment } from '../../base/rest/moments.ts';
import type { RestUser } from '../../base/rest/route.ts';
import { inContext, type Context } from '../../base/rest/schema.ts';
import { general } from '../../base/settings/general.ts';
import { settings } from '../../base/settings/settings.ts';
import { escapeXml } from '../../base/xml/escape.ts';
import type { Blog } from '../../blog.ts';
import { fileUrl, renditionsOf, withVersion, type Media } from '../../media/media.ts';
import { signedLinks, type Link } from '../../media/signed-link.ts';
import { mediaView } from '../../media/view.ts';
import type { Post } from '../../posts/post.ts';
import { postsByIds } from '../../posts/queries/find.ts';
import { slugOf } from '../../terms/term.ts';
import { allowedOn, seesAll } from './permissions.ts';
import { mediaSchema } from './schema.ts';

interface Showing {
  asker: RestUser | undefined;
  context: Context;
  /** Without `_links`, as what is gone is shown. */
  is_bare?: boolean;
}

/** Files, in their order. That the asker may see them was checked. */
export async function mediaItems(
  blog: Blog,
  all: Media[],
  { asker, context, is_bare = false }: Showing,
): Promise<Record<string, unknown>[]> {
  const posts = await postsOf(blog, all);
  const { timezone_string: zone } = await settings(blog.db, general);
  const signed = signedLinks(blog);
  return all.map((media) => {
    const post = posts.get(media.post_id ?? 0);
    // What hangs on a comment that waits opens by an address that ends. Others are put into texts: theirs stay.
    const address = media.is_public && media.post_is_public ? fileUrl : signed;
    const item = { ...fieldsOf(blog, media, zone), ...shownAs(blog, media, address) };
    const shown = inContext(mediaSchema, item, context);
    return is_bare
      ? shown
      : withLinks(blog, shown, linksOf(media, post, { asker, isEdit: context === 'edit' }));
  });
}

/** The posts that files belong to. */
export const postsOf = (blog: Blog, all: Media[]): Promise<Map<number, Post>> =>
  postsByIds(blog.db, [...new Set(all.flatMap(({ post_id }) => post_id ?? []))]);

function fieldsOf(blog: Blog, media: Media, zone: string): Record<string, unknown> {
  const date = { local: localMoment(media.uploaded_at, zone), utc: utcMoment(media.uploaded_at) };
  const link = `${blog.url}/?attachment_id=${media.id}`;
  return {
    id: media.id,
    date: date.local,
    date_gmt: date.utc,
    modified: date.local,
    modified_gmt: date.utc,
    slug: media.slug,
    status: 'inherit',
    type: 'attachment',
    link,
    title: { raw: media.title, rendered: setLine(media.title) },
    author: media.uploaded_by ?? 0,
    featured_media: 0,
    comment_status: 'closed',
    ping_status: 'closed',
    template: '',
    meta: [],
    permalink_template: link,
    generated_slug: slugOf(media.title) || media.slug,
    class_list: [`post-${media.id}`, 'attachment', 'type-attachment', 'status-inherit', 'hentry'],
    alt_text: media.alternative_text,
    caption: { raw: media.caption, rendered: paragraph(media.caption) },
    media_type: media.mime_type.startsWith('image/') ? 'image' : 'file',
    mime_type: media.mime_type,
    post: media.post_id,
    missing_image_sizes: [],
    filename: media.name,
    filesize: Number(media.byte_size),
    exif_orientation: 1,
    image_output_format: null,
    image_save_progressive: false,
    image_quality: { default: 82, sizes: [] },
  };
}

const paragraph = (text: string): string =>
  text.trim() ? `<p>${escapeXml(text.trim()).replaceAll('\n', '<br>\n')}</p>\n` : '';

/** What names the file's bytes. */
function shownAs(blog: Blog, media: Media, address: Link): Record<string, unknown> {
  const whole = (given: string) => (given ? new URL(given, blog.url).href : '');
  const source_url = media.file ? whole(withVersion(address(media.file), media)) : (media.remote_url ?? '');
  const view = mediaView(media, { size: 'medium', link: address });
  const picture =
    view.kind === 'image'
      ? `<img${view.width && view.height ? ` width="${view.width}" height="${view.height}"` : ''} src="${escapeXml(whole(view.src))}" class="attachment-medium size-medium" alt="${escapeXml(view.alt)}">`
      : escapeXml(media.title || media.name);
  const shown = source_url
    ? `<p class="attachment"><a href="${escapeXml(source_url)}">${picture}</a></p>\n`
    : '';
  return {
    guid: { raw: source_url, rendered: source_url },
    description: { raw: media.description, rendered: shown + paragraph(media.description) },
    media_details: detailsOf(media, source_url, (file) => whole(address(file))),
    source_url,
  };
}

/** WordPress reads these of a picture; here pictures do not keep what they tell of their making. */
const image_meta = {
  aperture: '0',
  credit: '',
  camera: '',
  caption: '',
  created_timestamp: '0',
  copyright: '',
  focal_length: '0',
  iso: '0',
  shutter_speed: '0',
  title: '',
  orientation: '0',
  keywords: [],
  alt: '',
};

function detailsOf(media: Media, source_url: string, address: Link): Record<string, unknown> {
  const filesize = Number(media.byte_size);
  if (!media.mime_type.startsWith('image/')) return { filesize };
  const { width, height, mime_type } = media;
  const file = media.file ?? source_url;
  const sizes = renditionsOf(media).map((one) => [
    one.name,
    {
      file: path.posix.basename(one.file),
      width: one.width,
      height: one.height,
      filesize: one.byte_size,
      mime_type: one.mime_type,
      source_url: address(one.file),
    },
  ]);
  const full = {
    file: path.posix.basename(file),
    width: width ?? 0,
    height: height ?? 0,
    mime_type,
    source_url,
  };
  return {
    width: width ?? 0,
    height: height ?? 0,
    file,
    filesize,
    sizes: sizes.length ? Object.fromEntries([...sizes, ['full', full]]) : {},
    image_meta,
  };
}

export const mediaBase = '/wp/v2/media';

function linksOf(
  media: Media,
  post: Post | undefined,
  { asker, isEdit }: { asker: RestUser | undefined; isEdit: boolean },
): RestLinks {
  const href = `${mediaBase}/${media.id}`;
  const embeddable = true as const;
  return {
    self: [selfLink(href, allowedOn(media, asker))],
    collection: [{ href: mediaBase }],
    about: [{ href: '/wp/v2/types/attachment' }],
    ...(media.uploaded_by && { author: [{ embeddable, href: `/wp/v2/users/${media.uploaded_by}` }] }),
    ...(post && {
      'wp:attached-to': [
        { embeddable, post_type: post.type, id: post.id, href: `/wp/v2/${post.type}s/${post.id}` },
      ],
    }),
    ...(isEdit &&
      seesAll(asker?.user) && {
        'wp:action-unfiltered-html': [{ href }],
        'wp:action-assign-author': [{ href }],
      }),
  };
}
