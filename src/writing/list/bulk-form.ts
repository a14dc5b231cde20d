// writing/list/bulk-form.ts: what is wished for several posts at once. What is left alone stays as it is in each of them.
import { z } from 'zod';
import { httpError } from '../../base/errors.ts';
import { idField } from '../../base/http/ids.ts';
import { __ } from '../../base/language/gettext.ts';
import { choice, ids, text } from '../form.ts';

const fields = z.object({
  status: choice(['', 'publish', 'private', 'pending', 'draft']),
  /** Added to those that each has. */
  categories: ids,
  tags: text(2000),
  author_id: idField,
  comment_status: choice(['', 'open', 'closed']),
  is_sticky: choice(['', '1', '0']),
});

export type BulkWords = z.infer<typeof fields>;

/** Reads the form. @throws HttpError 422 when it is no such form, or nothing is wished */
export function bulkForm(body: unknown): BulkWords {
  const read = fields.safeParse(body ?? {});
  if (!read.success) throw httpError(422, 'wrong_fields', __('Not changed: please look at what was chosen.'));
  const isWished = Object.values(read.data).some((value) =>
    typeof value === 'string' ? value.trim() !== '' : Array.isArray(value) ? value.length > 0 : value > 0,
  );
  if (!isWished) throw httpError(422, 'no_wish', __('Please choose what is to change.'));
  return read.data;
}
