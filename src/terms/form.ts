// terms/form.ts: what is typed about a category or a tag.
import { z } from 'zod';
import { httpError } from '../base/errors.ts';
import { idField } from '../base/http/ids.ts';
import { __ } from '../base/language/gettext.ts';

const fields = z.object({
  name: z
    .string()
    .trim()
    .min(1, { error: () => __('Please give a name.') })
    .max(200, { error: () => __('A name has at most %s characters.', 200) }),
  slug: z.string().max(200).default(''),
  description: z.string().max(10_000).default(''),
  parent_id: idField.transform((given) => given || null),
});

export type TermWords = z.infer<typeof fields>;

/** Reads the form of a term. @throws HttpError 422 with one sentence */
export const termForm = (body: unknown): TermWords => checked(fields, body);

/** Reads the form of quick edit. @throws HttpError 422 with one sentence */
export const quickTermForm = (body: unknown) => checked(fields.pick({ name: true, slug: true }), body);

function checked<Words>(shape: z.ZodType<Words>, body: unknown): Words {
  const read = shape.safeParse(body ?? {});
  if (!read.success) throw httpError(422, 'wrong_fields', read.error.issues[0]!.message);
  return read.data;
}
