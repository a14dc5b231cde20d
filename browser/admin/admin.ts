// admin/admin.ts: small comforts of the admin; every screen works without it.
import { wakeFrame } from './frame.ts';

wakeFrame();

if (document.activeElement === document.body) focusAnswer();
for (const all of document.querySelectorAll<HTMLInputElement>('input[data-checks]')) checkAll(all);
for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-copy]')) copyField(button);
for (const form of document.querySelectorAll<HTMLFormElement>('form.write')) warnOfLoss(form);
for (const input of document.querySelectorAll<HTMLInputElement>('input[data-strength]')) tellStrength(input);

// Buttons that cannot be taken back ask first.
document.addEventListener('submit', (event) => {
  const question = event.submitter?.dataset.ask;
  if (question && !window.confirm(question)) event.preventDefault();
});

/**
 * A page that answers begins at its answer, for the keyboard and for whoever listens: the first wrong field, or the
 * notice.
 */
function focusAnswer(): void {
  const field = [...document.querySelectorAll<HTMLElement>('main [aria-invalid="true"]')].find((one) => {
    const closed = one.closest<HTMLDetailsElement>('details:not([open])');
    if (closed) closed.open = true;
    return one.checkVisibility();
  });
  const answer = document.querySelector<HTMLElement>('#answer, #lock:not([hidden]), #autosave');
  const named = location.hash ? document.getElementById(location.hash.slice(1)) : null;
  if (field) field.focus();
  else if (named && answer) {
    // The place that was changed, which then says what was done to it.
    if (named.tabIndex < 0) named.tabIndex = -1;
    named.setAttribute('aria-describedby', answer.id);
    named.focus();
  } else if (!named && !document.querySelector('[autofocus]')) answer?.focus();
}

/** "Select all" boxes: data-checks names the boxes they stand for. */
function checkAll(all: HTMLInputElement): void {
  all.hidden = false;
  all.closest('label')?.removeAttribute('hidden');
  all.addEventListener('change', () => {
    const boxes = document.querySelectorAll<HTMLInputElement>(`input[name="${all.dataset.checks}"]`);
    for (const box of boxes) box.checked = all.checked;
  });
}

/** Buttons that copy what stands in a field. */
function copyField(button: HTMLButtonElement): void {
  const field = document.querySelector<HTMLInputElement | HTMLTextAreaElement>(`#${button.dataset.copy}`);
  if (!field) return;
  const words = button.textContent;
  button.hidden = false;
  button.setAttribute('aria-live', 'polite');
  const copy = async () => {
    field.select();
    const isCopied = await copied(field.value);
    button.textContent = isCopied ? 'Copied' : 'Selected: copy it with Ctrl+C';
    setTimeout(() => (button.textContent = words), 3000);
  };
  button.addEventListener('click', () => void copy());
}

/** Without a secure address there is no clipboard; what is selected can be copied by hand. */
async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** What was typed and not saved is not lost by a wrong click. */
function warnOfLoss(form: HTMLFormElement): void {
  let isDirty = 'unsaved' in form.dataset;
  form.addEventListener('input', () => (isDirty = true));
  form.addEventListener('submit', ({ submitter }) => {
    // A preview opens beside this page, which stays.
    if (!(submitter instanceof HTMLButtonElement && submitter.formTarget)) isDirty = false;
  });
  window.addEventListener('beforeunload', (event) => {
    if (isDirty) event.preventDefault();
  });
}

/** A word on the strength of a new password, beside its hint. */
function tellStrength(input: HTMLInputElement): void {
  const hint = document.getElementById(input.dataset.strength ?? '');
  if (!hint) return;
  const plain = hint.textContent;
  input.addEventListener('input', () => {
    const { value } = input;
    hint.textContent = value ? `${strengthOf(value)} ${plain}` : plain;
  });
}

function strengthOf(password: string): string {
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z\d]/].filter((kind) => kind.test(password)).length;
  const points = new Set(password).size + kinds * 2;
  if (password.length < 8) return 'Too short.';
  if (points < 14) return 'Weak.';
  return points < 20 ? 'Good.' : 'Strong.';
}
