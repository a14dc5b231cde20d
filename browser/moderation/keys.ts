// moderation/keys.ts: WordPress's keys for the moderation list, with a help and a switch. None works while somebody types.
import { readChoice, storeChoice } from '../shared/choices.ts';
import { currentRow, isPanelShown, openRow, panelShown, rowsOf } from './list.ts';

const kept = 'moderation keys';
const actions: Record<string, string[]> = {
  a: ['approve'],
  u: ['hold', 'restore'],
  s: ['spam'],
  d: ['trash'],
  i: ['dismiss'],
};

export function listenForKeys(root: HTMLElement): void {
  const help = document.querySelector<HTMLDialogElement>('#keys')!;
  const isOn = help.querySelector<HTMLInputElement>('#keys-on')!;
  isOn.checked = readChoice(kept) !== 'off';
  isOn.addEventListener('change', () => storeChoice(kept, isOn.checked ? 'on' : 'off'));
  document.querySelector<HTMLElement>('[data-keys-hint]')!.hidden = false;
  document.querySelector('[data-keys]')!.addEventListener('click', () => help.showModal());

  document.addEventListener('keydown', (event) => {
    const { target, key } = event;
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!isOn.checked || !(target instanceof Element) || document.querySelector('dialog[open]')) return;
    if (target.matches('textarea, select, input:not([type="checkbox"]), [contenteditable], video, audio'))
      return;
    if (key === '?') help.showModal();
    else if (!act(root, key)) return;
    event.preventDefault();
  });
}

/** Does what a key stands for; false when it stands for nothing here. */
function act(root: HTMLElement, key: string): boolean {
  if (key === 'j' || key === 'k') return move(root, key === 'j' ? 1 : -1);
  if (key === 'z') return press(document.querySelector('[data-undo]:not([hidden]), .notice-undo button'));
  const row = currentRow(root);
  if (!row) return false;
  if (key === 'x') return press(row.querySelector('input[name="ids"]'));
  if (key === 'e') return goTo(row, '#edit');
  if (key === 'r') return field(root, row, '#reply');
  if (key === 'q') return field(root, row, '#quick-author');
  const names = Object.hasOwn(actions, key) ? actions[key]! : [];
  return press(row.querySelector(names.map((name) => `[data-action="${name}"]`).join(', ') || 'no-action'));
}

function move(root: HTMLElement, by: number): true {
  const rows = rowsOf(root);
  const current = currentRow(root);
  // On a page just opened the first press only takes the focus to where the list stands.
  const isFresh = document.activeElement === document.body;
  const next = current && !isFresh ? rows[rows.indexOf(current) + by] : (current ?? rows[0]);
  if (next) openRow(root, next, { isFocused: true });
  return true;
}

/** A field of the comment beside the list; where there is no room for it, on the comment’s own screen. */
function field(root: HTMLElement, row: HTMLElement, name: string): boolean {
  if (!isPanelShown(root)) return goTo(row, name === '#reply' ? '#reply' : '#edit');
  void panelShown().then(() => {
    const found = root.querySelector<HTMLElement>(`#one ${name}`);
    const closed = found?.closest('details');
    if (closed) closed.open = true;
    found?.focus();
  });
  return true;
}

function goTo(row: HTMLElement, anchor: string): boolean {
  const link = row.querySelector<HTMLAnchorElement>('[data-open]');
  if (link) location.assign(link.href + anchor);
  return link !== null;
}

function press(control: HTMLElement | null): boolean {
  control?.click();
  return control !== null;
}
