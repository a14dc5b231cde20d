// admin/menus.ts: lines of a menu dragged into another order, sideways under another; the buttons do the same.

const list = document.querySelector('[data-lines]');
const step = 28; // pixels a level
let dragged;
let startX = 0;
let startDepth = 0;

for (const line of list?.children ?? []) {
  const grip = document.createElement('span');
  grip.className = 'grip';
  grip.setAttribute('aria-hidden', 'true');
  grip.textContent = '⠿';
  grip.addEventListener('pointerdown', (event) => start(event, line));
  line.prepend(grip);
}

function start(event, line) {
  event.preventDefault();
  dragged = [line, ...below(line)];
  startX = event.clientX;
  startDepth = Number(line.dataset.depth);
  for (const one of dragged) one.classList.add('is-dragged');
  // Not on the grip: it moves with its line, and an element that moves loses the pointer.
  document.addEventListener('pointermove', move);
  document.addEventListener('pointerup', drop, { once: true });
}

/** The lines under a line. */
function below(line) {
  const found = [];
  for (let next = line.nextElementSibling; next; next = next.nextElementSibling) {
    if (Number(next.dataset.depth) <= Number(line.dataset.depth)) break;
    found.push(next);
  }
  return found;
}

function move(event) {
  const others = [...list.children].filter((line) => !dragged.includes(line));
  const after = others.find((line) => {
    const { top, height } = line.getBoundingClientRect();
    return event.clientY < top + height / 2;
  });
  if (dragged.at(-1).nextElementSibling !== (after ?? null))
    for (const line of dragged) list.insertBefore(line, after ?? null);
  const sign = getComputedStyle(list).direction === 'rtl' ? -1 : 1;
  const wanted = startDepth + Math.round((sign * (event.clientX - startX)) / step);
  const above = dragged[0].previousElementSibling;
  const most = above ? Number(above.dataset.depth) + 1 : 0;
  const by = Math.max(0, Math.min(wanted, most, 4)) - Number(dragged[0].dataset.depth);
  if (dragged.some((line) => Number(line.dataset.depth) + by > 4)) return;
  for (const line of dragged) {
    line.classList.remove(`depth-${line.dataset.depth}`);
    line.dataset.depth = Number(line.dataset.depth) + by;
    line.classList.add(`depth-${line.dataset.depth}`);
  }
}

function drop() {
  document.removeEventListener('pointermove', move);
  for (const line of dragged) line.classList.remove('is-dragged');
  const form = document.createElement('form');
  form.method = 'post';
  form.action = `${location.pathname}/order`;
  const order = document.createElement('input');
  order.type = 'hidden';
  order.name = 'order';
  order.value = [...list.children].map(({ dataset }) => `${dataset.id}:${dataset.depth}`).join(' ');
  form.append(order);
  document.body.append(form);
  form.submit();
}
