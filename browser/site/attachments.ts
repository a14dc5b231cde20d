// site/attachments.ts: files of the comment form are sent ahead, with preview and progress. Without it the plain field works.
import { takeFilesAt } from '../shared/drop-zone.ts';
import { controlOf } from '../shared/elements.ts';
import { isAbort, mayHelp, sentenceOf } from '../shared/request.ts';
import { uploadsTo } from '../shared/uploads.ts';
import { __, _n } from '../shared/words.ts';
import { bringBack } from './attachment-draft.ts';
import { refresh, remove, removing, say, showLost, takeBack, type Field } from './attachment-field.ts';
import {
  drawItem,
  removeButton,
  showProgress,
  showReceived,
  showRefused,
  type Received,
} from './attachment-item.ts';
import { ensureFormKey } from './form-key.ts';
import { showWaiting, tryAgain, waitForFiles } from './attachment-waiting.ts';

for (const element of document.querySelectorAll<HTMLElement>('[data-attachments]')) enhance(element);

function enhance(element: HTMLElement): void {
  const form = element.closest('form');
  const input = element.querySelector<HTMLInputElement>('input[type="file"]');
  if (!form || !input) return;
  ensureFormKey(form);
  const formKey = () => controlOf(form, 'form_key').value;
  const button = form.querySelector<HTMLElement>('#submit');
  const field: Field = {
    element,
    form,
    input,
    list: element.querySelector<HTMLElement>('[data-received]')!,
    status: element.querySelector<HTMLElement>('[data-status]')!,
    uploads: uploadsTo<Received>({
      address: '/attachments',
      field: 'attachment',
      fields: {
        get form_key() {
          return formKey();
        },
      },
      // The site keeps the order of arrival: it is to be the order of choosing.
      atOnce: 1,
    }),
    sending: new Map(),
    formKey,
    isRequired: input.required,
    submit: { button, words: button?.textContent ?? '' },
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
  for (const item of element.querySelectorAll<HTMLElement>('.attachments-refused > li'))
    showLost(field, item.dataset.name ?? '', item.querySelector('[data-reason]')?.textContent ?? '');
  element.querySelector('.attachments-refused')?.remove();
  form.addEventListener('submit', (event) => waitForFiles(field, event), { capture: true });
  form.addEventListener('keyChanged', () => void bringBack(field));
  form.addEventListener('filesDiscarded', () => {
    // A copy: the list grows shorter meanwhile.
    const items = Array.from(field.list.children);
    for (const item of items) void remove(field, item);
  });
  window.addEventListener('online', () => tryAgain(field));
  if (form.dataset.draftFiles) void bringBack(field);
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
    return _n(
      '“%1$s”: at most %2$s can be attached.',
      '“%1$s”: at most %2$s can be attached.',
      Number(maxCount),
      file.name,
      Number(maxCount),
    );
  if (file.size > Number(maxBytes))
    return __('“%1$s” is larger than %2$s. Choose a smaller file.', file.name, sizeLabel ?? '');
  if (!file.size) return __('“%s” is empty. Choose another file.', file.name);
  return '';
}

function send(field: Field, item: HTMLElement, file: File): void {
  const { kept, stop } = field.uploads.add(file, {
    progress: (part) => {
      if (!part) say(field, __('Sending %s.', file.name));
      showProgress(item, part);
    },
  });
  field.sending.set(item, { stop, settled: settle(field, item, file, kept) });
  showWaiting(field);
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
    const hadFocus = item.contains(document.activeElement);
    void remove(field, item);
    void add(field, [file!]).then(() => {
      // The button that had the keyboard is gone.
      if (hadFocus) field.list.querySelector<HTMLElement>('li:last-child button')?.focus();
    });
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
