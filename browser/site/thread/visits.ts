// site/thread/visits.ts: what is new since the last visit. Only this browser knows when that was.
import { make, makeButton } from '../../shared/elements.ts';
import { __, _n } from '../../shared/words.ts';
import { readKept, writeKept } from './kept.ts';

/** So many posts are remembered. */
const most = 200;
const name = 'comments-seen';

/** Marks the comments that came after the last visit, and offers to go from one to the next. @returns what does it again for other comments */
export function markVisits(): () => void {
  const thread = document.getElementById('comment-thread');
  const post = thread?.dataset.post;
  if (!thread || !post) return () => {};
  const before = readKept<Record<string, string>>(name, {})[post];
  const mark = () => {
    if (before) for (const item of itemsIn(thread)) if (timeOf(item) > before) markNew(item);
    offerNext(thread);
  };
  mark();
  // Who has not come down to the comments has not seen them.
  const watch = new IntersectionObserver((entries) => {
    if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
    watch.disconnect();
    noteSeen();
  });
  watch.observe(thread);
  return mark;
}

/** All that stands here was seen. */
export function noteSeen(): void {
  const thread = document.getElementById('comment-thread');
  const post = thread?.dataset.post;
  if (!thread || !post) return;
  const { [post]: before = '', ...others } = readKept<Record<string, string>>(name, {});
  const newest = itemsIn(thread).map(timeOf).toSorted().at(-1) ?? '';
  const kept = Object.entries(others).slice(1 - most);
  writeKept(name, Object.fromEntries([...kept, [post, newest > before ? newest : before]]));
}

/** Marks a comment as one that this reader has not seen yet. */
export function markNew(item: HTMLElement): void {
  if (item.classList.contains('is-new')) return;
  item.classList.add('is-new');
  const author = item.querySelector(':scope > [id^="div-comment-"] .comment-author');
  author?.append(make('span', { className: 'comment-badge comment-new' }, __('New')));
}

/** A button that leads to the next new comment below where the reader is, and after the last to the first. */
function offerNext(thread: HTMLElement): void {
  const count = thread.querySelectorAll('.is-new').length;
  if (!count) return;
  const words = _n('%s new since your last visit', '%s new since your last visit', count);
  const next = makeButton(__('Next new'), () => goOn(thread));
  const place = thread.querySelector('.comment-list');
  place?.before(make('p', { className: 'comment-next' }, make('span', {}, words), ' ', next));
}

function goOn(thread: HTMLElement): void {
  const all = [...thread.querySelectorAll<HTMLElement>('.is-new > .comment-body')];
  const current = document.activeElement?.closest('.comment-body');
  const next = all[current ? all.indexOf(current as HTMLElement) + 1 : 0] ?? all[0];
  if (!next) return;
  for (let fold = next.closest('details'); fold; fold = fold.parentElement?.closest('details') ?? null)
    fold.open = true;
  next.tabIndex = -1;
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: 'center' });
}

const itemsIn = (thread: HTMLElement): HTMLElement[] => [
  ...thread.querySelectorAll<HTMLElement>('.comment-list li[id^="comment-"]'),
];

const timeOf = (item: HTMLElement): string =>
  item.querySelector(':scope > .comment-body time')?.getAttribute('datetime') ?? '';
