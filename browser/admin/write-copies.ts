// admin/write-copies.ts: every change on the write screen is copied into this browser, and offered again when it was not saved.

const month = 30 * 86_400_000;

/** The readers' password stays out of the copies; files and what the scripts add come back by themselves. */
const isCopied = (control) =>
  control.name &&
  !['file', 'submit', 'button', 'hidden'].includes(control.type) &&
  control.name !== 'password';

/**
 * Copies a form after every change, and offers what an earlier visit left behind.
 * @returns `isUnsaved`: the fields hold more than was saved; `isChanged()`: something was typed since; `kept()`: to be
 * called when the server has the text too; `name`: this screen's own word
 */
export function keepCopies(form) {
  const place = `quillback:write:${form.dataset.copies}:`;
  const own = randomName();
  let change = 0;
  /** What the server has, too. An editor may say again what it has said. */
  let kept;
  let timer;

  const write = () => {
    clearTimeout(timer);
    timer = undefined;
    const fields = typed(form);
    const isKept = texts(fields) === kept;
    store(form, place + own, { at: Date.now(), change, isKept, seen: seenAt(form).value, fields });
  };
  const changed = () => {
    change += 1;
    timer ??= setTimeout(write, 200);
  };
  const flush = () => timer && write();

  form.addEventListener('input', changed);
  form.addEventListener('change', changed);
  for (const event of ['pagehide', 'blur', 'submit']) window.addEventListener(event, flush);
  document.addEventListener('visibilitychange', flush);
  // The server names this copy again when it was saved, and the next write screen forgets it.
  form.addEventListener('formdata', ({ formData }) => formData.set('copy', `${own}.${change}`));
  // Another tab took this copy for an old one.
  window.addEventListener('storage', ({ key, newValue }) => {
    if (key === place + own && newValue === null && change) write();
  });

  forgetSaved(form.dataset.savedCopies);
  const standing = texts(initial(form));
  // What a refusal or the browser itself put into the fields was never saved.
  const isUnsaved = 'unsaved' in form.dataset || texts(typed(form)) !== standing;
  if (isUnsaved) {
    changed();
    write();
  }
  for (const [key, copy] of copiesAt(place)) {
    if (key === place + own) continue;
    if (texts(copy.fields) === standing) localStorage.removeItem(key);
    else offer(form, key, copy);
  }

  return {
    name: own,
    isUnsaved,
    isChanged: () => change > 0,
    kept: () => {
      kept = texts(typed(form));
      if (change) write();
    },
  };
}

const seenAt = (form) => form.elements.namedItem('seen_at');
const texts = (fields) => JSON.stringify(fields.map(([name, value]) => [name, value.trim()]));

function randomName() {
  return [...crypto.getRandomValues(new Uint32Array(3))].map((number) => number.toString(36)).join('');
}

/** The fields as they are, by name. */
function typed(form) {
  return [...form.elements].filter(isCopied).flatMap((control) => {
    const isBox = ['checkbox', 'radio'].includes(control.type);
    return isBox && !control.checked ? [] : [[control.name, control.value]];
  });
}

/** The fields as the server sent them. */
function initial(form) {
  return [...form.elements].filter(isCopied).flatMap((control) => {
    if (['checkbox', 'radio'].includes(control.type))
      return control.defaultChecked ? [[control.name, control.value]] : [];
    if (control.options) {
      const options = [...control.options];
      const chosen = options.find(({ defaultSelected }) => defaultSelected) ?? options[0];
      return [[control.name, chosen?.value ?? '']];
    }
    return [[control.name, control.defaultValue]];
  });
}

/** The newest first. Something else under our names is passed over. */
function copiesAt(place) {
  return keys(place)
    .flatMap((key) => {
      try {
        const copy = JSON.parse(localStorage.getItem(key));
        return Array.isArray(copy?.fields) ? [[key, copy]] : [];
      } catch {
        return [];
      }
    })
    .toSorted(([, one], [, other]) => other.at - one.at);
}

function keys(beginning) {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(beginning));
  } catch {
    return []; // storage is switched off
  }
}

