// admin/frame.ts: comforts of the admin's frame: what unfolds closes by Escape or elsewhere; the menu collapses in place.
import { request } from '../shared/request.ts';

/** Wakes the frame of a screen. */
export function wakeFrame(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>('.menu-collapse form')) collapseInPlace(form);
  for (const notice of document.querySelectorAll<HTMLElement>('.notice-undo')) leaveLater(notice);
  document.addEventListener('click', ({ target }) => closeOthers(target as Node));
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !event.defaultPrevented) closeOnEscape(event.target as Node);
  });
}

/** One is open at a time, and a press elsewhere closes it. */
function closeOthers(target: Node): void {
  for (const pop of document.querySelectorAll<HTMLDetailsElement>('details[data-pop][open]'))
    if (!pop.contains(target)) pop.open = false;
}

/** The key goes back to what was pressed to open it. */
function closeOnEscape(target: Node): void {
  for (const pop of document.querySelectorAll<HTMLDetailsElement>('details[data-pop][open]')) {
    pop.open = false;
    if (pop.contains(target)) pop.querySelector('summary')?.focus();
  }
  if (location.hash === '#menu') location.hash = '#main';
}

/** The width changes at once, and is kept for the next screens. */
function collapseInPlace(form: HTMLFormElement): void {
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const isNarrow = document.body.classList.toggle('is-narrow');
    const address = form.action;
    form.action = `/admin/menu/${isNarrow ? 'expand' : 'collapse'}`;
    const words = isNarrow ? 'Expand menu' : 'Collapse menu';
    const button = form.querySelector('button');
    if (button) button.title = words;
    const label = form.querySelector('span');
    if (label) label.textContent = words;
    // A choice that was not kept is the next screen's to show.
    request(address, { fields: {} }).catch(() => undefined);
  });
}

const staysMs = 8000;

/** What can be undone lies over the screen: it goes after a while, but not while somebody is at it. */
function leaveLater(notice: HTMLElement): void {
  const isWanted = () => notice.matches(':hover, :focus-within');
  const leave = () => {
    if (isWanted()) setTimeout(leave, staysMs);
    else notice.hidden = true;
  };
  setTimeout(leave, staysMs);
}
