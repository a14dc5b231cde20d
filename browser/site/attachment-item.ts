// site/attachment-item.ts: the line of one file in the comment form: preview, name, progress, description, buttons.
import { make, makeButton } from '../shared/elements.ts';

/** A file that waits for its comment, as the site answers. */
export interface Received {
  id: string;
  name: string;
  size_label: string;
}

/** Draws the line of a file that is to be sent. */
export function drawItem(file: File, remove: (item: Element) => void): HTMLElement {
  const description = make('input', { type: 'text', maxLength: 1000 });
  return make(
    'li',
    { className: 'attachments-item' },
    preview(file),
    make('span', { className: 'attachments-name' }, file.name || 'picture.png'),
    make('span', { className: 'attachments-size' }),
    make('progress', { max: 1, value: 0, ariaLabel: `Sending ${file.name}` }),
    make('label', { className: 'attachments-description' }, 'Description ', description),
    removeButton(file.name, remove),
  );
}

export function removeButton(name: string, remove: (item: Element) => void): HTMLButtonElement {
  const act = () => remove(button.closest('li')!);
  const button = makeButton('Remove', act, {
    className: 'attachments-remove',
    ariaLabel: `Remove ${name}`,
  });
  return button;
}

/** @param part from 0 to 1: how much has gone */
export function showProgress(item: Element, part: number): void {
  const bar = item.querySelector('progress');
  if (bar) bar.value = part;
  tell(item, `${Math.floor(part * 100)} %`);
}

/** Whether all of the file is on its way. */
export const hasGone = (item: Element): boolean => item.querySelector('progress')?.value === 1;

export function showReceived(item: HTMLElement, { id, name, size_label }: Received): void {
  item.dataset.id = id;
  item.querySelector('progress')?.remove();
  item.querySelector('.attachments-name')!.textContent = name;
  tell(item, `${size_label}, received`);
  item.querySelector<HTMLInputElement>('input[type="text"]')!.name = `attachment_alt_${id}`;
}

/** @param again called on a press, where another try may help */
export function showRefused(item: Element, reason: string, again?: () => void): void {
  item.classList.add('is-refused');
  item.querySelector('progress')?.remove();
  item.querySelector('.attachments-description')?.remove();
  tell(item, reason);
  if (again) item.append(makeButton('Try again', again));
}

function tell(item: Element, words: string): void {
  item.querySelector('.attachments-size')!.textContent = words;
}

/** The picture itself where browsers can show it; else the ending of the name. */
function preview(file: File): HTMLElement {
  if (file.type.startsWith('image/') && !/heic|heif|tiff/.test(file.type)) {
    const src = URL.createObjectURL(file);
    const picture = make('img', { alt: '', className: 'attachments-preview', src });
    picture.addEventListener('load', () => URL.revokeObjectURL(src), { once: true });
    return picture;
  }
  const ending = /\.([^.]{1,8})$/.exec(file.name)?.[1] ?? 'file';
  return make('span', { className: 'attachments-type', ariaHidden: 'true' }, ending.toUpperCase());
}
