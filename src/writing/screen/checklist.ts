// writing/screen/checklist.ts: what an author may have forgotten, said before a post comes out.
import { __, _n } from '../../base/language/gettext.ts';
import { general } from '../../base/settings/general.ts';
import { settings } from '../../base/settings/settings.ts';
import { formatDate } from '../../base/time/dates.ts';
import type { Blog } from '../../blog.ts';
import { renderContent } from '../../posts/content/render.ts';
import { writing } from '../../terms/settings.ts';
import type { PostWords } from '../form.ts';
import { localDate } from '../save.ts';

/** A line of the list; `field` names the field of the write screen where it is chosen or mended. */
export interface CheckLine {
  is_fine: boolean;
  text: string;
  field: string;
}

/**
 * Looks through a form of the write screen. Nothing of it keeps a post from coming out.
 * @returns when it comes out and for whom, then what is missing
 */
export async function checklist(
  blog: Blog,
  words: PostWords & { type: 'post' | 'page' },
): Promise<CheckLine[]> {
  const { html } = await renderContent(blog, words);
  const { default_category } = await settings(blog.db, writing);
  return [await whenLine(blog, words), audienceLine(words), ...missing(words, html, default_category)];
}

async function whenLine(blog: Blog, { published_at }: PostWords): Promise<CheckLine> {
  const { timezone_string: zone, date_format, time_format } = await settings(blog.db, general);
  const date = localDate(published_at, zone);
  if (!date || date <= blog.now()) return fine(__('It comes out at once.'), 'published_at');
  const at = formatDate(date, `${date_format}, ${time_format}`, { zone });
  return fine(
    __(/* translators: date, time zone */ 'It comes out by itself on %1$s (%2$s).', at, zone),
    'published_at',
  );
}

function audienceLine({ visibility, comment_status }: PostWords): CheckLine {
  if (visibility === 'private') return fine(__('Only people with access see it.'), 'visibility');
  if (visibility === 'protected') return fine(__('Readers need its password.'), 'visibility');
  const talk = comment_status
    ? __('Everybody may read it and comment.')
    : __('Everybody may read it; comments are closed.');
  return fine(talk, 'visibility');
}

function missing(words: PostWords & { type: string }, html: string, default_category: number): CheckLine[] {
  const { type, title, categories, new_category, featured_media_id, excerpt } = words;
  const isPost = type === 'post';
  const silent = [...html.matchAll(/<img\b[^>]*>/g)].filter(([image]) => !/\salt="[^"]/.test(image)).length;
  const isFiled = new_category !== '' || categories.some((id) => id !== default_category);
  return [
    ...(title.trim() ? [] : [missed(__('It has no title.'), 'title')]),
    ...(silent
      ? [
          missed(
            _n('One picture has no alternative text.', '%s pictures have no alternative text.', silent),
            'content',
          ),
        ]
      : []),
    ...(isPost && !isFiled ? [missed(__('No category is chosen.'), 'new_category')] : []),
    ...(isPost && !featured_media_id ? [missed(__('It has no featured image.'), 'featured_media_id')] : []),
    ...(isPost && !excerpt.trim()
      ? [missed(__('It has no excerpt: lists show its first words.'), 'excerpt')]
      : []),
  ];
}

const fine = (text: string, field: string): CheckLine => ({ is_fine: true, text, field });
const missed = (text: string, field: string): CheckLine => ({ is_fine: false, text, field });
