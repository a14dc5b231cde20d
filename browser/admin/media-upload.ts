// admin/media-upload.ts: sends files of the library two at a time, each with its progress, and again on a press where that
// may help. Large ones go in parts. Without it the form sends them all at once.
import { takeFilesAt } from '../shared/drop-zone.ts';
import { make, makeButton } from '../shared/elements.ts';
import { isAbort, mayHelp, sentenceOf } from '../shared/request.ts';
import { uploadsTo, type Uploads } from '../shared/uploads.ts';

interface Kept {
  id: number;
  name: string;
}

interface Screen {
  form: HTMLFormElement;
  list: HTMLElement;
  status: HTMLElement;
  uploads: Uploads<Kept>;
  /** How many have arrived. */
  kept: number;
}

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-media-upload]')) enhance(form);

function enhance(form: HTMLFormElement): void {
  const input = form.querySelector<HTMLInputElement>('input[type="file"]')!;
  const screen: Screen = {
    form,
    list: document.querySelector<HTMLElement>('[data-uploads]')!,
    status: document.querySelector<HTMLElement>('[data-upload-status]')!,
    uploads: uploadsTo<Kept>({
      address: form.action,
      field: 'files',
      parts: { address: '/admin/media/uploads', bytes: Number(form.dataset.partBytes) },
      atOnce: 2,
    }),
    kept: 0,
  };
  form.querySelector<HTMLElement>('button')!.hidden = true;
  form.querySelector<HTMLElement>('[data-drop-hint]')!.hidden = false;
  input.required = false;
  form.addEventListener('submit', (event) => event.preventDefault());
  takeFilesAt({ zone: form, input, take: (files) => take(screen, files) });
  window.addEventListener('beforeunload', (event) => {
    if (screen.uploads.left()) event.preventDefault();
  });
}

function take(screen: Screen, files: File[]): void {
  screen.list.hidden = false;
  for (const file of files) {
    const item = drawItem(file);
    screen.list.append(item);
    const problem = problemWith(screen.form, file);
    if (problem) refuse(item, problem);
    else void send(screen, item, file);
  }
  tellAll(screen);
}

function problemWith({ dataset }: HTMLFormElement, file: File): string {
  if (file.size > Number(dataset.maxBytes))
    return `It is larger than ${dataset.maxLabel}. Choose a smaller file.`;
  if (!file.size) return 'It is empty, or a folder. Choose another file.';
  return '';
}

async function send(screen: Screen, item: HTMLElement, file: File): Promise<void> {
  const upload = screen.uploads.add(file, {
    progress: (part) => {
      item.querySelector('progress')!.value = part;
      tell(item, part < 1 ? `${Math.floor(part * 100)} %` : 'Being looked at …');
    },
    delay: (words) => tell(item, words),
  });
  try {
    const { id, name } = await upload.kept;
    screen.kept += 1;
    item.classList.add('is-kept');
    item.querySelector('progress')!.remove();
    item.querySelector('.upload-name')!.replaceChildren(make('a', { href: `/admin/media/${id}` }, name));
    tell(item, 'Uploaded');
  } catch (error) {
    const again = () => {
      const fresh = drawItem(file);
      item.replaceWith(fresh);
      void send(screen, fresh, file);
      tellAll(screen);
    };
    if (!isAbort(error)) refuse(item, sentenceOf(error), mayHelp(error) ? { file, again } : undefined);
  }
  tellAll(screen);
}

/** How many are to go, have arrived, were refused. */
function tellAll({ list, status, uploads, kept }: Screen): void {
  const left = uploads.left();
  const refused = list.querySelectorAll('.is-refused').length;
  const parts = [
    left && `${left} to go`,
    kept && `${kept} uploaded`,
    refused && `${refused} not uploaded`,
  ].filter(Boolean);
  status.textContent = parts.length ? `${parts.join(', ')}.` : '';
  if (!left && kept) status.append(' ', make('a', { href: location.href }, 'Refresh the list'));
}

function tell(item: HTMLElement, words: string): void {
  item.querySelector('.upload-state')!.textContent = words;
}

function refuse(item: HTMLElement, reason: string, retry?: { file: File; again: () => void }): void {
  item.classList.add('is-refused');
  item.querySelector('progress')!.remove();
  tell(item, reason);
  if (!retry) return;
  item.append(makeButton('Try again', retry.again, { ariaLabel: `Try again: ${retry.file.name}` }));
}

function drawItem(file: File): HTMLElement {
  return make(
    'li',
    {},
    make('span', { className: 'upload-name' }, file.name),
    make('progress', { max: 1, value: 0, ariaLabel: `Sending ${file.name}` }),
    make('span', { className: 'upload-state' }, 'Waits'),
  );
}
