// media/uploads/disk.ts: whether the disk has space for a file: what open uploads may still bring is taken as gone already.
import { httpError, type HttpError } from '../../base/errors.ts';
import { __ } from '../../base/language/gettext.ts';
import type { Blog } from '../../blog.ts';

/** Bytes that stay free whatever comes: the database may lie on the same disk. */
const keptFree = 2 ** 26;

/** Bytes that open uploads of this process may still bring, by sender. */
const coming = new Map<string, number>();

/** Counts bytes that somebody may still bring; negative when they came, or will not come any more. */
export function expectBytes(sender: string, bytes: number): void {
  const left = (coming.get(sender) ?? 0) + bytes;
  if (left > 0) coming.set(sender, left);
  else coming.delete(sender);
}

/**
 * Asked before a file comes in. What one sender may still bring reserves at most an eighth of the free space from
 * others: uploads that are announced and never come shut nobody out.
 * @throws HttpError 507
 */
export async function checkDisk({ storage }: Blog, bytes: number): Promise<void> {
  const space = (await storage.free()) - keptFree;
  const reserved = [...coming.values()].reduce((sum, one) => sum + Math.min(one, space / 8), 0);
  if (bytes + reserved > space) throw diskFull();
}

/** Asked while a file is written, before each batch: whatever was announced, the disk does not fill up. */
export async function checkWrite({ storage }: Blog, bytes: number): Promise<void> {
  if ((await storage.free()) - bytes < keptFree) throw diskFull();
}

export const diskFull = (): HttpError =>
  httpError(
    507,
    'disk_full',
    __('There is no room for files at the moment. Send without the file, or try again later.'),
  );
