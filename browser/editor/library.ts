// editor/library.ts: the window “Add media”: chooses files of the library, takes new ones, and says how they are to stand.
import { takeFilesAt } from '../shared/drop-zone.ts';
import { make } from '../shared/elements.ts';
import { sentenceOf } from '../shared/request.ts';
import type { Uploads } from '../shared/uploads.ts';
import { __, _n } from '../shared/words.ts';
import { ask, field, mainButton, said } from './dialog.ts';
import { markupOf, markupOfAll, usualSize, type Dialect, type KeptFile } from './kept.ts';
import { filesByIds } from './server.ts';
import { openShelf, type Shelf } from './shelf.ts';
import { upload, uploads, type Kept } from './upload.ts';

/** Asks for files; the answer is their markup, or undefined when nothing was chosen. */
export async function chooseMarkup(dialect: Dialect): Promise<string | undefined> {
  const details = make('div', { className: 'library-details' });
  const button = mainButton(__('Put into the text'));
  let shown = '';
  const shelf: Shelf = openShelf({
    none: nothingHere(),
    changed: () => {
      const files = shelf.chosen();
      button.disabled = !files.length;
      button.textContent =
        files.length > 1
          ? _n('Put %s file into the text', 'Put %s files into the text', files.length)
          : __('Put into the text');
      // What was typed about the picture stays as long as it is the one.
      const now = files.map(({ id }) => id).join();
      if (now !== shown) details.replaceChildren(...detailsOf(files));
      shown = now;
    },
  });
  const answer = await askFor(__('Add media'), shelf, details, button);
  const files = shelf.chosen();
  const [file] = files;
  if (!answer || !file) return undefined;
  if (files.length > 1) {
    const columns = Number(said(answer, 'columns')) || 3;
    return markupOfAll(files, dialect, said(answer, 'as') === 'gallery' ? columns : undefined);
  }
  if (file.kind !== 'image') return markupOf(file, dialect);
  return markupOf(file, dialect, {
    alt: said(answer, 'alt'),
    caption: said(answer, 'caption'),
    size: said(answer, 'size'),
    href: said(answer, 'leads') ? file.url : '',
    align: said(answer, 'align'),
  });
}

/** Asks for pictures alone. */
export async function choosePictures(): Promise<KeptFile[]> {
  const button = mainButton(__('Add to the gallery'));
  const shelf: Shelf = openShelf({
    only: 'image',
    none: nothingHere(),
    changed: () => (button.disabled = !shelf.chosen().length),
  });
  return (await askFor(__('Add pictures'), shelf, undefined, button))
    ? shelf.chosen().filter(({ kind }) => kind === 'image')
    : [];
}

function askFor(
  title: string,
  shelf: Shelf,
  details: HTMLElement | undefined,
  button: HTMLButtonElement,
): Promise<FormData | undefined> {
  button.disabled = true;
  const queue = uploads();
  const parts = [
    ...(queue ? [uploadField(queue, shelf)] : []),
    ...shelf.parts,
    ...(details ? [details] : []),
  ];
  return ask({ title, parts, done: button, isWide: true });
}

const nothingHere = (): string =>
  uploads()
    ? __('The library is empty. Upload the first file.')
    : __(
        'There are no files of yours. Your role may not upload any; an editor of this site can put them in.',
      );

function uploadField(queue: Uploads<Kept>, shelf: Shelf): HTMLElement {
  const input = make('input', { type: 'file', name: 'files', multiple: true });
  const list = make('div', { className: 'library-uploads' });
  const place = make('div', {}, field(__('Upload files'), input, __('Or drop them here.')), list);
  place.className = 'library-drop';
  const take = async (files: File[]) => {
    for (const file of files) {
      const line = make(
        'p',
        { role: 'status' },
        __(/* translators: names of files */ 'Uploading %s …', file.name),
      );
      const bar = make('progress', { max: 1, value: 0, ariaLabel: file.name });
      line.append(bar);
      list.append(line);
      try {
        const { id } = await upload(queue, file, (part) => (bar.value = part));
        const [kept] = await filesByIds([id]);
        if (kept) {
          shelf.add(kept);
          line.remove();
        } else tell(line, file, __('It is in the library, but the site does not answer now.'));
      } catch (error) {
        tell(line, file, sentenceOf(error));
      }
    }
  };
  // The whole window takes what is dropped, so that a near miss does not leave the page.
  queueMicrotask(() => {
    const zone = place.closest('dialog') ?? place;
    takeFilesAt({ zone, marked: place, input, take: (files) => void take(files) });
  });
  return place;
}

const tell = (line: HTMLElement, { name }: File, words: string) =>
  line.replaceChildren(make('span', { className: 'problem' }, `${name}: ${words}`));

function detailsOf(files: KeptFile[]): HTMLElement[] {
  const [file] = files;
  if (!file) return [];
  if (files.length === 1) return file.kind === 'image' ? pictureFields(file) : [];
  if (files.filter(({ kind }) => kind === 'image').length < 2) return [];
  const as = make(
    'select',
    { name: 'as' },
    make('option', { value: 'gallery' }, 'A gallery'),
    make('option', { value: 'each' }, __('One below the other')),
  );
  const columns = make('input', { name: 'columns', type: 'number', min: '1', max: '9', value: '3' });
  const beside = field(__('Columns'), columns);
  as.addEventListener('change', () => (beside.hidden = as.value !== 'gallery'));
  return [field(__('The pictures become'), as), beside];
}

function pictureFields(file: KeptFile): HTMLElement[] {
  const alt = make('textarea', { name: 'alt', rows: 2, value: file.alt });
  const caption = make('input', { name: 'caption', value: file.caption });
  const usual = (file.sizes.find(({ name }) => name === file.usual.size) ?? usualSize(file))?.name;
  const size = make('select', { name: 'size' });
  for (const { name, title, width, height } of file.sizes) {
    const words = width && height ? `${title}, ${width} × ${height}` : title;
    size.append(make('option', { value: name, selected: name === usual }, words));
  }
  const leads = make(
    'select',
    { name: 'leads' },
    make('option', { value: '' }, __('Nothing')),
    make('option', { value: 'file', selected: file.usual.leads_to_file }, __('The picture in full size')),
  );
  const align = make('select', { name: 'align' });
  for (const [value, words] of Object.entries({
    '': __('None'),
    left: __('Left'),
    center: __('Center'),
    right: __('Right'),
  }))
    align.append(make('option', { value, selected: value === file.usual.align }, words));
  const hint = __('What the picture shows, for those who cannot see it. Empty when it only decorates.');
  return [
    field(__('Alternative text'), alt, hint),
    field(__('Caption'), caption),
    field(__('Alignment'), align),
    field(__('Size'), size),
    field(__('Leads to'), leads),
  ];
}
