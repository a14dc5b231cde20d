// writing/form.ts: what an author types on the write screen.
import { z } from 'zod';
import { badRequest, httpError } from '../base/errors.ts';
import { fieldsProblem } from './custom-fields.ts';
import { postFormats } from '../posts/post.ts';
import { idField, readId } from '../base/http/ids.ts';
import { __ } from '../base/language/gettext.ts';

/** Browsers send the ends of lines as two characters, scripts as one. A million of them are replaced five times as fast so. */
const withLineFeeds = (given: string): string => given.split('\r\n').join('\n');

export const text = (most: number) => z.string().max(most).default('').transform(withLineFeeds);
export const choice = <const Words extends readonly [string, ...string[]]>(words: Words) =>
  z.enum(words).default(words[0]);
const isOn = z
  .string()
  .optional()
  .transform((given) => given !== undefined && given !== '0' && given !== '');
export const ids = z
  .union([z.string(), z.array(z.string())])
  .default([])
  .transform((given) => [given].flat())
  .pipe(z.array(z.string().refine((given) => readId(given) !== undefined)).max(500))
  .transform((given) => given.map(Number));

const lines = (most: number) =>
  z
    .union([z.string(), z.array(z.string())])
    .optional()
    .transform((given) => (given === undefined ? undefined : [given].flat()))
    .pipe(z.array(z.string().max(most).transform(withLineFeeds)).max(200).optional());

const fields = z.object({
  /** What the pressed button does. `save` keeps the status. */
  act: choice(['save', 'publish', 'draft', 'pending', 'preview']),
  /** When the post was last changed as the form was opened; '' for a new one. */
  seen_at: text(40),
  /** Of the drawn form; '' when it has none. */
  form_key: z.string().max(64).default(''),
  /** One line, whatever the field lets through. */
  title: text(1000).transform((title) => title.split('\n').join(' ')),
  content: text(5_000_000),
  content_format: choice(['html', 'markdown']),
  excerpt: text(20_000),
  slug: text(300),
  visibility: choice(['public', 'private', 'protected']),
  password: text(200),
  /** Local date and time in the site's zone, as `datetime-local` gives it. */
  published_at: z
    .string()
    .regex(/^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?)?$/, {
      error: () => __('Please give date and time as 2026-11-23T18:30.'),
    })
    .default(''),
  is_sticky: isOn,
  format: choice(postFormats),
  comment_status: isOn,
  ping_status: isOn,
  /** Slow mode, in seconds. Left out, it stays as it is. */
  comment_pause: z.coerce
    .number({ error: () => __('Please give a whole number of seconds.') })
    .int({ error: () => __('Please give a whole number of seconds.') })
    .min(0, { error: () => __('Please give 0 or more.') })
    .max(86_400, { error: () => __('Please give 86400, which is a day, at most.') })
    .optional(),
  categories: ids,
  new_category: text(200),
  new_category_parent: idField,
  tags: text(2000),
  featured_media_id: idField,
  to_ping: text(5000),
  source_name: text(300),
  source_url: z
    .string()
    .max(2000)
    .refine((given) => given === '' || isWebAddress(given), {
      error: () => __('Please give the full address, with https://.'),
    })
    .default(''),
  source_author: text(300),
  source_published_at: z
    .string()
    .regex(/^(\d{4}-\d{2}-\d{2})?$/, { error: () => __('Please give the date as 2026-11-23.') })
    .default(''),
  canonical: choice(['own', 'source', 'noindex']),
  seo_title: text(300),
  seo_description: text(1000),
  /** Custom fields, line by line; left out, they stay as they are. */
  meta_was: lines(255),
  meta_name: lines(255),
  meta_value: lines(100_000),
  /** 0 leaves the post to whom it belongs. */
  author_id: idField,
  parent_id: idField,
  /** Which template of the theme a page is set in. Left out, it stays as it is. */
  template: z.string().max(200).optional(),
  menu_order: z.coerce
    .number({ error: () => __('Please give a whole number.') })
    .int()
    .min(-100_000)
    .max(100_000)
    .default(0),
});

const texts = fields.pick({ title: true, content: true, content_format: true, excerpt: true });

/** What a revision keeps, as it was typed. */
export type TextWords = z.infer<typeof texts>;

/** The write screen's words, typed. */
export type PostWords = z.infer<typeof fields>;

/** What is saved: the words of a post; without an id, of a new one. */
export type SavedWords = PostWords & {
  id?: number;
  type: 'post' | 'page';
  /** Tags by their numbers, instead of those in `tags`. */
  tag_ids?: number[];
};

export type PostFormRead =
  { words: PostWords } | { problems: Record<string, string>; typed: Record<string, unknown> };

/**
 * Reads the write screen's form.
 * @returns the typed words, or what is wrong with which field together with all that was typed
 * @throws HttpError 400 when it is no such form
 */
export function postForm(body: unknown): PostFormRead {
  if (typeof body !== 'object' || body === null) throw badRequest(__('The form came without its fields.'));
  const read = fields.safeParse(body);
  const meta_name = read.success ? fieldsProblem(read.data) : '';
  if (read.success && !meta_name) return { words: read.data };
  const problems = read.success ? { meta_name } : problemsOf(read.error);
  return { problems, typed: body as Record<string, unknown> };
}

const problemsOf = ({ issues }: z.ZodError): Record<string, string> =>
  Object.fromEntries(issues.map((issue) => [String(issue.path[0]), issue.message]));

const quickFields = fields
  .pick({
    seen_at: true,
    form_key: true,
    title: true,
    slug: true,
    published_at: true,
    is_sticky: true,
    comment_status: true,
    categories: true,
    tags: true,
    parent_id: true,
    menu_order: true,
  })
  .extend({ status: choice(['draft', 'pending', 'publish', 'private']) });

/** The words of quick edit: all but the text and what is rarely touched. */
export type QuickWords = z.infer<typeof quickFields>;

/** Reads the form of quick edit. @throws HttpError 422 naming the fields that are wrong */
export function quickForm(body: unknown): QuickWords {
  const read = quickFields.safeParse(body ?? {});
  if (read.success) return read.data;
  throw httpError(
    422,
    'wrong_fields',
    __('Not saved yet: please look at the marked fields.'),
    problemsOf(read.error),
  );
}

/**
 * Reads only the text out of the write screen's form; its other fields may be unfinished.
 * @throws HttpError 422 when it is no such form
 */
export function textForm(body: unknown): TextWords {
  const read = texts.safeParse(body);
  if (!read.success) throw httpError(422, 'unready', __('Not kept: title or text is too long.'));
  return read.data;
}

function isWebAddress(given: string): boolean {
  return URL.canParse(given) && /^https?:$/.test(new URL(given).protocol);
}
