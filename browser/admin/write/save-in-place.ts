// admin/write/save-in-place.ts: a save that changes no status leaves caret, scroll and undo where they are; Ctrl+S saves.
import { controlOf, fieldsOf } from '../../shared/elements.ts';
import { isRequestError, request } from '../../shared/request.ts';
import { allIsWell, noAnswer, said, tellRefusal } from '../autosave-notices.ts';
import type { Copies } from './write-copies.ts';

/** src/writing/screen/saved-in-place.ts; or another page to go to, as the status has changed. */
type Answer = { edit_path: string; seen_at: string; slug: string; said: string } | { go_to: string };

/**
 * Saves by script what the form's buttons "save" and "publish" would send. What the server does not take as it is, it is
 * sent once more as a form, whose answer is a page that says why.
 * @param saved called with the post's path after each save
 */
export function saveInPlace(form: HTMLFormElement, copies: Copies, saved: (path: string) => void): void {
  let isPlain = false;
  let isSaving = false;

  form.addEventListener('submit', (event) => {
    const button = event.submitter;
    if (isPlain || event.defaultPrevented || !(button instanceof HTMLButtonElement)) return;
    if (button.name !== 'act' || !['save', 'publish'].includes(button.value)) return;
    event.preventDefault();
    if (!isSaving) void save(button);
  });
  document.addEventListener('keydown', (event) => {
    if (event.key.toLowerCase() !== 's' || !(event.ctrlKey || event.metaKey) || event.altKey) return;
    event.preventDefault();
    saveNow(form);
  });

  const save = async (button: HTMLButtonElement): Promise<void> => {
    isSaving = true;
    const kept = copies.saving();
    try {
      const answer = await request<Answer>(form.action, { fields: fieldsOf(form, button) });
      if ('go_to' in answer) location.assign(answer.go_to);
      else {
        stay(answer);
        kept();
      }
    } catch (error) {
      if (isRequestError(error) && [409, 422].includes(error.status)) sendPlainly(button);
      else if (isRequestError(error) && error.status) tellRefusal(error.status, () => void save(button));
      else noAnswer();
    } finally {
      isSaving = false;
    }
  };

  const stay = ({ edit_path, seen_at, slug, said: words }: Exclude<Answer, { go_to: string }>) => {
    controlOf(form, 'seen_at').value = seen_at;
    if (!controlOf(form, 'slug').value) controlOf(form, 'slug').value = slug;
    form.action = `${edit_path}/save`;
    if (location.pathname !== edit_path) history.replaceState(history.state, '', edit_path);
    said(words);
    allIsWell();
    saved(edit_path);
  };

  // The session is asked first, and then the form is sent: the page that comes ends this.
  const sendPlainly = (button: HTMLButtonElement) => {
    isPlain = true;
    form.requestSubmit(button);
  };
}

/** As the button that keeps the status would. */
function saveNow(form: HTMLFormElement): void {
  const button = document.querySelector<HTMLButtonElement>(`.write-bar [form="${form.id}"][name="act"]`);
  form.requestSubmit(button);
}
