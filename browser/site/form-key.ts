// site/form-key.ts: a page that is kept for everybody has no key for its form: each browser makes its own.
import { controlOf } from '../shared/elements.ts';
import { randomKey } from '../shared/random.ts';

/** Gives the comment form a key, unless it has one. Whichever script comes first does it. */
export function ensureFormKey(form: HTMLFormElement): void {
  const field = controlOf(form, 'form_key');
  field.value ||= randomKey();
}
