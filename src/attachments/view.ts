// attachments/view.ts: the files of a comment as the page shows them.
import { needsCopies } from '../media/pictures/preparation.ts';
import { opensInBrowser, type Size } from '../media/settings.ts';
import type { Link } from '../media/signed-link.ts';
import { mediaView, type MediaView } from '../media/view.ts';
import type { AttachmentRow } from './queries.ts';
import type { AttachmentSettings } from './settings.ts';

export interface AttachmentView extends MediaView {
  /** Where a click on a picture leads; '' nowhere. */
  href: string;
  opens_new_tab: boolean;
  /** A card whose link shows the document instead of saving it. */
  is_opened: boolean;
  /** Said on a card in place of a link while the file is being prepared. */
  note: string;
}

/** Takes its place in `views/attachments/_list.ejs`. */
export interface AttachmentsView {
  images: AttachmentView[];
  /** Several pictures are shown as one gallery. */
  is_gallery: boolean;
  players: AttachmentView[];
  cards: AttachmentView[];
}

export interface AttachmentsViewOptions {
  rules: AttachmentSettings;
  /** `signedLinks(blog)` for moderators, and for the author of a comment that is held. */
  link?: Link | undefined;
  /** `sizesOf` the settings of media. */
  sizes: Size[];
  /** What the settings of media say. */
  open_documents: boolean;
}

/** Sorts a comment's files into pictures, players and cards. */
export function attachmentsView(
  rows: AttachmentRow[] | undefined,
  options: AttachmentsViewOptions,
): AttachmentsView {
  const { rules } = options;
  const pictures = (rows ?? []).filter((row) => mediaView(row).kind === 'image').length;
  const is_gallery = pictures > 1 && rules.combine_images;
  const size = is_gallery ? rules.gallery_size : rules.thumbnail_size;
  const views = (rows ?? []).map((row) => attachmentView(row, size, options));
  const shown = rules.embed_attachment ? views.filter(({ url }) => url !== '') : [];
  const images = shown.filter(({ kind }) => kind === 'image');
  const players = shown.filter(({ kind }) => kind === 'audio' || kind === 'video');
  const cards = views.filter((view) => !images.includes(view) && !players.includes(view));
  return { images, is_gallery, players, cards };
}

function attachmentView(
  row: AttachmentRow,
  size: string,
  { rules, link, sizes, open_documents }: AttachmentsViewOptions,
): AttachmentView {
  const view = mediaView(row, { size, sizes, ...(link && { link }) });
  return {
    ...view,
    href: rules.link_thumbnail ? addressOfWhole(row, view, link) : '',
    opens_new_tab: rules.link_thumbnail === 2,
    is_opened: open_documents && opensInBrowser(row.mime_type),
    note: view.url ? '' : noteFor(view),
  };
}

/** The file, or its largest copy where browsers would only save the file. */
const addressOfWhole = (row: AttachmentRow, { kind, url }: MediaView, link: Link | undefined) =>
  kind === 'image' && needsCopies(row.mime_type) ? mediaView(row, { ...(link && { link }) }).src : url;

const noteFor = ({ status }: MediaView) =>
  status === 'waiting' ? 'is being prepared and will be here in a moment' : 'cannot be shown';
