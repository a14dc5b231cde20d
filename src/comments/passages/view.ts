// comments/passages/view.ts: passages as pages show them: above a comment, and as the list of all that were commented on.
import { _n } from '../../base/language/gettext.ts';
import type { Comment } from '../comment.ts';
import { passageIn, type Passage } from './passage.ts';
import type { PassageRow } from './queries.ts';

export interface PassageView {
  exact: string;
  /** As the text has it now. */
  now: string;
  prefix: string;
  suffix: string;
  /** Leads to the passage in the text; '' when the text has it no more. */
  href: string;
}

/** A passage with everybody's comments on it. */
export interface CommentedPassage extends PassageView {
  /** The numbers of the comments, with commas. */
  comments: string;
  /** Leads to the first of them. */
  first_href: string;
  count: string;
}

/** @param page address of the post's page */
export function passageView(row: Pick<Comment, 'meta' | 'status'>, page: string): PassageView | undefined {
  const passage = row.status === 'removed' ? undefined : passageIn(row);
  return passage && shown(passage, page);
}

/** What is said in the margin of the text, in the order of the text. What it has no more stands above its comment alone. */
export function commentedPassages(rows: PassageRow[], page: string): CommentedPassage[] {
  const found = new Map<string, { passage: Passage; ids: number[] }>();
  for (const row of rows) {
    const passage = passageIn(row);
    if (passage?.start === undefined) continue;
    const key = `${passage.start} ${passage.exact}`;
    const same = found.get(key);
    if (same) same.ids.push(row.id);
    else found.set(key, { passage, ids: [row.id] });
  }
  return [...found.values()]
    .toSorted((one, other) => one.passage.start! - other.passage.start!)
    .map(({ passage, ids }) => ({
      ...shown(passage, page),
      comments: ids.join(','),
      first_href: `/comments/${ids[0]!}`,
      count: _n('%s comment', '%s comments', ids.length),
    }));
}

const shown = ({ exact, prefix, suffix, start, now }: Passage, page: string): PassageView => ({
  exact,
  now: now || exact,
  prefix,
  suffix,
  href: start === undefined ? '' : `${page.split('#')[0]!}${textFragment(now || exact)}`,
});

/** Browsers find the words by themselves: https://wicg.github.io/scroll-to-text-fragment/. */
const textFragment = (exact: string): string =>
  `#:~:text=${encodeURIComponent(exact).replaceAll('-', '%2D')}`;
