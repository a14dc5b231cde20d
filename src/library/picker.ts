// library/picker.ts: the library as the editor shows it: files to choose from, and those a gallery names.
import { Router, type Request } from 'express';
import { may } from '../accounts/user.ts';
import { idsFrom, pageFrom } from '../base/http/ids.ts';
import { settings } from '../base/settings/settings.ts';
import type { Blog } from '../blog.ts';
import { fileUrl, renditionsOf, type Media } from '../media/media.ts';
import { mediaByIds } from '../media/queries.ts';
import { insertSettings } from '../media/settings.ts';
import { signedLinks } from '../media/signed-link.ts';
import { mediaView, sizeLabel } from '../media/view.ts';
import { mayChange } from '../media/permissions.ts';
import { countMedia, mediaForList, mediaKinds, type MediaFilter } from './queries.ts';

const per_page = 24;

const sizeTitles = { thumbnail: 'Thumbnail', medium: 'Medium', large: 'Large' };

/** For everybody who may write: whoever may not edit others' posts chooses among their own files. */
export function mediaPicker(blog: Blog): Router {
  const router = Router();

  router.get('/text/media', async function answerMedia(req, res) {
    const usual = await usualPicture(blog);
    if (typeof req.query.ids === 'string') {
      res.json({ files: await named(blog, req, req.query.ids, usual) });
      return;
    }
    const filter = filterOf(req);
    const total = await countMedia(blog.db, filter);
    const pages = Math.max(1, Math.ceil(total / per_page));
    const page = Math.min(pageFrom(req.query.page), pages);
    const slice = { limit: per_page, offset: (page - 1) * per_page };
    const found = await mediaForList(blog.db, filter, slice);
    res.json({ files: found.map((media) => choiceView(blog, media, usual)), total, page, pages });
  });

  return router;
}

type UsualPicture = Awaited<ReturnType<typeof usualPicture>>;

/** How a picture stands in a text when whoever writes says nothing else. */
async function usualPicture({ db }: Blog) {
  const { image_default_align: align, ...rules } = await settings(db, insertSettings);
  return { align, size: rules.image_default_size, leads_to_file: rules.image_default_link_type === 'file' };
}

function filterOf({ query, user }: Request): MediaFilter {
  const kind = mediaKinds.find((one) => one === query.kind);
  const search = typeof query.s === 'string' ? query.s.trim().slice(0, 200) : '';
  return {
    view: 'all',
    ...(kind && { kind }),
    ...(search && { search }),
    ...(!may(user, 'edit_others_posts') && { uploaded_by: user!.id }),
  };
}

/** In the order they are named. What hangs on a comment or a private post is shown to those alone who may change it. */
async function named(blog: Blog, { user }: Request, list: string, usual: UsualPicture) {
  const ids = idsFrom(list.split(','));
  const known = await mediaByIds(blog.db, [...new Set(ids)]);
  const isOpen = (media: Media) =>
    mayChange(user, media) || (media.source === 'library' && media.is_public && media.post_is_public);
  return ids.flatMap((id) => {
    const media = known.get(id);
    return media && isOpen(media) ? [choiceView(blog, media, usual)] : [];
  });
}

/** A file with all that its markup needs. Its addresses in a text are the plain ones; the small picture may be signed. */
function choiceView(blog: Blog, media: Media, usual: UsualPicture) {
  const { id, kind, url, alt, caption, name, type_label, src, width, height } = mediaView(media, {
    link: fileUrl,
  });
  const small = mediaView(media, { size: 'thumbnail', link: signedLinks(blog) });
  const sizes = renditionsOf(media).flatMap((one) => {
    const title = sizeTitles[one.name as keyof typeof sizeTitles];
    return title
      ? [{ name: one.name, title, src: fileUrl(one.file), width: one.width, height: one.height }]
      : [];
  });
  const full = { name: 'full', title: 'Full size', src, width: width ?? 0, height: height ?? 0 };
  return {
    id,
    kind,
    url,
    alt,
    caption,
    name,
    label: media.title || name,
    // Looking at the library asks no other site for anything.
    small: kind === 'image' && media.file ? small.src : '',
    about: [
      type_label,
      media.file ? sizeLabel(Number(media.byte_size)) : 'not here yet',
      width && height ? `${width} × ${height}` : '',
    ]
      .filter(Boolean)
      .join(', '),
    usual,
    sizes: kind === 'image' ? [...sizes.toSorted((a, b) => a.width - b.width), full] : [],
  };
}
