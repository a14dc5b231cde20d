// site/attachment-item.ts: the line of one file in the comment form: preview, name, progress, description, buttons.
import { make, makeButton } from '../shared/elements.ts';
import { __ } from '../shared/words.ts';

/** A file that waits for its comment, as the site answers. */
export interface Received {
  id: string;
  name: string;
  size_label: string;
  alternative_text?: string;
}

/** Draws the line of a file that is to be sent. */
export function drawItem(file: File, remove: (item: Element) => void): HTMLElement {
  const progress = make('progress', { max: 1, value: 0, ariaLabel: __('Sending %s', file.name) });
  return drawLine(file.name || 'picture.png', [preview(file)], progress, remove);
}

/** Draws the line of a file that is not at hand: received with an earlier page, or not to be had any more. */
export const drawNamed = (name: string, remove: (item: Element) => void): HTMLElement =>
  drawLine(name, [], '', remove);

function drawLine(
  name: string,
  picture: Node[],
  progress: Node | string,
  remove: (item: Element) => void,
): HTMLElement {
  const description = make('input', { type: 'text', maxLength: 1000 });
  const item = make(
    'li',
    { className: 'attachments-item' },
    ...picture,
    make('span', { className: 'attachments-name' }, name),
    make('span', { className: 'attachments-size' }),
    progress,
    make('label', { className: 'attachments-description' }, `${__('Description')} `, description),
    removeButton(name, remove),
    // What the form says it has: the site answers when one of these did not come.
    make('input', { type: 'hidden', name: 'attached_file', value: `:${name}` }),
  );
  item.dataset.name = name;
  return item;
}

export function removeButton(name: string, remove: (item: Element) => void): HTMLButtonElement {
  const act = () => remove(button.closest('li')!);
  const button = makeButton(__('Remove'), act, {
    className: 'attachments-remove',
    ariaLabel: __('Remove %s', name),
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

export function showReceived(item: HTMLElement, { id, name, size_label, alternative_text }: Received): void {
  item.dataset.id = id;
  item.dataset.name = name;
  item.querySelector<HTMLInputElement>('input[name="attached_file"]')!.value = `${id}:${name}`;
  item.querySelector('progress')?.remove();
  item.querySelector('.attachments-name')!.textContent = name;
  tell(item, __('%s, received', size_label));
  const description = item.querySelector<HTMLInputElement>('input[type="text"]')!;
  description.name = `attachment_alt_${id}`;
  if (alternative_text) description.value ||= alternative_text;
}

/** @param again called on a press, where another try may help */
export function showRefused(item: Element, reason: string, again?: () => void): void {
  item.classList.add('is-refused');
  item.querySelector('progress')?.remove();
  item.querySelector('.attachments-description')?.remove();
  tell(item, reason);
  if (again) item.append(makeButton(__('Try again'), again, { className: 'attachments-again' }));
}

/** The buttons that send files again, where that may help. */
export const againButtons = (list: HTMLElement): HTMLButtonElement[] =>
  Array.from(list.querySelectorAll<HTMLButtonElement>('.attachments-again'));

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
