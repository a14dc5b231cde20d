// admin/complete.ts: offers known words while somebody types words between commas. data-complete is where to ask.
import { make } from '../shared/elements.ts';
import { request } from '../shared/request.ts';
import { __ } from '../shared/words.ts';

const inputs = document.querySelectorAll<HTMLInputElement>('input[data-complete]');
for (const [number, input] of [...inputs].entries()) complete(input, `completions-${number}`);

function complete(input: HTMLInputElement, id: string): void {
  const list = make('ul', { id, className: 'completions', hidden: true, role: 'listbox' });
  list.setAttribute('aria-label', __('Known ones'));
  input.after(list);
  const attributes = { 'aria-autocomplete': 'list', 'aria-controls': id, 'aria-expanded': 'false' };
  for (const [name, value] of Object.entries({ role: 'combobox', ...attributes }))
    input.setAttribute(name, value);

  let current = -1;
  let asked = 0;

  const close = () => {
    list.hidden = true;
    list.replaceChildren();
    current = -1;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  };

  const mark = (index: number) => {
    current = index;
    for (const [at, line] of [...list.children].entries()) {
      line.setAttribute('aria-selected', String(at === index));
      if (at === index) line.scrollIntoView({ block: 'nearest' });
    }
    if (index < 0) input.removeAttribute('aria-activedescendant');
    else input.setAttribute('aria-activedescendant', `${id}-${index}`);
  };

  const take = (name: string) => {
    putWord(input, name);
    close();
    input.dispatchEvent(new Event('input', { bubbles: true }));
  };

  const ask = async () => {
    const number = (asked += 1);
    const { word } = wordAt(input);
    if (!word) return close();
    const address = `${input.dataset.complete}?q=${encodeURIComponent(word)}`;
    const names = await request<string[]>(address).catch((): string[] => []);
    // Somebody may have typed on, or gone elsewhere.
    if (number !== asked || document.activeElement !== input) return;
    const had = input.value.split(',').map((one) => one.trim().toLowerCase());
    const offered = names.filter((name) => !had.includes(name.toLowerCase()));
    if (!offered.length) return close();
    list.replaceChildren(...offered.map((name, index) => option(`${id}-${index}`, name, take)));
    list.hidden = false;
    input.setAttribute('aria-expanded', 'true');
    mark(-1);
  };

  input.addEventListener('input', () => void ask());
  input.addEventListener('blur', close);
  input.addEventListener('keydown', (event) => {
    if (list.hidden) return;
    const { length } = list.children;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) mark((current + step + length + (current < 0 && step < 0 ? 1 : 0)) % length);
    else if (event.key === 'Enter' && current >= 0) take(list.children[current]?.textContent ?? '');
    else if (event.key === 'Escape') close();
    else return;
    event.preventDefault();
  });
}

function option(id: string, name: string, take: (name: string) => void): HTMLLIElement {
  const line = make('li', { id, role: 'option', ariaSelected: 'false' }, name);
  line.addEventListener('mousedown', (event) => {
    event.preventDefault();
    take(name);
  });
  return line;
}

/** Puts a word in the place of the one at the cursor, and the cursor behind it. */
function putWord(input: HTMLInputElement, name: string): void {
  const { start, end } = wordAt(input);
  const before = input.value.slice(0, start).replace(/,\s*$/, '');
  const after = input.value.slice(end).replace(/^\s*,?\s*/, '');
  const head = `${before}${before && ', '}${name}, `;
  input.value = head + after;
  input.setSelectionRange(head.length, head.length);
}

/** The word between commas at the cursor, and where it stands. */
function wordAt(input: HTMLInputElement): { start: number; end: number; word: string } {
  const { value } = input;
  const at = input.selectionStart ?? value.length;
  const start = value.lastIndexOf(',', at - 1) + 1;
  const comma = value.indexOf(',', at);
  const end = comma < 0 ? value.length : comma;
  return { start, end, word: value.slice(start, end).trim() };
}
