// admin/menus.ts: lines of a menu dragged into another order, sideways under another; the buttons do the same.
import { make } from '../shared/elements.ts';

const step = 28; // pixels a level
const deepest = 4;

const list = document.querySelector<HTMLElement>('[data-lines]');
if (list) for (const line of linesOf(list)) addGrip(list, line);

function addGrip(list: HTMLElement, line: HTMLElement): void {
  const grip = make('span', { className: 'grip', ariaHidden: 'true' }, '⠿');
  grip.addEventListener('pointerdown', (event) => drag(event, list, line));
  line.prepend(grip);
}

function linesOf(list: HTMLElement): HTMLElement[] {
  return [...list.querySelectorAll<HTMLElement>(':scope > *')];
}

function depthOf(line: Element): number {
  return Number((line as HTMLElement).dataset.depth);
}

function drag(event: PointerEvent, list: HTMLElement, line: HTMLElement): void {
  event.preventDefault();
  const dragged = [line, ...below(list, line)];
  const { clientX: startX } = event;
  const startDepth = depthOf(line);
  for (const one of dragged) one.classList.add('is-dragged');
  const move = ({ clientX, clientY }: PointerEvent) => {
    moveTo(clientY, list, dragged);
    const sign = getComputedStyle(list).direction === 'rtl' ? -1 : 1;
    indent(dragged, startDepth + Math.round((sign * (clientX - startX)) / step));
  };
  // Not on the grip: it moves with its line, and an element that moves loses the pointer.
  document.addEventListener('pointermove', move);
  const drop = () => {
    document.removeEventListener('pointermove', move);
    for (const one of dragged) one.classList.remove('is-dragged');
    send(list);
  };
  document.addEventListener('pointerup', drop, { once: true });
}

/** The lines under a line. */
function below(list: HTMLElement, line: HTMLElement): HTMLElement[] {
  const behind = linesOf(list).slice(linesOf(list).indexOf(line) + 1);
  const end = behind.findIndex((one) => depthOf(one) <= depthOf(line));
  return end < 0 ? behind : behind.slice(0, end);
}

function moveTo(clientY: number, list: HTMLElement, dragged: HTMLElement[]): void {
  const others = linesOf(list).filter((line) => !dragged.includes(line));
  const after = others.find((line) => {
    const { top, height } = line.getBoundingClientRect();
    return clientY < top + height / 2;
  });
  if (dragged.at(-1)!.nextElementSibling === (after ?? null)) return;
  for (const line of dragged) list.insertBefore(line, after ?? null);
}

/** Puts the lines as deep as they may stand: at most one level under the line above. */
function indent(dragged: HTMLElement[], wanted: number): void {
  const [first] = dragged;
  const above = first!.previousElementSibling;
  const most = above ? depthOf(above) + 1 : 0;
  const by = Math.max(0, Math.min(wanted, most, deepest)) - depthOf(first!);
  if (dragged.some((line) => depthOf(line) + by > deepest)) return;
  for (const line of dragged) {
    line.classList.remove(`depth-${line.dataset.depth}`);
    line.dataset.depth = String(depthOf(line) + by);
    line.classList.add(`depth-${line.dataset.depth}`);
  }
}

/** Sends the new order as a form does: the page that comes back says what was done. */
function send(list: HTMLElement): void {
  const value = linesOf(list)
    .map(({ dataset }) => `${dataset.id}:${dataset.depth}`)
    .join(' ');
  const order = make('input', { type: 'hidden', name: 'order', value });
  const form = make('form', { method: 'post', action: `${location.pathname}/order` }, order);
  document.body.append(form);
  form.submit();
}
