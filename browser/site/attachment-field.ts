// site/attachment-field.ts: the part of a comment form that takes files: its lines, and what is said of them.
import { findControl } from '../shared/elements.ts';
import { request } from '../shared/request.ts';
import type { Uploads } from '../shared/uploads.ts';
import { drawNamed, hasGone, showRefused, type Received } from './attachment-item.ts';

/** The part of a comment form that takes files. */
export interface Field {
  element: HTMLElement;
  form: HTMLFormElement;
  input: HTMLInputElement;
  list: HTMLElement;
  status: HTMLElement;
  uploads: Uploads<Received>;
  /** Those on their way, by their lines. */
  sending: Map<Element, { stop: () => void; settled: Promise<void> }>;
  /** The draft of a comment brings the key of its own form along. */
  formKey: () => string;
  isRequired: boolean;
  /** What the button says when nothing is waited for. */
  submit: { button: HTMLElement | null; words: string };
  /** Sends the comment that waits for its files. */
  whenSent?: (() => void) | undefined;
}

/** What a press on the button of a file does. */
export function removing(field: Field, name: string): (item: Element) => void {
  return (item) => {
    void remove(field, item);
    say(field, `${name} removed.`);
    field.input.focus();
  };
}

/** Takes a file out of the form, and back from the site. */
export async function remove(field: Field, item: Element): Promise<void> {
  const sending = field.sending.get(item);
  // What has gone whole may be kept already: it is taken back as soon as the site names it.
  if (!hasGone(item)) sending?.stop();
  const { id } = (item as HTMLElement).dataset;
  item.remove();
  refresh(field);
  await sending?.settled;
  if (id) await takeBack(field, id);
}

/** Tells the site to forget a file. */
export async function takeBack({ formKey }: Field, id: string): Promise<void> {
  // One that stays in spite of it is forgotten by the site after a while.
  await request(`/attachments/${id}/remove`, { fields: { form_key: formKey() } }).catch(() => {});
}

/** A file that cannot be sent again from here. */
export function showLost(field: Field, name: string, reason: string): void {
  const item = drawNamed(name, removing(field, name));
  field.list.append(item);
  showRefused(item, reason);
}

/** Follows a change of the lines: what must be filled in, and what the draft keeps. */
export function refresh({ form, list, input, isRequired }: Field): void {
  const files = list.querySelectorAll('li:not(.is-refused)').length;
  input.required = isRequired && !files;
  // A picture alone is a comment.
  const text = findControl(form, 'comment');
  if (text instanceof HTMLTextAreaElement) text.required = !files && !isRequired;
  list.hidden = !list.children.length;
  form.dispatchEvent(new CustomEvent('filesChanged'));
}

/** For who does not see the lines. */
export function say({ status }: Field, sentence: string): void {
  status.textContent = sentence;
}
