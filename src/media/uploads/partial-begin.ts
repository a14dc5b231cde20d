// media/uploads/partial-begin.ts: begins an upload in parts, or finds the one that was begun.
import crypto from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import { inTransaction } from '../../base/database/database.ts';
import { httpError } from '../../base/errors.ts';
import { __ } from '../../base/language/gettext.ts';
import type { Blog } from '../../blog.ts';
import { allowedType } from './check-file.ts';
import { checkDisk } from './disk.ts';
import { cleanName, randomWord } from '../file-name.ts';
import { bytesOf, mostPartials, type PartialUpload } from './partial.ts';
import { deletePartial, findPartial, findSamePartial, insertPartial, partialUse } from './partial-queries.ts';
import type { UploadRules } from './rules.ts';
import { sizeLabel } from '../view.ts';
import { lockForm } from './staged-queries.ts';

export interface Announced {
  name: string;
  byte_size: number;
  mark: string;
  /** The upload as it was called when it was begun, when the sender knows. */
  id?: string | undefined;
}

/**
 * Says where to go on: at 0, or where an earlier try of the same person with the same file stopped.
 * @throws HttpError 413, 415, 429 or 507
 */
export async function beginPartial(
  blog: Blog,
  user_id: number,
  announced: Announced,
  rules: UploadRules,
): Promise<{ id: string; offset: number }> {
  const { byte_size, mark } = announced;
  const name = cleanName(announced.name);
  allowedType(name, rules.extensions);
  if (byte_size > rules.max_bytes)
    throw httpError(
      413,
      'file_too_large',
      __('“%1$s” is larger than %2$s. Choose a smaller file.', name, sizeLabel(rules.max_bytes)),
    );
  return inTransaction(blog, async (blog) => {
    // One after another, so that nobody slips past the limits by beginning many at once.
    await lockForm(blog.db, `partial uploads of ${user_id}`);
    const begun = await earlier(blog, { user_id, name, byte_size, mark }, announced.id);
    if (begun) return begun;
    await checkSpace(blog, user_id, byte_size, rules);
    const partial = { id: crypto.randomUUID(), user_id, file: randomWord(), name, byte_size, mark };
    await fs.writeFile(path.join(blog.storage.staging, partial.file), '', { flag: 'wx', mode: 0o640 });
    await insertPartial(blog.db, { ...partial, touched_at: blog.now() });
    return { id: partial.id, offset: 0 };
  });
}

async function earlier(
  blog: Blog,
  same: Pick<PartialUpload, 'user_id' | 'name' | 'byte_size' | 'mark'>,
  id: string | undefined,
): Promise<{ id: string; offset: number } | undefined> {
  const named = id === undefined ? undefined : await findPartial(blog.db, id, same.user_id);
  // All has come; only the answer was lost.
  if (named?.media_id) return { id: named.id, offset: named.byte_size };
  const found = await findSamePartial(blog.db, same);
  if (!found) return undefined;
  const offset = await bytesOf(blog, found);
  if (offset !== undefined) return { id: found.id, offset };
  await deletePartial(blog.db, found.id);
  return undefined;
}

async function checkSpace(blog: Blog, user_id: number, byte_size: number, rules: UploadRules): Promise<void> {
  const use = await partialUse(blog.db, user_id);
  if (use.files >= mostPartials || use.bytes + byte_size > rules.max_total_bytes)
    throw httpError(
      429,
      'too_many_uploads',
      __('Many of your uploads are not finished yet. Finish them first: choose those files again.'),
    );
  await checkDisk(blog, byte_size);
}
