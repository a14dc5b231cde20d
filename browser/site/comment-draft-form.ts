// site/comment-draft-form.ts: what of a comment form a draft keeps, and how a form gets it back.
import { controlOf, findControl } from '../shared/elements.ts';
import type { Draft, DraftFile } from './comment-draft-store.ts';

/** Makes the form one that answers a comment; '0' and '' for none. */
export type Answer = (id: string, heading: string) => void;

/** The files of the form that are received, on their way or refused. */
export function draftFiles(form: HTMLFormElement): DraftFile[] {
  // Those of a draft that are not drawn yet.
  const known = JSON.parse(form.dataset.draftFiles ?? '[]') as DraftFile[];
  if (known.length) return known;
  return Array.from(form.querySelectorAll<HTMLElement>('[data-received] > li'), (item) => ({
    id: item.dataset.id ?? '',
    name: item.dataset.name ?? '',
    description: item.querySelector<HTMLInputElement>('input[type="text"]')?.value ?? '',
  }));
}

const draftFields = ['comment', 'author', 'email', 'url', 'passage', 'passage_prefix', 'passage_suffix'];

/** Puts a draft into the form. Who is signed in has no fields for a name. */
export function setForm(form: HTMLFormElement, { fields, heading, files }: Draft, answer: Answer): void {
  for (const name of draftFields) {
    const control = findControl(form, name);
    if (!control || !fields[name]) continue;
    control.value = fields[name];
    control.closest('details')?.setAttribute('open', '');
  }
  const parent = fields.comment_parent ?? '0';
  // A page that was opened to answer a certain comment answers that one.
  if (['0', parent].includes(controlOf(form, 'comment_parent').value)) answer(parent, heading);
  // For the script of the files, which may start later.
  form.dataset.draftFiles = JSON.stringify(files);
  const seal = findControl(form, 'form_seal');
  // It says when the form was first drawn; one that is too old for the site is no better than none.
  if (seal && fields.form_seal && isFresh(fields.form_seal)) seal.value = fields.form_seal;
  if (fields.form_key) setKey(form, fields.form_key);
}

const isFresh = (seal: string): boolean => Date.now() / 1000 - Number.parseInt(seal, 36) < 29 * 86_400;

/** Ties the form to files that were sent ahead under another key, or to none. */
export function setKey(form: HTMLFormElement, key: string): void {
  controlOf(form, 'form_key').value = key;
  form.dispatchEvent(new CustomEvent('keyChanged'));
}

/** Takes the files out of the form, also those that are not drawn yet. */
export function discardFiles(form: HTMLFormElement): void {
  delete form.dataset.draftFiles;
  form.dispatchEvent(new CustomEvent('filesDiscarded'));
}
