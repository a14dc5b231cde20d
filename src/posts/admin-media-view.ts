// posts/admin-media-view.ts: kept files as the media screens show them.
import { pagingView } from '../base/admin/paging.ts';
import { renderView } from '../base/http/views.ts';
import { general } from '../base/settings/general.ts';
import { settings } from '../base/settings/settings.ts';
import { formatDate } from '../base/time/dates.ts';
import type { Blog } from '../blog.ts';
import { fileUrl, type Media } from '../media/media.ts';
import { signedLinks } from '../media/signed-link.ts';
import { mediaView, sizeLabel } from '../media/view.ts';
import { countMedia, mediaForDesk, postsWithMedia, type MediaFilter } from './queries/library.ts';

const per_page = 30;

/** The grid: a page of files, each with the posts that use it. */
export async function libraryView(blog: Blog, filter: MediaFilter, page: number) {
  const found = await mediaForDesk(blog.db, filter, { limit: per_page, offset: (page - 1) * per_page });
  const total = await countMedia(blog.db, filter);
  const uses = await usesOf(blog, found);
  const kept = { kind: filter.kind ?? '', source: filter.source, s: filter.search ?? '' };
  return {
    files: found.map((media) => ({ ...tileView(blog, media), uses: uses.get(media.id) ?? [] })),
    kind: filter.kind ?? '',
    source: filter.source,
    search: filter.search ?? '',
    paging: pagingView('/admin/media', kept, { page, total, per_page }),
  };
}

/** One file with its words, its uses, and the markup that puts it into a text. */
export async function fileView(blog: Blog, media: Media) {
  const { timezone_string: zone, date_format } = await settings(blog.db, general);
  const { title, caption, alternative_text, description } = media;
  return {
    ...tileView(blog, media, 'medium'),
    title,
    caption,
    alternative_text,
    description,
    uses: (await usesOf(blog, [media])).get(media.id) ?? [],
    date: formatDate(media.uploaded_at, date_format, { zone }),
    address: media.file ? new URL(fileUrl(media.file), blog.url).href : (media.remote_url ?? ''),
    markup: await markupOf(media),
  };
}

/** The markup that shows a file in a post, also while its renditions are still being made. */
export async function markupOf(media: Media): Promise<string> {
  const view = mediaView(media, { size: 'large', link: fileUrl });
  return (
    await renderView('posts/_media-markup', { ...view, width: view.width ?? 0, height: view.height ?? 0 })
  ).trim();
}

function tileView(blog: Blog, media: Media, size = 'thumbnail') {
  const view = mediaView(media, { size, link: signedLinks(blog) });
  const { id, kind, src, alt, type_label, status, url, name } = view;
  const dimensions = media.width && media.height ? `${media.width} × ${media.height}` : '';
  return {
    id,
    kind,
    src,
    url,
    alt,
    type_label,
    status,
    name,
    dimensions,
    label: media.title || name,
    size_label: sizeLabel(Number(media.byte_size)),
  };
}

async function usesOf({ db }: Blog, found: Media[]): Promise<Map<number, { title: string; href: string }[]>> {
  const posts = await postsWithMedia(
    db,
    found.map(({ id }) => id),
  );
  return new Map(
    found.map(({ id }) => [
      id,
      posts
        .filter((post) => post.featured_media_id === id || post.media_ids.includes(id))
        .map((post) => ({ title: post.title || '(no title)', href: `/admin/${post.type}s/${post.id}` })),
    ]),
  );
}
