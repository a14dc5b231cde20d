// export/form.ts: what a person asked to take out: words of the form or of the command line in, a filter out.
import { findUserByName } from '../accounts/queries.ts';
import { badRequest } from '../base/errors.ts';
import { readId } from '../base/http/ids.ts';
import { __ } from '../base/language/gettext.ts';
import { general } from '../base/settings/general.ts';
import { settings } from '../base/settings/settings.ts';
import { spanOf } from '../base/time/dates.ts';
import type { Blog } from '../blog.ts';
import type { PostStatus } from '../posts/post.ts';
import { findTerm, findTermById } from '../terms/queries.ts';
import { contents, statuses, type ExportContent, type ExportFilter } from './filter.ts';

/** Fields that are '' or absent choose nothing. */
export interface ExportWords {
  /** `media` is also called `attachment`, as WordPress does. */
  content?: unknown;
  /** A login, or an id. */
  author?: unknown;
  /** Days in the site's time zone, `2026-11-30`; both are in. */
  from?: unknown;
  to?: unknown;
  status?: unknown;
  /** A slug, or an id. */
  category?: unknown;
}

/** @throws HttpError 400 naming the field that is wrong */
export async function readFilter(blog: Blog, words: ExportWords): Promise<ExportFilter> {
  const content = contentOf(text(words.content));
  const { timezone_string: zone } = await settings(blog.db, general);
  const [from, until] = [
    dayOf(zone, 'from', text(words.from))?.from,
    dayOf(zone, 'to', text(words.to))?.until,
  ];
  if (from && until && from >= until) throw wrong('to', __('The last day is before the first.'));
  // What does not fit the content is left out, as the screen shows it only beside its content.
  if (content === 'all') return { content };
  const author_id = await authorOf(blog, text(words.author));
  if (content === 'attachment') return { content, author_id, from, until };
  const status = statusOf(text(words.status));
  const category_id = content === 'posts' ? await categoryOf(blog, text(words.category)) : undefined;
  return { content, author_id, from, until, status, category_id };
}

const text = (given: unknown): string => (typeof given === 'string' ? given.trim() : '');

const wrong = (field: string, sentence: string) => badRequest(sentence, { [field]: sentence });

function contentOf(given: string): ExportContent {
  const name = given === 'media' ? 'attachment' : given || 'all';
  const found = contents.find((known) => known === name);
  if (!found) throw wrong('content', __('Choose all, posts, pages or media.'));
  return found;
}

function dayOf(zone: string, field: string, given: string) {
  if (!given) return undefined;
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(given) ?? [];
  const span = year ? spanOf(zone, Number(year), Number(month), Number(day)) : undefined;
  if (!span) throw wrong(field, __('“%s” is no day: write it as 2026-11-30.', given));
  return span;
}

function statusOf(given: string): PostStatus | undefined {
  if (!given) return undefined;
  if (!Object.hasOwn(statuses, given))
    throw wrong(
      'status',
      __('There is no status %1$s: choose %2$s.', given, Object.keys(statuses).join(', ')),
    );
  return given as PostStatus;
}

async function authorOf(blog: Blog, given: string): Promise<number | undefined> {
  if (!given) return undefined;
  const id = readId(given);
  const found = id ?? (await findUserByName(blog.db, given))?.id;
  if (!found) throw wrong('author', __('Nobody is called %s.', given));
  return found;
}

async function categoryOf(blog: Blog, given: string): Promise<number | undefined> {
  if (!given) return undefined;
  const id = readId(given);
  const found = (id && (await findTermById(blog.db, id))) || (await findTerm(blog.db, 'category', given));
  if (found?.taxonomy !== 'category') throw wrong('category', __('There is no category %s.', given));
  return found.id;
}
