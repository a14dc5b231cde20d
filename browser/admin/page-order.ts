// admin/page-order.ts: pages are dragged among their neighbours; the buttons beside them do the same without it.

const rows = [...document.querySelectorAll('tr[data-move]')];

for (const row of rows) {
  const cell = row.querySelector('.moves');
  if (!cell) continue;
  const handle = Object.assign(document.createElement('span'), { className: 'drag', textContent: '\u2261' });
  // Whoever cannot see it has the buttons.
  handle.setAttribute('aria-hidden', 'true');
  handle.title = 'Drag to move';
  cell.prepend(handle);
  handle.addEventListener('pointerdown', (event) => drag(event, row));
}

const ends = ['pointerup', 'pointercancel'];

/** A row, and those under it. */
function family(row) {
  const all = [row];
  for (let next = row.nextElementSibling; next; next = next.nextElementSibling) {
    if (Number(next.dataset.depth) <= Number(row.dataset.depth)) break;
    all.push(next);
  }
  return all;
}

function drag(event, row) {
  if (event.button !== 0) return;
  event.preventDefault();
  const own = family(row);
  const neighbours = rows.filter((one) => one.dataset.under === row.dataset.under);
  for (const one of own) one.classList.add('is-dragged');

  const move = ({ clientY }) => {
    const over = neighbours.find((one) => {
      if (one === row) return false;
      const lines = family(one);
      return (
        clientY >= lines[0].getBoundingClientRect().top &&
        clientY <= lines.at(-1).getBoundingClientRect().bottom
      );
    });
    if (!over) return;
    const lines = family(over);
    const middle = (lines[0].getBoundingClientRect().top + lines.at(-1).getBoundingClientRect().bottom) / 2;
    const isAbove = clientY < middle;
    const stands = isAbove
      ? over.previousElementSibling === own.at(-1)
      : lines.at(-1).nextElementSibling === row;
    if (stands) return;
    if (isAbove) over.before(...own);
    else lines.at(-1).after(...own);
  };

  const finish = async ({ type }) => {
    document.removeEventListener('pointermove', move);
    for (const end of ends) document.removeEventListener(end, finish);
    for (const one of own) one.classList.remove('is-dragged');
    if (type === 'pointercancel') return location.reload();
    const now = [...document.querySelectorAll(`tr[data-under="${row.dataset.under}"]`)];
    if (now.every((one, index) => one === neighbours[index])) return;
    const behind = now[now.indexOf(row) + 1];
    await sendMove(row, behind ?? pageBehind(neighbours));
  };

  // A line that is moved in the page would let go of the pointer; the page itself keeps hearing of it.
  document.addEventListener('pointermove', move);
  for (const end of ends) document.addEventListener(end, finish);
}

// The last one of this page of the list may have neighbours on the next: it stays before them.
function pageBehind(neighbours) {
  return neighbours.at(-1).dataset.behind ? { id: `post-${neighbours.at(-1).dataset.behind}` } : undefined;
}

async function sendMove(row, behind) {
  const body = new URLSearchParams({ before: behind ? behind.id.replace('post-', '') : '' });
  await fetch(row.dataset.move, { method: 'POST', body }).catch(() => undefined);
  // The buttons and numbers of all lines have changed; what was refused stands where it stood.
  location.replace(`${location.pathname}${location.search}`);
}
