// admin/write-panel.ts: comforts beside the text on the write screen; every one of them works without it, after a save.
import './complete.js';

const form = document.querySelector('form.write');

// One more line of what stands in lines.
for (const button of document.querySelectorAll('[data-more]')) {
  button.hidden = false;
  button.addEventListener('click', () => {
    const all = document.querySelectorAll(button.dataset.more);
    const line = all[all.length - 1].cloneNode(true);
    const number = all.length;
    for (const field of line.querySelectorAll('input, textarea')) field.value = '';
    for (const one of line.querySelectorAll('[id]')) one.id = one.id.replace(/\d+$/, number);
    for (const label of line.querySelectorAll('label')) {
      label.htmlFor = label.htmlFor.replace(/\d+$/, number);
      label.querySelector('span').textContent = ` of field ${number + 1}`;
    }
    all[all.length - 1].after(line);
    line.querySelector('input:not([type="hidden"])').focus();
  });
}

// A category is made at once, and ticked.
for (const button of document.querySelectorAll('[data-add-category]')) {
  const name = document.getElementById('new_category');
  const parent = document.getElementById('new_category_parent');
  const status = button.parentElement.querySelector('[role="status"]');
  button.hidden = false;
  button.addEventListener('click', () => addCategory(button.dataset.addCategory, { name, parent, status }));
  name.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    button.click();
  });
}

async function addCategory(address, { name, parent, status }) {
  if (!name.value.trim()) return name.focus();
  const body = new URLSearchParams({ name: name.value, parent_id: parent.value });
  try {
    const answer = await fetch(address, { method: 'POST', body, headers: { Accept: 'application/json' } });
    const made = await answer.json();
    if (!answer.ok) throw new Error(made.error);
    tickNew(made, parent);
    status.textContent = `${made.name} is added and selected.`;
    name.value = '';
  } catch (error) {
    status.textContent = error.message || 'That did not work. Please try again.';
  }
}

function tickNew({ id, name }, parent) {
  const above = document.getElementById(`category-${parent.value}`)?.closest('li');
  const depth = above ? Math.min(Number(above.className.match(/depth-(\d)/)[1]) + 1, 6) : 0;
  const line = Object.assign(document.createElement('li'), { className: `check depth-${depth}` });
  const box = { id: `category-${id}`, name: 'categories', type: 'checkbox', value: id, checked: true };
  const label = Object.assign(document.createElement('label'), { htmlFor: box.id, textContent: name });
  line.append(Object.assign(document.createElement('input'), box), label);
  if (above) above.after(line);
  else document.getElementById('categories').prepend(line);
  line.scrollIntoView({ block: 'nearest' });
  const spaces = '\u00a0\u00a0\u00a0'.repeat(depth);
  const option = new Option(spaces + name, id);
  const beside = parent.selectedOptions[0];
  if (above) beside.after(option);
  else parent.append(option);
  // Ticking by hand says so itself.
  form.dispatchEvent(new Event('input', { bubbles: true }));
}

// The button says what it will do with the date.
const later = document.querySelector('[data-later]');
if (later) {
  const date = form.elements.namedItem('published_at');
  const { textContent: atOnce } = later;
  const opened = Date.now();
  // Both are read as if they were UTC: the clock of the site counts, not the browser's.
  const now = () => Date.parse(`${date.dataset.now}Z`) + Date.now() - opened;
  const say = () => {
    later.textContent = date.value && Date.parse(`${date.value}Z`) > now() ? later.dataset.later : atOnce;
  };
  date.addEventListener('input', say);
  say();
}

// How a search engine may show it, while it is typed.
const snippet = document.querySelector('.snippet');
if (snippet) {
  const value = (name) => form.elements.namedItem(name)?.value.trim() ?? '';
  const plain = (text) =>
    (new DOMParser().parseFromString(text.slice(0, 4000), 'text/html').body.textContent ?? '')
      .replaceAll(/\s+/g, ' ')
      .trim()
      .split(' ')
      .slice(0, 30)
      .join(' ');
  const show = (part, text) => {
    if (text) snippet.querySelector(`.snippet-${part}`).textContent = text;
  };
  form.addEventListener('input', ({ target }) => {
    if (!['title', 'seo_title', 'seo_description', 'excerpt', 'content'].includes(target.name)) return;
    show('title', value('seo_title') || [value('title'), snippet.dataset.site].filter(Boolean).join(' – '));
    show('description', value('seo_description') || plain(value('excerpt') || value('content')));
  });
}
