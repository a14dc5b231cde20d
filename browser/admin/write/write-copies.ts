// admin/write/write-copies.ts: every change on the write screen is copied into this browser, and offered again when it was not
// saved.
import { make } from '../../shared/elements.ts';
import { __ } from '../../shared/words.ts';
import { offer } from './copy-offer.ts';
import { initial, seenAt, textsOf, typed } from './copy-fields.ts';
import { copiesUnder, forgetSaved, removeCopy, store } from './copy-storage.ts';

export interface Copies {
  /** This screen's own word. */
  name: string;
  /** The fields hold more than was saved. */
  isUnsaved: boolean;
  /** Something was typed since. */
  isChanged: () => boolean;
  /** To be called when the server has the text too. */
  kept: () => void;
  /** To be called before the form is saved in place; what it returns, after: what was saved needs no copy. */
  saving: () => () => void;
}

/** Copies a form after every change, and offers what an earlier visit left behind. */
export function storeCopies(form: HTMLFormElement): Copies {
  const place = `quillback:write:${form.dataset.copies}:`;
  const own = randomName();
  const key = place + own;
  let change = 0;
  /** What the server has, too. An editor may say again what it has said. */
  let kept: string | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const write = () => {
    clearTimeout(timer);
    timer = undefined;
    const fields = typed(form);
    const isKept = textsOf(fields) === kept;
    const copy = { at: Date.now(), change, isKept, seen: seenAt(form).value, fields };
    if (!store(key, copy)) warn(form);
  };
  const changed = () => {
    change += 1;
    timer ??= setTimeout(write, 200);
  };
  const flush = () => {
    if (timer !== undefined) write();
  };

  form.addEventListener('input', changed);
  form.addEventListener('change', changed);
  for (const event of ['pagehide', 'blur', 'submit']) window.addEventListener(event, flush);
  document.addEventListener('visibilitychange', flush);
  // The server names this copy again when it was saved, and the next write screen forgets it.
  form.addEventListener('formdata', ({ formData }) => formData.set('copy', `${own}.${change}`));
  // Another tab took this copy for an old one.
  window.addEventListener('storage', (event) => {
    if (event.key === key && event.newValue === null && change) write();
  });

  forgetSaved(form.dataset.savedCopies ?? '');
  const standing = textsOf(initial(form));
  // What a refusal or the browser itself put into the fields was never saved.
  const isUnsaved = 'unsaved' in form.dataset || textsOf(typed(form)) !== standing;
  if (isUnsaved) {
    changed();
    write();
  }
  for (const [other, copy] of copiesUnder(place)) {
    if (other === key) continue;
    if (textsOf(copy.fields) === standing) removeCopy(other);
    else offer(form, other, copy);
  }

  return {
    name: own,
    isUnsaved,
    isChanged: () => change > 0,
    kept: () => {
      kept = textsOf(typed(form));
      if (change) write();
    },
    saving: () => {
      flush();
      const sent = change;
      return () => {
        if (change !== sent) return;
        change = 0;
        removeCopy(key);
      };
    },
  };
}

function randomName(): string {
  return [...crypto.getRandomValues(new Uint32Array(3))].map((number) => number.toString(36)).join('');
}

function warn(form: HTMLFormElement): void {
  if (document.querySelector('#no-copies')) return;
  const words = __('This browser has no room to keep a copy of what you type. Please save often.');
  const notice = make('p', { className: 'notice notice-warning', id: 'no-copies', role: 'alert' }, words);
  form.before(notice);
}
