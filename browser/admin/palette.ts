// admin/palette.ts: Ctrl-K, or ⌘K, opens a dialog that leads to any screen, post or setting. Without it "Go to…" is a page.

const opener = document.querySelector('[data-palette]');
const isApple = /mac|iphone|ipad/i.test(navigator.userAgentData?.platform ?? navigator.platform);
const wait = 120; // ms between the last letter and the question

const input = element('input', {
  type: 'text',
  role: 'combobox',
  autocomplete: 'off',
  spellcheck: 'false',
  maxlength: '200',
  placeholder: 'A screen, a title, a setting',
  'aria-label': 'Go to',
  'aria-autocomplete': 'list',
  'aria-controls': 'palette-list',
  'aria-expanded': 'false',
});
const list = element('ul', { id: 'palette-list', role: 'listbox', 'aria-label': 'Places' });
const status = element('p', { role: 'status', class: 'hint' });
const dialog = element('dialog', { class: 'palette', 'aria-label': 'Go to' }, input, list, status);

let places = [];
let active = 0;
let asked; // the words the list answers to, or will
let answer = Promise.resolve();
let asking = new AbortController();
let timer;

if (opener) {
  document.body.append(dialog);
  opener.append(' ', element('kbd', {}, isApple ? '⌘K' : 'Ctrl K'));
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

function open() {
  if (dialog.open) return;
  input.value = '';
  show([]);
  status.textContent = '';
  dialog.showModal();
  input.focus();
  ask();
}

dialog.addEventListener('close', () => {
  asking.abort();
  clearTimeout(timer);
});
// Only what lies around the dialog is the dialog itself.
dialog.addEventListener('click', (event) => {
  if (event.target === dialog) dialog.close();
});

input.addEventListener('input', () => {
  clearTimeout(timer);
  timer = setTimeout(ask, wait);
});

input.addEventListener('keydown', async (event) => {
  if (event.isComposing) return;
  if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    event.preventDefault();
    if (places.length) mark((active + (event.key === 'ArrowDown' ? 1 : -1) + places.length) % places.length);
  } else if (event.key === 'Enter') {
    event.preventDefault();
    const isNew = event.ctrlKey || event.metaKey;
    // Whoever types fast means what was typed, not what the list still shows.
    if (asked !== input.value) ask();
    const meant = answer;
    await answered(meant);
    if (meant === answer && dialog.open && places[active]) go(places[active], isNew);
  }
});

/** The answer, when it is there. A function of its own, as its type is sure wherever the linter begins to read. */
async function answered(given) {
  return given;
}

list.addEventListener('click', (event) => {
  const index = [...list.children].indexOf(event.target.closest('[role="option"]'));
  if (index >= 0) go(places[index], event.ctrlKey || event.metaKey);
});
// The words stay under the cursor while the mouse chooses.
list.addEventListener('mousedown', (event) => event.preventDefault());

function go({ href }, isNew) {
  if (isNew) window.open(href, '_blank', 'noopener');
  else {
    dialog.close();
    location.assign(href);
  }
}

function ask() {
  clearTimeout(timer);
  asking.abort();
  asking = new AbortController();
  asked = input.value;
  answer = find(asked, asking.signal);
}

async function find(words, signal) {
  try {
    const found = await fetch(`/admin/palette?q=${encodeURIComponent(words)}`, {
      headers: { Accept: 'application/json' },
      signal,
    });
    const told = await found.json();
    if (!found.ok) throw new Error(told.error);
    show(told.places);
    status.textContent = places.length === 1 ? '1 place' : `${places.length || 'No'} places`;
  } catch (error) {
    if (signal.aborted) return;
    show([]);
    const isOurs = !(error instanceof TypeError || error instanceof SyntaxError) && error.message;
    status.textContent = isOurs || 'The server does not answer. Please try again.';
  }
}

function show(found) {
  places = found;
  list.replaceChildren(
    ...places.map(({ title, where }, index) =>
      element(
        'li',
        { role: 'option', id: `palette-${index}` },
        element('span', { class: 'palette-title' }, title),
        ' ',
        element('span', { class: 'count' }, where),
      ),
    ),
  );
  list.hidden = !places.length;
  input.setAttribute('aria-expanded', String(places.length > 0));
  mark(0);
}

function mark(index) {
  active = index;
  for (const [at, option] of [...list.children].entries()) {
    option.setAttribute('aria-selected', String(at === index));
  }
  const option = list.children[index];
  if (option) {
    input.setAttribute('aria-activedescendant', option.id);
    option.scrollIntoView({ block: 'nearest' });
  } else input.removeAttribute('aria-activedescendant');
}

function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  made.append(...children);
  return made;
}
