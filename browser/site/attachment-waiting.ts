// site/attachment-waiting.ts: a comment that is sent while its files are on their way, or beside one that failed.
import { remove, say, type Field } from './attachment-field.ts';
import { againButtons } from './attachment-item.ts';
import { askAboutRefused } from './attachment-question.ts';
import { __, _n } from '../shared/words.ts';

/** Sends again what failed for the connection. */
export function tryAgain({ list }: Field): void {
  for (const button of againButtons(list)) button.click();
}

/** The comment goes when its files have gone; beside one that failed its author is asked. */
export function waitForFiles(field: Field, event: SubmitEvent): void {
  const { form, list, sending } = field;
  const refused = [...list.querySelectorAll<HTMLElement>('.is-refused')];
  if (!sending.size && !refused.length) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const post = () => form.requestSubmit(event.submitter);
  const whenSent = () => {
    if (sending.size) return showWaiting(field);
    field.whenSent = undefined;
    showWaiting(field);
    if (list.isConnected) post();
  };
  if (sending.size) {
    field.whenSent = whenSent;
    showWaiting(field);
    say(field, __('The comment is sent as soon as its files have arrived.'));
    return;
  }
  askAboutRefused(form, {
    names: refused.map(({ dataset }) => dataset.name ?? ''),
    again: againButtons(list).length
      ? () => {
          field.whenSent = whenSent;
          tryAgain(field);
        }
      : undefined,
    without: () => {
      for (const item of refused) void remove(field, item);
      post();
    },
  });
}

/** The button says what it waits for. */
export function showWaiting({ whenSent, sending, submit }: Field): void {
  const waits = _n('Waiting for %s file…', 'Waiting for %s files…', sending.size);
  if (submit.button) submit.button.textContent = whenSent ? waits : submit.words;
}
