// admin/page-order.ts: pages are dragged among their neighbours; the buttons beside them do the same without it.
import { make } from '../shared/elements.ts';
import { request } from '../shared/request.ts';
import { __ } from '../shared/words.ts';

const rows = [...document.querySelectorAll<HTMLElement>('tr[data-move]')];

for (const row of rows) {
  const cell = row.querySelector('.moves');
  if (!cell) continue;
  // Whoever cannot see it has the buttons.
  const properties = { className: 'drag', title: __('Drag to move'), ariaHidden: 'true' };
  const handle = make('span', properties, '\u2261');
  cell.prepend(handle);
  handle.addEventListener('pointerdown', (event) => drag(event, row));
}

/** A row, and those under it. */
function family(row: HTMLElement): HTMLElement[] {
  const all = [row];
  let next = row.nextElementSibling as HTMLElement | null;
  while (next && Number(next.dataset.depth) > Number(row.dataset.depth)) {
    all.push(next);
    next = next.nextElementSibling as HTMLElement | null;
  }
  return all;
}

function drag(event: PointerEvent, row: HTMLElement): void {
  if (event.button !== 0) return;
  event.preventDefault();
  const own = family(row);
  const neighbours = rows.filter((one) => one.dataset.under === row.dataset.under);
  for (const one of own) one.classList.add('is-dragged');

  const move = ({ clientY }: PointerEvent) => moveTo(clientY, row, own, neighbours);
  const stop = (isDropped: boolean) => {
    listening.abort();
    for (const one of own) one.classList.remove('is-dragged');
    if (isDropped) void drop(row, neighbours);
    else location.reload();
  };
  // A line that is moved in the page would let go of the pointer; the page itself keeps hearing of it.
  const listening = new AbortController();
  const { signal } = listening;
  document.addEventListener('pointermove', move, { signal });
  document.addEventListener('pointerup', () => stop(true), { signal });
  document.addEventListener('pointercancel', () => stop(false), { signal });
}

/** Puts the dragged rows before or behind the neighbour under the pointer. */
function moveTo(clientY: number, row: HTMLElement, own: HTMLElement[], neighbours: HTMLElement[]): void {
  for (const one of neighbours) {
    if (one === row) continue;
    const lines = family(one);
    const last = lines.at(-1)!;
    const { top } = one.getBoundingClientRect();
    const { bottom } = last.getBoundingClientRect();
    if (clientY < top || clientY > bottom) continue;
    if (clientY < (top + bottom) / 2) {
      if (one.previousElementSibling !== own.at(-1)) one.before(...own);
    } else if (last.nextElementSibling !== row) last.after(...own);
    return;
  }
}

async function drop(row: HTMLElement, neighbours: HTMLElement[]): Promise<void> {
  const now = [...document.querySelectorAll<HTMLElement>(`tr[data-under="${row.dataset.under}"]`)];
  if (now.every((one, index) => one === neighbours[index])) return;
  const behind = now[now.indexOf(row) + 1]?.id.replace('post-', '');
  // The last one of this page of the list may have neighbours on the next: it stays before them.
  const before = behind ?? neighbours.at(-1)?.dataset.behind ?? '';
  await request(row.dataset.move!, { fields: { before } }).catch(() => {});
  // The buttons and numbers of all lines have changed; what was refused stands where it stood.
  location.replace(`${location.pathname}${location.search}`);
}
