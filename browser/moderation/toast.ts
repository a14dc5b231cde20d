// moderation/toast.ts: what was done, said and shown for a while, with the button that takes it back.

const staysMs = 8000;
const toast = document.querySelector<HTMLElement>('[data-toast]')!;
let batch = '';
let timer: ReturnType<typeof setTimeout> | undefined;

/** @param undone what the button takes back; '' for no button */
export function say(words: string, undone: string): void {
  batch = undone;
  document.querySelector('[data-said]')!.textContent = words;
  toast.querySelector('[data-toast-words]')!.textContent = words;
  undoButton().hidden = !undone;
  toast.hidden = false;
  clearTimeout(timer);
  timer = setTimeout(hide, staysMs);
}

/** @param undo takes back what was said last */
export function sayUndone(undo: (batch: string) => void): void {
  undoButton().addEventListener('click', () => {
    if (batch) undo(batch);
    batch = '';
    undoButton().hidden = true;
  });
}

/** Whoever has come to it keeps it. */
function hide(): void {
  if (toast.contains(document.activeElement)) timer = setTimeout(hide, staysMs);
  else toast.hidden = true;
}

const undoButton = (): HTMLButtonElement => toast.querySelector<HTMLButtonElement>('[data-undo]')!;
