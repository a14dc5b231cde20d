// admin/moderate.ts: WordPress's keys for the list of comments. They work while a comment or the answer above has the
// focus, and nowhere else.

const actions: Record<string, string> = { a: 'approve', u: 'hold', s: 'spam', d: 'trash' };
const answer = document.querySelector('#answer');
const list = document.querySelector('.moderation');
if (list) listenForKeys(list);

function listenForKeys(list: Element): void {
  const rows = [...list.querySelectorAll<HTMLElement>(':scope > *')];
  for (const row of rows) row.tabIndex = -1;
  document.querySelector<HTMLElement>('#moderation-keys')!.hidden = false;

  document.addEventListener('keydown', (event) => {
    const { target, key } = event;
    if (event.ctrlKey || event.metaKey || event.altKey || !(target instanceof Element)) return;
    const isTyping = target.matches('textarea, select, input:not([type="checkbox"]), [contenteditable]');
    const isHere = list.contains(target) || answer?.contains(target);
    if (!isHere || isTyping) return;
    const row = rows.find((one) => one.contains(target));
    if (act(key, row, rows)) event.preventDefault();
  });
}

/** Does what a key stands for; false when it stands for nothing here. */
function act(key: string, row: HTMLElement | undefined, rows: HTMLElement[]): boolean {
  if (key === 'j' || key === 'k') return move(row, rows, key === 'j' ? 1 : -1);
  if (key === 'z') return press(document.querySelector('.notice-undo button'));
  if (!row) return false;
  if (key === 'x') return press(row.querySelector('input[name="ids"]'));
  if (key === 'r' || key === 'e') return press(row.querySelector('[data-edit]'));
  const action = Object.hasOwn(actions, key) ? actions[key] : undefined;
  return action !== undefined && press(row.querySelector(`button[formaction$="/${action}"]`));
}

function move(row: HTMLElement | undefined, rows: HTMLElement[], by: number): true {
  const next = row ? rows[rows.indexOf(row) + by] : rows[0];
  next?.focus();
  return true;
}

function press(control: HTMLElement | null): boolean {
  control?.click();
  return control !== null;
}
