// export/view.ts: Tools → Export as its template shows it.
import { __, N_, translate } from '../base/language/gettext.ts';
import { choices } from '../base/settings/declare.ts';
import type { Blog } from '../blog.ts';
import { allTerms } from '../terms/queries.ts';
import { statuses } from './filter.ts';
import type { ExportWords } from './form.ts';
import { someWriters } from './queries/terms.ts';

interface Field {
  name: string;
  label: string;
  kind: string;
  value: string;
  help?: string;
  problem?: string;
  choices?: { value: string; title: string; is_chosen?: boolean }[];
  attributes?: Record<string, string>;
}

export interface ExportView {
  content: Field;
  filters: Field[];
  problem: string;
}

const contentTitles = {
  all: N_('All content'),
  posts: N_('Posts'),
  pages: N_('Pages'),
  attachment: N_('Media'),
};

const translated = (titles: Record<string, string>) =>
  choices(titles).map(({ value, title }) => ({ value, title: translate(title) }));

/** @param words what was typed @param problems what is wrong with it, by field */
export async function exportView(
  blog: Blog,
  words: ExportWords,
  problems: Record<string, string> = {},
): Promise<ExportView> {
  const said = (name: keyof ExportWords) => (typeof words[name] === 'string' ? words[name] : '');
  const field = (name: keyof ExportWords, label: string, kind: string, more: Partial<Field> = {}): Field => ({
    name,
    label,
    kind,
    value: said(name),
    ...(problems[name] ? { problem: problems[name] } : {}),
    ...more,
  });
  const [writers, categories] = [await someWriters(blog.db, 200), await allTerms(blog.db, 'category')];
  return {
    problem: Object.keys(problems).length ? __('Nothing was exported. Please look at the marked field.') : '',
    content: {
      ...field('content', __('What to export'), 'radio', { choices: translated(contentTitles) }),
      value: said('content') || 'all',
      help: __(
        'All content holds posts, pages, comments, media, custom fields, terms and menus. What is chosen below counts for posts, pages and media.',
      ),
    },
    filters: [
      field('author', __('Author'), 'text', {
        help: __('A user name; empty for all.'),
        choices: writers.map(({ login, display_name }) => ({ value: login, title: display_name })),
        attributes: { autocomplete: 'off', autocapitalize: 'none', spellcheck: 'false' },
      }),
      field('from', __('First day'), 'date'),
      field('to', __('Last day'), 'date'),
      field('status', __('Status'), 'select', {
        choices: [{ value: '', title: __('All') }, ...translated(statuses)],
        help: __('Of posts and pages.'),
      }),
      field('category', __('Category'), 'select', {
        choices: [
          { value: '', title: __('All') },
          ...categories.slice(0, 1000).map(({ id, name }) => ({ value: String(id), title: name })),
        ],
        help: __('Of posts.'),
      }),
    ],
  };
}
