// site/thread/place.ts: where a new comment stands on an open page: below what it answers, or in its turn.
import { make } from '../../shared/elements.ts';
import { _n } from '../../shared/words.ts';

/** @returns whether it belongs on this page at all */
export function insertComment(item: HTMLElement, { parent_id }: { parent_id: number | null }): boolean {
  const thread = document.getElementById('comment-thread');
  const parent = parent_id === null ? null : document.getElementById(`comment-${parent_id}`);
  const isFlat = thread?.dataset.flat !== undefined;
  const isReply = !isFlat && !item.classList.contains('depth-1');
  if (parent && isReply && !parent.closest('#apart')) {
    if (levelOf(parent) < levelOf(item)) repliesOf(parent).append(item);
    else lastReply(parent).after(item);
    return true;
  }
  if (isReply || thread?.dataset.takesNew === undefined) return false;
  const list = listOf(thread);
  const others = [...list.children].filter((one): one is HTMLElement => one instanceof HTMLElement);
  const isAfter: Record<string, (one: HTMLElement) => boolean> = {
    asc: (one) => timeOf(one) > timeOf(item),
    desc: (one) => timeOf(one) < timeOf(item),
  };
  // By what readers think of it, it comes last.
  const later = others.find(isAfter[thread.dataset.order ?? ''] ?? (() => false));
  if (later) later.before(item);
  else list.append(item);
  return true;
}

/** From 1. */
const levelOf = (item: HTMLElement): number => Number(/\bdepth-(\d+)/.exec(item.className)?.[1] ?? 1);

const timeOf = (item: HTMLElement): string =>
  item.querySelector(':scope > [id^="div-comment-"] time')?.getAttribute('datetime') ?? '';

function repliesOf(parent: HTMLElement): HTMLElement {
  const known = parent.querySelector<HTMLElement>(':scope > .comment-fold > .children');
  if (known) return known;
  const list = make('ol', { className: 'children' });
  parent.append(make('details', { className: 'comment-fold', open: true }, make('summary'), list));
  return list;
}

/** Each fold around it says how many it holds. */
export function countReplies(from: Element): void {
  for (
    let fold = from.closest('.comment-fold');
    fold;
    fold = fold.parentElement?.closest('.comment-fold') ?? null
  ) {
    const count = fold.querySelectorAll('li[id^="comment-"]').length;
    const summary = fold.querySelector(':scope > summary');
    if (summary) summary.textContent = _n('%s reply', '%s replies', count);
  }
}

/** On the last level replies follow what they answer. */
function lastReply(parent: HTMLElement): HTMLElement {
  const id = parent.id.replace('comment-', '');
  const line = new Set([id]);
  let last = parent;
  for (let next = parent.nextElementSibling; next instanceof HTMLElement; next = next.nextElementSibling) {
    if (!line.has(next.dataset.parent ?? '')) break;
    line.add(next.id.replace('comment-', ''));
    last = next;
  }
  return last;
}

function listOf(thread: HTMLElement): HTMLElement {
  const known = thread.querySelector<HTMLElement>(':scope > .comment-list');
  if (known) return known;
  const list = make('ol', { className: 'comment-list' });
  thread.querySelector('.no-comments')?.remove();
  thread.append(list);
  return list;
}
