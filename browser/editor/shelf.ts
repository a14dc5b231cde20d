// editor/shelf.ts: the files of the library to tick: found by words and kind, a page at a time.
import { make } from '../shared/elements.ts';
import { __, _n } from '../shared/words.ts';
import { field } from './dialog.ts';
import type { KeptFile } from './kept.ts';
import { libraryPage, type LibraryPage } from './server.ts';

export interface Shelf {
  parts: Node[];
  /** What is ticked, in the order of ticking, also on other pages. */
  chosen: () => KeptFile[];
  /** Puts a file that has just come in front of the others, and ticks it. */
  add: (file: KeptFile) => void;
}

const kinds = { image: __('Pictures'), audio: __('Audio'), video: __('Video'), document: __('Documents') };

interface Asked {
  /** Only files of this kind. */
  only?: 'image';
  /** What is said where there is nothing at all. */
  none: string;
  /** Called when something else is ticked. */
  changed: () => void;
}

export function openShelf({ only, none, changed }: Asked): Shelf {
  const search = make('input', { type: 'search', name: 's', autocomplete: 'off' });
  const kind = make('select', { name: 'kind' }, make('option', { value: '' }, __('All files')));
  for (const [value, words] of Object.entries(kinds)) kind.append(make('option', { value }, words));
  const status = make('p', { className: 'hint', role: 'status' });
  const grid = make('ul', { className: 'library-files' });
  const pages = make('p', { className: 'tools library-pages', hidden: true });
  const chosen = new Map<number, KeptFile>();
  let page = 1;
  let asked = 0;

  const tick = (file: KeptFile, isChosen: boolean) => {
    if (isChosen) chosen.set(file.id, file);
    else chosen.delete(file.id);
    changed();
  };
  const look = async () => {
    const mine = ++asked;
    const found = await libraryPage({
      s: search.value.trim(),
      kind: only ?? kind.value,
      page: String(page),
    });
    if (mine !== asked) return;
    if (!found) {
      status.textContent = __('The library does not answer. Please try again.');
      return;
    }
    page = found.page;
    grid.replaceChildren(...found.files.map((file) => tile(file, chosen.has(file.id), tick)));
    status.textContent = sentence(found, Boolean(search.value.trim() || kind.value), none);
    turn(pages, found, (to) => {
      page = to;
      void look();
    });
  };
  let timer: ReturnType<typeof setTimeout> | undefined;
  const anew = () => {
    page = 1;
    clearTimeout(timer);
    void look();
  };
  search.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(anew, 250);
  });
  search.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter') return;
    // The window stays open.
    event.preventDefault();
    anew();
  });
  kind.addEventListener('change', anew);
  void look();

  const tools = make('div', { className: 'library-tools' }, field(__('Search'), search));
  if (!only) tools.append(field(__('Type'), kind));
  return {
    parts: [tools, status, grid, pages],
    chosen: () => [...chosen.values()],
    add(file) {
      chosen.set(file.id, file);
      grid.querySelector(`[value="${file.id}"]`)?.closest('li')?.remove();
      grid.prepend(tile(file, true, tick));
      status.textContent = __(
        /* translators: name of a file */ '%s is in the library and selected.',
        file.label,
      );
      changed();
    },
  };
}

function sentence({ total }: LibraryPage, isNarrowed: boolean, none: string): string {
  if (!total) return isNarrowed ? __('No file fits.') : none;
  return _n('%s file', '%s files', total);
}

function tile(
  file: KeptFile,
  isChosen: boolean,
  tick: (file: KeptFile, isChosen: boolean) => void,
): HTMLElement {
  const box = make('input', { type: 'checkbox', value: String(file.id), checked: isChosen });
  box.addEventListener('change', () => tick(file, box.checked));
  const picture = smallPicture(file.small, file.about.split(',')[0] ?? '');
  const words = make('span', { className: 'library-name' }, file.label);
  return make(
    'li',
    {},
    make('label', {}, box, picture, words, make('small', { className: 'hint' }, file.about)),
  );
}

/** A picture to choose by; the type where there is none, or where it does not come. */
export function smallPicture(src: string, type: string): HTMLElement {
  const name = make('span', { className: 'library-type', ariaHidden: 'true' }, type);
  if (!src) return name;
  const image = make('img', { src, alt: '', loading: 'lazy' });
  image.addEventListener('error', () => image.replaceWith(name));
  return image;
}

function turn(pages: HTMLElement, { page, pages: last }: LibraryPage, go: (page: number) => void): void {
  const button = (words: string, to: number) => {
    const one = make('button', { type: 'button', disabled: to < 1 || to > last }, words);
    one.addEventListener('click', () => go(to));
    return one;
  };
  const had = [...pages.querySelectorAll('button')].findIndex((one) => one === document.activeElement);
  pages.replaceChildren(
    button(__('Newer'), page - 1),
    make('span', {}, __('Page %1$s of %2$s', page, last)),
    button(__('Older'), page + 1),
  );
  pages.hidden = last < 2;
  const buttons = [...pages.querySelectorAll('button')];
  // Whoever turned the page can turn it again.
  if (had >= 0) (buttons[had]!.disabled ? buttons.find((one) => !one.disabled) : buttons[had])?.focus();
}
