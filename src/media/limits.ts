// media/limits.ts: how large files may be and how many may come, in one place; what depends on that is derived here.

/** Bytes of a megabyte, as labels and settings mean it. */
export const megabyte = 2 ** 20;

/** No setting for the size of a file goes beyond this, in megabytes. */
export const mostMegabytes = 10_240;

/** No setting lets a form bring more files than this. */
export const mostFilesOfForm = 50;

/** Files that one sender may be sending at once: a whole form, and a few of another. */
export const mostOpenFiles = mostFilesOfForm + 10;

/** Staged files of one sender: as many as several whole forms have. */
export const maxStagedFiles = 6 * mostFilesOfForm;

export interface FileLimits {
  /** Of one file. */
  max_bytes: number;
  max_count: number;
  /** Of all files of the form together. */
  max_total_bytes: number;
}

/** Limits in bytes; all files together may always have as much as one. */
export const fileLimits = (
  megabytes_each: number,
  max_count: number,
  megabytes_in_all: number,
): FileLimits => ({
  max_bytes: megabytes_each * megabyte,
  max_count,
  max_total_bytes: Math.max(megabytes_in_all, megabytes_each) * megabyte,
});

/** The media library. */
export const libraryLimits = fileLimits(256, 20, 1024);

/** A profile picture. */
export const pictureLimits = fileLimits(10, 1, 10);

/** Bytes of a whole form that are read at all: a file that is too large is refused by name, and the rest is kept. */
export const formBytes = ({ max_bytes, max_total_bytes }: FileLimits): number =>
  Math.max(4 * max_bytes, max_total_bytes) + 16 * megabyte;

/** Bytes for which there must always be space, in all and for each sender: two whole forms. */
export const minStagingQuota = ({
  max_bytes,
  max_total_bytes,
}: Pick<FileLimits, 'max_bytes' | 'max_total_bytes'>): number => 2 * Math.max(max_bytes, max_total_bytes);
