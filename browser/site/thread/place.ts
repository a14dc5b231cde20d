// site/thread/place.ts: where a new comment stands on an open page: below what it answers, or in its turn.
import { make } from '../../shared/elements.ts';

/** @returns whether it belongs on this page at all */
export function insertComment(
  comments: HTMLElement,
  item: HTMLElement,
  { parent_id }: { parent_id: number | null },
): boolean {
  const parent = parent_id === null ? null : document.getElementById(`comment-${parent_id}`);
  if (parent && !parent.closest('#apart') && !item.classList.contains('depth-1')) {
    if (levelOf(parent) < levelOf(item)) repliesOf(parent).append(item);
    else lastReply(parent).after(item);
    return true;
  }
  if (!item.classList.contains('depth-1') || comments.dataset.takesNew === undefined) return false;
  const list = listOf(comments);
  const isNewestFirst = comments.dataset.order === 'desc';
  const others = [...list.children].filter((one): one is HTMLElement => one instanceof HTMLElement);
  const later = others.find((one) =>
    isNewestFirst ? timeOf(one) < timeOf(item) : timeOf(one) > timeOf(item),
  );
  if (later) later.before(item);
  else list.append(item);
  return true;
}

/** From 1. */
const levelOf = (item: HTMLElement): number => Number(/\bdepth-(\d+)/.exec(item.className)?.[1] ?? 1);

const timeOf = (item: HTMLElement): string =>
  item.querySelector(':scope > [id^="div-comment-"] time')?.getAttribute('datetime') ?? '';

function repliesOf(parent: HTMLElement): HTMLElement {
  const known = parent.querySelector<HTMLElement>(':scope > .children, :scope > .comment-fold > .children');
  if (known) return known;
  const list = make('ol', { className: 'children' });
  parent.append(list);
  return list;
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

function listOf(comments: HTMLElement): HTMLElement {
  const known = comments.querySelector<HTMLElement>(':scope > .comment-list');
  if (known) return known;
  const list = make('ol', { className: 'comment-list' });
  const nobody = comments.querySelector(':scope > .no-comments');
  if (nobody) nobody.replaceWith(list);
  else document.getElementById('comments-title')?.after(list);
  return list;
}
