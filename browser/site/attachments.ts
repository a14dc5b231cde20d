// site/attachments.ts: files of the comment form are sent ahead, with preview and progress. Without it the plain field works.
import { takeFilesAt } from '../shared/drop-zone.ts';
import { controlOf } from '../shared/elements.ts';
import { isAbort, mayHelp, request, sentenceOf } from '../shared/request.ts';
import { uploadsTo, type Uploads } from '../shared/uploads.ts';
import {
  drawItem,
  hasGone,
  removeButton,
  showProgress,
  showReceived,
  showRefused,
  type Received,
} from './attachment-item.ts';

/** The part of a comment form that takes files. */
interface Field {
  element: HTMLElement;
  form: HTMLFormElement;
  input: HTMLInputElement;
  list: HTMLElement;
  status: HTMLElement;
  uploads: Uploads<Received>;
  /** Those on their way, by their lines. */
  sending: Map<Element, { stop: () => void; settled: Promise<void> }>;
  formKey: string;
  isRequired: boolean;
  /** Sends the comment that waits for its files. */
  whenSent?: (() => void) | undefined;
}

for (const element of document.querySelectorAll<HTMLElement>('[data-attachments]')) enhance(element);

function enhance(element: HTMLElement): void {
  const form = element.closest('form');
  const input = element.querySelector<HTMLInputElement>('input[type="file"]');
  if (!form || !input) return;
  const formKey = controlOf(form, 'form_key').value;
  const field: Field = {
    element,
    form,
    input,
    list: element.querySelector<HTMLElement>('[data-received]')!,
    status: element.querySelector<HTMLElement>('[data-status]')!,
    uploads: uploadsTo<Received>({
      address: '/attachments',
      field: 'attachment',
      fields: { form_key: formKey },
      // The site keeps the order of arrival: it is to be the order of choosing.
      atOnce: 1,
    }),
    sending: new Map(),
    formKey,
    isRequired: input.required,
  };
  element.classList.add('is-enhanced');
  element.querySelector('[data-plain]')?.remove();
  element.querySelector<HTMLElement>('[data-hint]')!.hidden = false;
  for (const item of field.list.querySelectorAll('li')) takeOver(field, item);
  takeFilesAt({
    zone: form,
    marked: element,
    input,
    takesPastes: true,
    take: (files) => void add(field, files),
  });
  form.addEventListener('submit', (event) => waitForFiles(field, event), { capture: true });
  refresh(field);
}

/** Sends files one after another; where only one is allowed, a new one takes the place of the old. */
async function add(field: Field, files: File[]): Promise<void> {
  const { maxCount } = field.element.dataset;
  if (Number(maxCount) === 1 && files.length === 1)
    await Promise.all(Array.from(field.list.children, (item) => remove(field, item)));
  for (const file of files) {
    const item = drawItem(file, removing(field, file.name));
    field.list.append(item);
    refresh(field);
    const problem = problemWith(field, file);
    if (problem) refuse(field, item, problem);
    else send(field, item, file);
  }
}

function problemWith({ element, list }: Field, file: File): string {
  const { maxBytes, maxCount, sizeLabel } = element.dataset;
  if (list.querySelectorAll('li:not(.is-refused)').length > Number(maxCount))
    return `“${file.name}”: at most ${maxCount} can be attached.`;
  if (file.size > Number(maxBytes))
    return `“${file.name}” is larger than ${sizeLabel}. Choose a smaller file.`;
  if (!file.size) return `“${file.name}” is empty. Choose another file.`;
  return '';
}

function send(field: Field, item: HTMLElement, file: File): void {
  const { kept, stop } = field.uploads.add(file, {
    progress: (part) => {
      if (!part) say(field, `Sending ${file.name}.`);
      showProgress(item, part);
    },
  });
  field.sending.set(item, { stop, settled: settle(field, item, file, kept) });
}

async function settle(
  field: Field,
  item: HTMLElement,
  file: File,
  arriving: Promise<Received>,
): Promise<void> {
  try {
    const kept = await arriving;
    if (item.isConnected) {
      showReceived(item, kept);
      say(field, `${kept.name} received.`);
    } else await takeBack(field, kept.id);
  } catch (error) {
    if (!isAbort(error)) refuse(field, item, sentenceOf(error), mayHelp(error) ? file : undefined);
  }
  field.sending.delete(item);
  refresh(field);
  field.whenSent?.();
}

/** @param file what may be sent again, where that may help */
function refuse(field: Field, item: HTMLElement, reason: string, file?: File): void {
  const again = () => {
    void remove(field, item);
    void add(field, [file!]);
  };
  showRefused(item, reason, file && again);
  say(field, reason);
  refresh(field);
}

/** A file drawn by the server has a box to tick; with script it gets a button like the others. */
function takeOver(field: Field, item: HTMLElement): void {
  const name = item.dataset.name ?? '';
  item.classList.add('attachments-item');
  item.querySelector('.attachments-remove')?.replaceWith(removeButton(name, removing(field, name)));
}

function removing(field: Field, name: string): (item: Element) => void {
  return (item) => {
    void remove(field, item);
    say(field, `${name} removed.`);
    field.input.focus();
  };
}

async function remove(field: Field, item: Element): Promise<void> {
  const sending = field.sending.get(item);
  // What has gone whole may be kept already: it is taken back as soon as the site names it.
  if (!hasGone(item)) sending?.stop();
  const { id } = (item as HTMLElement).dataset;
  item.remove();
  refresh(field);
  await sending?.settled;
  if (id) await takeBack(field, id);
}

async function takeBack({ formKey }: Field, id: string): Promise<void> {
  // One that stays in spite of it is forgotten by the site after a while.
  await request(`/attachments/${id}/remove`, { fields: { form_key: formKey } }).catch(() => {});
}

/** The comment goes when its files have gone. */
function waitForFiles(field: Field, event: SubmitEvent): void {
  if (!field.sending.size) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const { submitter } = event;
  say(field, 'The comment is sent as soon as its files have arrived.');
  field.whenSent = () => {
    if (field.sending.size) return;
    field.whenSent = undefined;
    if (field.list.querySelector('.is-refused'))
      say(field, 'One file could not be sent. Remove it or try again, then send the comment.');
    else field.form.requestSubmit(submitter);
  };
}

function refresh({ list, input, isRequired }: Field): void {
  input.required = isRequired && !list.querySelector('li:not(.is-refused)');
  list.hidden = !list.children.length;
}

function say({ status }: Field, sentence: string): void {
  status.textContent = sentence;
}
