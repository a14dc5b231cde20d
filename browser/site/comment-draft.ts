// site/comment-draft.ts: the text of a comment outlives a closed laptop, a crash and a wrong click.
import { controlOf } from '../shared/elements.ts';

/** Keeps the text in this tab while it is typed, and forgets it once the comment is kept. */
export function rememberDraft(form: HTMLFormElement): void {
  const name = `comment-draft-${form.dataset.post ?? ''}`;
  const text = controlOf(form, 'comment');
  const wasRefused = document.getElementById('comment-error') !== null;
  if (remembered(`${name}-sent`) && !wasRefused && /^#comment-\d+$/.test(location.hash)) {
    forget(name);
  }
  forget(`${name}-sent`);
  const draft = remembered(name);
  if (draft && !text.value) text.value = draft;
  text.addEventListener('input', () => remember(name, text.value));
  form.addEventListener('submit', () => {
    remember(name, text.value);
    remember(`${name}-sent`, 'yes');
  });
}

// A browser may forbid storage; then nothing is kept, and nothing breaks.
function remembered(name: string): string | null {
  try {
    return sessionStorage.getItem(name);
  } catch {
    return null;
  }
}

function remember(name: string, value: string): void {
  try {
    sessionStorage.setItem(name, value);
  } catch {
    /* kept nowhere */
  }
}

function forget(name: string): void {
  try {
    sessionStorage.removeItem(name);
  } catch {
    /* kept nowhere */
  }
}
