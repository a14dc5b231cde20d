// export/view.ts: Tools → Export as its template shows it.
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

const contentTitles = { all: 'All content', posts: 'Posts', pages: 'Pages', attachment: 'Media' };

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
    problem: Object.keys(problems).length ? 'Nothing was exported. Please look at the marked field.' : '',
    content: {
      ...field('content', 'What to export', 'radio', { choices: choices(contentTitles) }),
      value: said('content') || 'all',
      help: 'All content holds posts, pages, comments, media, custom fields, terms and menus. What is chosen below counts for posts, pages and media.',
    },
    filters: [
      field('author', 'Author', 'text', {
        help: 'A user name; empty for all.',
        choices: writers.map(({ login, display_name }) => ({ value: login, title: display_name })),
        attributes: { autocomplete: 'off', autocapitalize: 'none', spellcheck: 'false' },
      }),
      field('from', 'First day', 'date'),
      field('to', 'Last day', 'date'),
      field('status', 'Status', 'select', {
        choices: [{ value: '', title: 'All' }, ...choices(statuses)],
        help: 'Of posts and pages.',
      }),
      field('category', 'Category', 'select', {
        choices: [
          { value: '', title: 'All' },
          ...categories.slice(0, 1000).map(({ id, name }) => ({ value: String(id), title: name })),
        ],
        help: 'Of posts.',
      }),
    ],
  };
}
