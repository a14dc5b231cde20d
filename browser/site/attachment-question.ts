// site/attachment-question.ts: asks what is to become of a comment whose files did not all arrive.
import { make, makeButton } from '../shared/elements.ts';
import { __, _n } from '../shared/words.ts';

export interface Question {
  names: string[];
  /** Sends the files again and then the comment; undefined where that cannot help. */
  again: (() => void) | undefined;
  /** Sends the comment as it is. */
  without: () => void;
}

/** Nothing is sent until the dialog is answered; Escape leads back to the form. */
export function askAboutRefused(form: HTMLFormElement, { names, again, without }: Question): void {
  const question =
    names.length === 1
      ? __('“%s” has not arrived. Post the comment without?', names[0]!)
      : _n(
          '%s file has not arrived. Post the comment without?',
          '%s files have not arrived. Post the comment without?',
          names.length,
        );
  const id = 'attachment-question';
  const dialog = make('dialog', { className: 'attachments-question' });
  const choose = (act?: () => void) => () => {
    dialog.close();
    act?.();
  };
  dialog.setAttribute('aria-labelledby', id);
  dialog.append(
    make('p', { id }, question),
    make('ul', {}, ...names.map((name) => make('li', {}, name))),
    make(
      'p',
      { className: 'attachments-answers' },
      ...(again ? [makeButton(__('Try again'), choose(again))] : []),
      makeButton(__('Back to the comment'), choose()),
      makeButton(__('Post without'), choose(without)),
    ),
  );
  dialog.addEventListener('close', () => dialog.remove());
  form.append(dialog);
  dialog.showModal();
}