function store(form, key, copy) {
  const text = JSON.stringify(copy);
  try {
    localStorage.setItem(key, text);
  } catch {
    try {
      for (const [old, { at }] of copiesAt('quillback:write:'))
        if (at < Date.now() - month) localStorage.removeItem(old);
      localStorage.setItem(key, text);
    } catch {
      warn(form);
    }
  }
}

function warn(form) {
  if (document.querySelector('#no-copies')) return;
  const notice = element('p', { className: 'notice notice-warning', id: 'no-copies', role: 'alert' });
  notice.textContent = 'This browser has no room to keep a copy of what you type. Please save often.';
  form.before(notice);
}

/** Forgets saved copies, named `name.change`; what was typed after the form had been sent is no part of them. */
function forgetSaved(names) {
  for (const [name, change] of (names || '').split(' ').map((one) => one.split('.'))) {
    const saved = keys('quillback:write:').filter((key) => name && key.endsWith(`:${name}`));
    for (const [key, copy] of saved.flatMap(copiesAt)) {
      if (copy.change <= Number(change)) localStorage.removeItem(key);
    }
  }
}

function offer(form, key, copy) {
  const title = copy.fields.find(([name]) => name === 'title')?.[1] || '(no title)';
  const content = copy.fields.find(([name]) => name === 'content')?.[1] ?? '';
  const notice = element('section', { className: 'notice notice-warning', ariaLabel: 'Recovered text' });
  const sentence = element('p', { role: 'status' });
  const isOlder = copy.seen !== seenAt(form).value;
  sentence.textContent = `“${title}” was typed in this browser on ${new Date(copy.at).toLocaleString()} and not saved. ${
    isOlder ? 'It was saved otherwise since; both texts are shown when you save this one.' : ''
  }`;
  const look = element('details');
  const text = element('textarea', {
    rows: 8,
    readOnly: true,
    value: content,
    ariaLabel: 'The recovered text',
  });
  look.append(element('summary', { textContent: 'View' }), text);
  const tools = element('p', { className: 'tools' });
  const restore = element('button', { type: 'button', className: 'button', textContent: 'Restore' });
  const discard = element('button', {
    type: 'button',
    className: 'link link-danger',
    textContent: 'Discard',
  });
  tools.append(restore, discard);
  notice.append(sentence, look, tools);
  // The server's notice offers the same text, without the other fields.
  const same = copy.isKept ? document.querySelector('#autosave') : null;
  if (same) same.hidden = true;
  form.before(notice);

  restore.addEventListener('click', () => {
    put(form, copy);
    localStorage.removeItem(key);
    notice.remove();
    form.elements.namedItem('title').focus();
  });
  discard.addEventListener('click', () => {
    if (!window.confirm('Throw the recovered text away?')) return;
    localStorage.removeItem(key);
    if (same) same.hidden = false;
    notice.remove();
  });
}

/** Puts a copy into the fields, as if it were typed. What came in between is compared when it is saved. */
function put(form, { fields, seen }) {
  seenAt(form).value = seen;
  addLines(form, fields);
  const used = new Map();
  for (const control of [...form.elements].filter(isCopied)) {
    const values = fields.filter(([name]) => name === control.name).map(([, value]) => value);
    if (['checkbox', 'radio'].includes(control.type)) control.checked = values.includes(control.value);
    else if (values.length) {
      // Fields in lines share their names: each line takes its own value.
      const at = used.get(control.name) ?? 0;
      used.set(control.name, at + 1);
      control.value = values[at] ?? '';
    }
    control.dispatchEvent(new Event('input', { bubbles: true }));
    control.dispatchEvent(new Event('change', { bubbles: true }));
  }
}

/** As many lines of fields as the copy has. */
function addLines(form, fields) {
  for (const button of form.querySelectorAll('button[data-more]')) {
    const { name } = form.querySelector(`${button.dataset.more} [name]:not([type="hidden"])`);
    const wanted = fields.filter(([one]) => one === name).length;
    for (let had = form.querySelectorAll(`[name="${name}"]`).length; had < wanted; had += 1) button.click();
  }
}

const element = (name, properties = {}) => Object.assign(document.createElement(name), properties);
