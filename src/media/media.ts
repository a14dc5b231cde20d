// media/media.ts: a kept file and its renditions.

export interface Rendition {
  /** WordPress's size name: thumbnail, medium, medium_large, large, 1536x1536, 2048x2048. */
  name: string;
  file: string;
  width: number;
  height: number;
  mime_type: string;
  byte_size: number;
  /** Which version of the file it shows; absent: the first. */
  version?: number;
}

/** A picture in a format that takes less space, for browsers that say that they read it. */
export interface Variant {
  /** Storage key of the file or rendition it stands for. */
  of: string;
  file: string;
  mime_type: string;
  byte_size: number;
  /** Which version of the file it shows; absent: the first. */
  version?: number;
}

/** `waiting`: bytes are kept but not public yet (metadata still inside); `failed`: kept, shown as a plain file. */
export type MediaStatus = 'waiting' | 'ready' | 'failed';

export interface Media {
  id: number;
  /** Storage key, such as 2026/11/k3v9….jpg; null when the file is elsewhere (an import without files). */
  file: string | null;
  remote_url: string | null;
  /** Why it could not be brought here when that was tried last; '' otherwise. */
  fetch_problem: string;
  /** What the uploader called it: a label and a download name, never a path. */
  name: string;
  slug: string;
  mime_type: string;
  byte_size: number;
  width: number | null;
  height: number | null;
  frames: number | null;
  renditions: Rendition[];
  variants: Variant[];
  /** Whether its variants are still to be made, as soon as the settings want some. */
  variants_due: boolean;
  /** Storage keys of renditions that the settings asked for once. */
  former_renditions: string[];
  status: MediaStatus;
  source: 'library' | 'comment' | 'embed';
  title: string;
  caption: string;
  alternative_text: string;
  description: string;
  uploaded_by: number | null;
  post_id: number | null;
  uploaded_at: Date;
  meta: Record<string, string[]>;
  /** From 1; grows when the bytes under the address become others. */
  version: number;
  /** Storage key of the file as it was before its first edit; null while it is as it came. */
  original_file: string | null;
  /** False while the comment it hangs on is not approved. */
  is_public: boolean;
  /** False while the post it belongs to is private or protected. */
  post_is_public: boolean;
}

/** The area a staged file counts in: each has its own quota, see uploads/staging-quota.ts. */
export type StagingArea = 'readers' | 'library';

/** A received file that waits for its form to be accepted; its bytes are in `storage.staging`. */
export interface StagedFile {
  /** A UUID. */
  id: string;
  form_key: string;
  /** Name inside `storage.staging`. */
  file: string;
  /** What the sender called it, cleaned: text only. */
  name: string;
  mime_type: string;
  byte_size: number;
  width: number | null;
  height: number | null;
  frames: number | null;
  alternative_text: string;
  /** Who sent it: an opaque word. */
  network: string;
  /** The column is called `room`. */
  room: StagingArea;
  received_at: Date;
}

/** The site-relative address of a storage key. */
export const fileUrl = (file: string): string => `/uploads/${file}`;

/** An address of the file itself that changes with its bytes, so that no browser shows those it has kept. */
export const withVersion = (address: string, { version }: Pick<Media, 'version'>): string =>
  version > 1 ? `${address}${address.includes('?') ? '&' : '?'}v=${version}` : address;

/** The smaller copies of the file as it is now; those of an earlier version stay until new ones are made. */
export const renditionsOf = ({ renditions, version }: Pick<Media, 'renditions' | 'version'>): Rendition[] =>
  renditions.filter((one) => (one.version ?? 1) === version);

/** The variants of the file and its renditions as they are now. */
export const variantsOf = ({ variants, version }: Pick<Media, 'variants' | 'version'>): Variant[] =>
  variants.filter((one) => (one.version ?? 1) === version);

/** The address of a picture's thumbnail; of the picture where it needs none; '' while there is no file. */
export function thumbnailUrl(media: Pick<Media, 'file' | 'renditions' | 'version'>): string {
  const small = renditionsOf(media).find(({ name }) => name === 'thumbnail');
  if (small) return fileUrl(small.file);
  return media.file ? withVersion(fileUrl(media.file), media) : '';
}
