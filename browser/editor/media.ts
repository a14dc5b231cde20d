// editor/media.ts: the button “Add media” above the text, whichever way it is written.
import { __ } from '../shared/words.ts';
import { dialectOf } from './kept.ts';
import type { Mode } from './mode.ts';

/**
 * Puts the button above the text.
 * @param mode the way that is open; undefined while there is none
 */
export function mediaButton(
  form: HTMLFormElement,
  textarea: HTMLTextAreaElement,
  mode: () => Mode | undefined,
): HTMLButtonElement {
  const button = Object.assign(document.createElement('button'), { type: 'button', className: 'button' });
  button.textContent = __('Add media');
  button.dataset.addMedia = '';
  button.addEventListener('click', () => {
    void add();
  });

  const add = async () => {
    mode()?.flush();
    const format = form.elements.namedItem('content_format') as HTMLSelectElement;
    const { chooseMarkup } = await import('./library.ts');
    const markup = await chooseMarkup(dialectOf(textarea.value, format.value));
    if (markup === undefined) return;
    const open = mode();
    if (open) {
      open.insert(markup);
      open.focus();
    } else put(textarea, markup);
  };
  return button;
}

/** Into the bare field, when the line was too bad for an editor. */
function put(textarea: HTMLTextAreaElement, markup: string): void {
  const { value, selectionEnd } = textarea;
  const before = value.slice(0, selectionEnd).trimEnd();
  const behind = value.slice(selectionEnd).trimStart();
  textarea.value = [before, markup, behind].filter(Boolean).join('\n\n');
  textarea.dispatchEvent(new Event('input', { bubbles: true }));
  textarea.focus();
}
