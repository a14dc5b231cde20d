// site/passages/marks.ts: numbers in the margin of the text lead to the comments on its passages.
import { make } from '../../shared/elements.ts';
import { _n, numberIn } from '../../shared/words.ts';
import { postText, rangeOf, textOf, type Quoted } from './text.ts';

interface Marked extends Quoted {
  comments: Set<string>;
}

/** Draws the marks of what the page's list and its comments name, as they are now. */
export function markPassages(): void {
  const source = postText();
  if (!source) return;
  const passages = namedPassages();
  const isDrawn = source.querySelector('.passage-mark');
  if (!passages.length && !isDrawn) return;
  for (const mark of source.querySelectorAll('.passage-mark')) mark.remove();
  source.normalize();
  const read = textOf(source);
  const places = passages.flatMap((passage) => {
    const range = rangeOf(read, passage);
    return range ? [{ range, passage }] : [];
  });
  if ('highlights' in CSS)
    CSS.highlights.set('passages', new Highlight(...places.map(({ range }) => range.cloneRange())));
  for (const { range, passage } of places) place(range, markOf(passage));
  besideEachOther(source);
}

/** Those of the list, which also has what stands on other pages, and those of comments that came while the page was open. */
function namedPassages(): Marked[] {
  const found = new Map<string, Marked>();
  for (const element of document.querySelectorAll<HTMLElement>('#comments [data-exact]')) {
    const { exact = '', prefix = '', suffix = '', comments = '' } = element.dataset;
    // What waits is no comment yet, and what the text has no more has no place in it.
    if (element.matches('.comment-passage') && !element.querySelector('a')) continue;
    if (element.closest('article')?.querySelector('.comment-awaiting-moderation')) continue;
    const key = JSON.stringify([exact, prefix, suffix]);
    const passage = found.get(key) ?? { exact, prefix, suffix, comments: new Set() };
    for (const id of comments.split(',')) passage.comments.add(id);
    found.set(key, passage);
  }
  return [...found.values()];
}

function markOf({ comments }: Marked): HTMLElement {
  const [first = ''] = comments;
  const isHere = document.getElementById(`comment-${first}`);
  const mark = make('a', {
    className: 'passage-mark',
    href: isHere ? `#comment-${first}` : `/comments/${first}`,
    ariaLabel: _n('%s comment on this passage', '%s comments on this passage', comments.size),
  });
  // Drawn by the sheet: the text stays what it was for selections, searches and copies.
  mark.dataset.count = numberIn(comments.size);
  return mark;
}

/** Behind the passage; a link in a link would be none. */
function place(range: Range, mark: HTMLElement): void {
  const end = range.cloneRange();
  end.collapse(false);
  const { endContainer: node } = end;
  const element = node instanceof Element ? node : node.parentElement;
  const outer = element?.closest('a, button, summary, label, pre, figure, table');
  if (outer && postText()?.contains(outer)) outer.after(mark);
  else end.insertNode(mark);
}

/** Of several in one line of the margin each has its room. */
function besideEachOther(source: Element): void {
  const lines = new Map<number, number>();
  for (const mark of source.querySelectorAll<HTMLElement>('.passage-mark')) {
    if (getComputedStyle(mark).position !== 'absolute') return;
    const before = lines.get(mark.offsetTop) ?? 0;
    lines.set(mark.offsetTop, before + 1);
    if (before) mark.style.marginInlineStart = `${0.25 + before * 1.8}rem`;
  }
}
