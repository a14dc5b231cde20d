// editor/dialog.ts: the editor's small windows: the browser's own dialogs with a form.
import { make } from '../shared/elements.ts';
import { __ } from '../shared/words.ts';

/** A labelled field, as the admin's forms have them. */
export function field(label: string, control: HTMLElement, hint = ''): HTMLElement {
  control.id ||= `editor-${control.getAttribute('name') ?? ''}`;
  const parts: Node[] = [make('label', { htmlFor: control.id }, label), control];
  if (hint) {
    control.setAttribute('aria-describedby', `${control.id}-hint`);
    parts.push(make('span', { className: 'hint', id: `${control.id}-hint` }, hint));
  }
  return make('div', { className: 'field' }, ...parts);
}

export interface Window {
  title: string;
  parts: Node[];
  /** The main button, or the words on it. */
  done: string | HTMLButtonElement;
  /** More buttons: their words, and what the answer's `act` then is. */
  others?: Record<string, string>;
  isWide?: boolean;
}

/** Opens a window; the answer is the form with the pressed button as `act`, or undefined when it was closed. */
export function ask({ title, parts, done, others = {}, isWide }: Window): Promise<FormData | undefined> {
  // A window may open another one.
  const id = `editor-dialog-${document.querySelectorAll('dialog').length}`;
  const form = make('form', { method: 'dialog' }, make('h2', { id }, title), ...parts);
  const tools = make('p', { className: 'tools' });
  tools.append(typeof done === 'string' ? mainButton(done) : done);
  for (const [act, words] of Object.entries(others)) {
    tools.append(make('button', { className: 'button', value: act, formNoValidate: true }, words));
  }
  const cancel = make('button', { type: 'button', className: 'link' }, __('Cancel'));
  tools.append(cancel);
  form.append(tools);
  const dialog = make('dialog', { className: `editor-dialog${isWide ? ' is-wide' : ''}` }, form);
  dialog.setAttribute('aria-labelledby', id);
  // The write screen's own listeners have nothing to do with these fields.
  for (const event of ['input', 'change', 'submit'])
    dialog.addEventListener(event, (one) => one.stopPropagation());
  document.body.append(dialog);
  cancel.addEventListener('click', () => dialog.close());
  return new Promise((resolve) => {
    let answer: FormData | undefined;
    form.addEventListener('submit', ({ submitter }) => {
      answer = new FormData(form);
      answer.set('act', (submitter as HTMLButtonElement | null)?.value ?? 'done');
    });
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(answer);
    });
    dialog.showModal();
  });
}

export const mainButton = (words: string): HTMLButtonElement =>
  make('button', { className: 'button button-main', value: 'done' }, words);

/** What a form holds under a name. */
export const said = (answer: FormData, name: string): string => {
  const value = answer.get(name);
  return typeof value === 'string' ? value.trim() : '';
};
