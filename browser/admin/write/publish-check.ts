// admin/write/publish-check.ts: before a post comes out its author sees when, for whom, and what may be missing.
import { readChoice, storeChoice } from '../../shared/choices.ts';
import { fieldsOf, findControl, make, makeButton } from '../../shared/elements.ts';
import { request } from '../../shared/request.ts';
import { __ } from '../../shared/words.ts';

/** src/writing/screen/checklist.ts */
interface Line {
  is_fine: boolean;
  text: string;
  field: string;
}

const kept = 'quillback:publish-check';

/** Asks once before the button that publishes does so. Without a script, or without an answer, it publishes. */
export function checksFirst(form: HTMLFormElement): void {
  const button = document.querySelector<HTMLButtonElement>('.write-bar [data-later]');
  if (!button) return;
  let isMeant = false;
  let isAsking = false;
  const publish = () => {
    isMeant = true;
    button.click();
    isMeant = false;
  };
  button.addEventListener('click', (event) => {
    if (isMeant || readChoice(kept) === 'off') return;
    event.preventDefault();
    if (isAsking || document.querySelector('.publish-check')) return;
    isAsking = true;
    // The editor writes its text into the form when the window loses the focus.
    window.dispatchEvent(new Event('blur'));
    void request<{ lines: Line[] }>(form.action.replace(/save$/, 'check'), { fields: fieldsOf(form) })
      .then(({ lines }) => (lines.length ? show(form, button, lines, publish) : publish()), publish)
      .finally(() => (isAsking = false));
  });
}

function show(form: HTMLFormElement, button: HTMLButtonElement, lines: Line[], publish: () => void): void {
  const again = make('input', { type: 'checkbox', id: 'publish-check-again', checked: true });
  const go = makeButton(button.textContent, () => dialog.close('publish'), {
    className: 'button button-main',
  });
  const stay = makeButton(__('Keep editing'), () => dialog.close(), { className: 'button' });
  const dialog = make(
    'dialog',
    { className: 'editor-dialog publish-check' },
    make('h2', { id: 'publish-check' }, __('Ready to publish?')),
    make('ul', {}, ...lines.map((line) => item(line, () => goTo(form, line.field, () => dialog.close())))),
    make(
      'p',
      { className: 'check' },
      again,
      make('label', { htmlFor: again.id }, __('Ask me this before I publish')),
    ),
    make('p', { className: 'tools' }, stay, go),
  );
  dialog.setAttribute('aria-labelledby', 'publish-check');
  dialog.addEventListener('close', () => {
    storeChoice(kept, again.checked ? 'on' : 'off');
    dialog.remove();
    if (dialog.returnValue === 'publish') publish();
  });
  document.body.append(dialog);
  dialog.showModal();
  go.focus();
}

function item({ is_fine, text }: Line, mend: () => void): HTMLLIElement {
  const line = make('li', { className: is_fine ? 'is-fine' : 'is-missing' }, text);
  if (!is_fine) line.append(' ', makeButton(__('Mend it'), mend, { className: 'link' }));
  return line;
}

function goTo(form: HTMLFormElement, name: string, close: () => void): void {
  close();
  const field = findControl(form, name);
  const at = field instanceof HTMLElement ? field : form.querySelector<HTMLElement>(`[name="${name}"]`);
  const fold = at?.closest('details');
  if (fold) fold.open = true;
  document.body.classList.remove('is-alone');
  if (name === 'content') form.dispatchEvent(new Event('write-text'));
  else at?.focus();
}
