// admin/palette.ts: Ctrl-K, or ⌘K, opens a dialog that leads to any screen, post or setting. Without it "Go to…" is a page.
import { make } from '../shared/elements.ts';
import { isAbort, request, sentenceOf } from '../shared/request.ts';

interface Place {
  href: string;
  title: string;
  /** What kind of place it is, or below which screen. */
  where: string;
}

const isApple = /mac|iphone|ipad/i.test(navigator.userAgent);
const wait = 120; // ms between the last letter and the question

const opener = document.querySelector<HTMLElement>('[data-palette]');
if (opener) addPalette(opener);

function addPalette(opener: HTMLElement): void {
  const { dialog, input, list, status } = draw();
  let places: Place[] = [];
  let active = 0;
  let asked: string | undefined; // the words the list answers to, or will
  let answer = Promise.resolve();
  let asking = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const open = () => {
    if (dialog.open) return;
    input.value = '';
    show([]);
    status.textContent = '';
    dialog.showModal();
    input.focus();
    ask();
  };

  const go = ({ href }: Place, isNew: boolean) => {
    if (isNew) window.open(href, '_blank', 'noopener');
    else {
      dialog.close();
      location.assign(href);
    }
  };

  const ask = () => {
    clearTimeout(timer);
    asking.abort();
    asking = new AbortController();
    asked = input.value;
    answer = find(asked, asking.signal);
  };

  const find = async (words: string, signal: AbortSignal) => {
    try {
      const address = `/admin/palette?q=${encodeURIComponent(words)}`;
      const found = await request<{ places: Place[] }>(address, { signal });
      show(found.places);
      status.textContent = places.length === 1 ? '1 place' : `${places.length || 'No'} places`;
    } catch (error) {
      if (signal.aborted || isAbort(error)) return;
      show([]);
      status.textContent = sentenceOf(error);
    }
  };

  const show = (found: Place[]) => {
    places = found;
    list.replaceChildren(...places.map(option));
    list.hidden = !places.length;
    input.setAttribute('aria-expanded', String(places.length > 0));
    mark(0);
  };

  const mark = (index: number) => {
    active = index;
    for (const [at, one] of [...list.children].entries())
      one.setAttribute('aria-selected', String(at === index));
    const marked = list.children[index];
    if (marked) {
      input.setAttribute('aria-activedescendant', marked.id);
      marked.scrollIntoView({ block: 'nearest' });
    } else input.removeAttribute('aria-activedescendant');
  };

  /** Whoever types fast means what was typed, not what the list still shows. */
  const choose = async (isNew: boolean) => {
    if (asked !== input.value) ask();
    const meant = answer;
    await meant;
    const { [active]: place } = places;
    if (meant === answer && dialog.open && place) go(place, isNew);
  };

  listenForKeys(opener, dialog, open);
  dialog.addEventListener('close', () => {
    asking.abort();
    clearTimeout(timer);
  });
  input.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(ask, wait);
  });
  input.addEventListener('keydown', (event) => {
    const { key, isComposing, ctrlKey, metaKey } = event;
    if (isComposing || !['ArrowDown', 'ArrowUp', 'Enter'].includes(key)) return;
    event.preventDefault();
    if (key === 'Enter') void choose(ctrlKey || metaKey);
    else if (places.length) mark((active + (key === 'ArrowDown' ? 1 : -1) + places.length) % places.length);
  });
  list.addEventListener('click', ({ target, ctrlKey, metaKey }) => {
    const line = (target as Element).closest('[role="option"]');
    const place = line && places[[...list.children].indexOf(line)];
    if (place) go(place, ctrlKey || metaKey);
  });
  // The words stay under the cursor while the mouse chooses.
  list.addEventListener('mousedown', (event) => event.preventDefault());
}

function draw() {
  const input = make('input', {
    type: 'text',
    role: 'combobox',
    autocomplete: 'off',
    spellcheck: false,
    maxLength: 200,
    placeholder: 'A screen, a title, a setting',
    ariaLabel: 'Go to',
    ariaAutoComplete: 'list',
    ariaExpanded: 'false',
  });
  input.setAttribute('aria-controls', 'palette-list');
  const list = make('ul', { id: 'palette-list', role: 'listbox', ariaLabel: 'Places' });
  const status = make('p', { role: 'status', className: 'hint' });
  const dialog = make('dialog', { className: 'palette', ariaLabel: 'Go to' }, input, list, status);
  // Only what lies around the dialog is the dialog itself.
  dialog.addEventListener('click', ({ target }) => {
    if (target === dialog) dialog.close();
  });
  document.body.append(dialog);
  return { dialog, input, list, status };
}

function listenForKeys(opener: HTMLElement, dialog: HTMLDialogElement, open: () => void): void {
  opener.append(' ', make('kbd', {}, isApple ? '⌘K' : 'Ctrl K'));
  opener.setAttribute('aria-keyshortcuts', isApple ? 'Meta+K' : 'Control+K');
  opener.addEventListener('click', (event) => {
    // A new tab is a new tab.
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open();
  });
  document.addEventListener('keydown', (event) => {
    const isOurs = (isApple ? event.metaKey : event.ctrlKey) && !event.altKey && !event.shiftKey;
    // An editor may have taken the keys for its links.
    if (!isOurs || event.key.toLowerCase() !== 'k' || event.defaultPrevented) return;
    event.preventDefault();
    if (dialog.open) dialog.close();
    else open();
  });
}

function option({ title, where }: Place, index: number): HTMLElement {
  return make(
    'li',
    { role: 'option', id: `palette-${index}` },
    make('span', { className: 'palette-title' }, title),
    ' ',
    make('span', { className: 'count' }, where),
  );
}
