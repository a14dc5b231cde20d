// admin/complete.ts: offers known words while somebody types words between commas. data-complete is where to ask.

for (const [number, input] of [...document.querySelectorAll('input[data-complete]')].entries()) {
  complete(input, `completions-${number}`);
}

function complete(input, id) {
  const list = Object.assign(document.createElement('ul'), { id, className: 'completions', hidden: true });
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', 'Known ones');
  input.after(list);
  for (const [name, value] of Object.entries({
    role: 'combobox',
    'aria-autocomplete': 'list',
    'aria-controls': id,
    'aria-expanded': 'false',
  }))
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

  const mark = (index) => {
    current = index;
    for (const [at, line] of [...list.children].entries()) {
      line.setAttribute('aria-selected', String(at === index));
      if (at === index) line.scrollIntoView({ block: 'nearest' });
    }
    if (index < 0) input.removeAttribute('aria-activedescendant');
    else input.setAttribute('aria-activedescendant', `${id}-${index}`);
  };

  const take = (name) => {
    const { start, end } = wordAt(input);
    const before = input.value.slice(0, start).replace(/,\s*$/, '');
    const after = input.value.slice(end).replace(/^\s*,?\s*/, '');
    const head = `${before}${before && ', '}${name}, `;
    input.value = head + after;
    input.setSelectionRange(head.length, head.length);
    close();
    input.dispatchEvent(new Event('input', { bubbles: true }));
  };

  const ask = async () => {
    const number = (asked += 1);
    const { word } = wordAt(input);
    if (!word) return close();
    const answer = await fetch(`${input.dataset.complete}?q=${encodeURIComponent(word)}`).catch(
      () => undefined,
    );
    const names = answer?.ok ? await answer.json() : [];
    // Somebody may have typed on, or gone elsewhere.
    if (number !== asked || document.activeElement !== input) return;
    const had = input.value.split(',').map((one) => one.trim().toLowerCase());
    const offered = names.filter((name) => !had.includes(name.toLowerCase()));
    if (!offered.length) return close();
    list.replaceChildren(
      ...offered.map((name, index) => {
        const line = Object.assign(document.createElement('li'), { id: `${id}-${index}`, textContent: name });
        line.setAttribute('role', 'option');
        line.setAttribute('aria-selected', 'false');
        line.addEventListener('mousedown', (event) => {
          event.preventDefault();
          take(name);
        });
        return line;
      }),
    );
    list.hidden = false;
    input.setAttribute('aria-expanded', 'true');
    mark(-1);
  };

  input.addEventListener('input', ask);
  input.addEventListener('blur', close);
  input.addEventListener('keydown', (event) => {
    if (list.hidden) return;
    const { length } = list.children;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) mark((current + step + length + (current < 0 && step < 0 ? 1 : 0)) % length);
    else if (event.key === 'Enter' && current >= 0) take(list.children[current].textContent);
    else if (event.key === 'Escape') close();
    else return;
    event.preventDefault();
  });
}

/** The word between commas at the cursor, and where it stands. */
function wordAt({ value, selectionStart }) {
  const start = value.lastIndexOf(',', selectionStart - 1) + 1;
  const comma = value.indexOf(',', selectionStart);
  const end = comma < 0 ? value.length : comma;
  return { start, end, word: value.slice(start, end).trim() };
}
