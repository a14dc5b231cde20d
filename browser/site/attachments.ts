// site/attachments.ts: files of the comment form are sent ahead, with preview and progress. Without it the plain field works.

for (const field of document.querySelectorAll('[data-attachments]')) enhance(field);

function enhance(field) {
  const form = field.closest('form');
  const input = field.querySelector('input[type="file"]');
  if (!form || !input) return;
  const desk = {
    field,
    form,
    input,
    list: field.querySelector('[data-received]'),
    status: field.querySelector('[data-status]'),
    sending: new Set(),
    isRequired: input.required,
  };
  field.classList.add('is-enhanced');
  field.querySelector('[data-plain]')?.remove();
  field.querySelector('[data-hint]').hidden = false;
  for (const item of desk.list.children) takeOver(desk, item);
  input.addEventListener('change', () => {
    const files = [...input.files];
    input.value = '';
    void add(desk, files);
  });
  listenForDrops(desk);
  form.addEventListener('paste', (event) => {
    const pictures = [...(event.clipboardData?.files ?? [])];
    if (!pictures.length) return;
    event.preventDefault();
    void add(desk, pictures);
  });
  form.addEventListener('submit', (event) => waitForFiles(desk, event), { capture: true });
  refresh(desk);
}

function listenForDrops(desk) {
  const { form, field } = desk;
  const holdsFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes('Files');
  form.addEventListener('dragover', (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    field.classList.add('is-dropping');
  });
  form.addEventListener('dragleave', (event) => {
    if (!form.contains(event.relatedTarget)) field.classList.remove('is-dropping');
  });
  form.addEventListener('drop', (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    field.classList.remove('is-dropping');
    void add(desk, [...event.dataTransfer.files]);
  });
}

/** Sends files one by one; where only one is allowed, a new one takes the place of the old. */
async function add(desk, files) {
  const { maxCount } = desk.field.dataset;
  if (Number(maxCount) === 1 && files.length === 1) {
    await Promise.all(Array.from(desk.list.children, (item) => remove(desk, item)));
  }
  for (const file of files) {
    const item = draw(desk, file);
    const problem = problemWith(desk, file);
    if (problem) fail(desk, item, problem);
    else send(desk, item, file);
  }
}

function problemWith({ field, list }, file) {
  const { maxBytes, maxCount, sizeLabel } = field.dataset;
  const good = [...list.children].filter((item) => !item.classList.contains('is-refused')).length;
  if (good > Number(maxCount)) return `“${file.name}”: at most ${maxCount} can be attached.`;
  if (file.size > Number(maxBytes))
    return `“${file.name}” is larger than ${sizeLabel}. Choose a smaller file.`;
  if (!file.size) return `“${file.name}” is empty. Choose another file.`;
  return '';
}

function send(desk, item, file) {
  const request = new XMLHttpRequest();
  const body = new FormData();
  body.append('form_key', desk.form.elements.form_key.value);
  body.append('attachment', file, file.name || 'picture.png');
  const bar = item.querySelector('progress');
  request.upload.addEventListener('progress', (event) => {
    if (!event.lengthComputable) return;
    bar.value = event.loaded / event.total;
    item.querySelector('.attachments-size').textContent = `${Math.floor(bar.value * 100)} %`;
  });
  request.addEventListener('load', () => {
    const answer = parse(request.responseText);
    if (request.status === 201) arrived(desk, item, answer);
    else {
      // What is refused for itself would be refused again.
      const mayHelp = request.status >= 500 || [408, 429].includes(request.status);
      fail(desk, item, answer.error ?? 'The file could not be sent.', mayHelp ? file : undefined);
    }
  });
  for (const end of ['error', 'timeout']) {
    request.addEventListener(end, () => fail(desk, item, 'The connection broke. Try again.', file));
  }
  request.addEventListener('loadend', () => {
    desk.sending.delete(request);
    refresh(desk);
    desk.whenSent?.();
  });
  desk.sending.add(request);
  item.stop = () => request.abort();
  request.open('POST', '/attachments');
  request.send(body);
  say(desk, `Sending ${file.name}.`);
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

function arrived(desk, item, { id, name, size_label }) {
  item.dataset.id = id;
  item.querySelector('progress').remove();
  item.querySelector('.attachments-name').textContent = name;
  item.querySelector('.attachments-size').textContent = `${size_label}, received`;
  const description = item.querySelector('input[type="text"]');
  description.name = `attachment_alt_${id}`;
  say(desk, `${name} received.`);
}

function fail(desk, item, reason, file) {
  item.classList.add('is-refused');
  item.querySelector('progress')?.remove();
  item.querySelector('.attachments-description')?.remove();
  item.querySelector('.attachments-size').textContent = reason;
  if (file) {
    const again = button('Try again', () => {
      void remove(desk, item);
      void add(desk, [file]);
    });
    item.append(again);
  }
  say(desk, reason);
  refresh(desk);
}

function draw(desk, file) {
  const item = document.createElement('li');
  item.className = 'attachments-item';
  item.append(preview(file));
  item.append(span('attachments-name', file.name || 'picture.png'), span('attachments-size', ''));
  const bar = document.createElement('progress');
  bar.max = 1;
  bar.value = 0;
  bar.setAttribute('aria-label', `Sending ${file.name}`);
  const label = document.createElement('label');
  label.className = 'attachments-description';
  const text = Object.assign(document.createElement('input'), { type: 'text', maxLength: 1000 });
  label.append('Description ', text);
  item.append(bar, label, removeButton(desk, item, file.name));
  desk.list.append(item);
  refresh(desk);
  return item;
}

function preview(file) {
  const kind = file.type.split('/')[0];
  if (kind === 'image' && !/heic|heif|tiff/.test(file.type)) {
    const picture = Object.assign(document.createElement('img'), {
      alt: '',
      className: 'attachments-preview',
    });
    picture.src = URL.createObjectURL(file);
    picture.addEventListener('load', () => URL.revokeObjectURL(picture.src), { once: true });
    return picture;
  }
  const badge = span('attachments-type', (/\.([^.]{1,8})$/.exec(file.name)?.[1] ?? 'file').toUpperCase());
  badge.setAttribute('aria-hidden', 'true');
  return badge;
}

/** A file drawn by the server has a box to tick; with script it gets a button like the others. */
function takeOver(desk, item) {
  item.classList.add('attachments-item');
  item.querySelector('.attachments-remove').replaceWith(removeButton(desk, item, item.dataset.name));
}

function removeButton(desk, item, name) {
  const made = button('Remove', () => {
    void remove(desk, item);
    say(desk, `${name} removed.`);
    desk.input.focus();
  });
  made.className = 'attachments-remove';
  made.setAttribute('aria-label', `Remove ${name}`);
  return made;
}

async function remove(desk, item) {
  item.stop?.();
  const { id } = item.dataset;
  item.remove();
  refresh(desk);
  if (!id) return;
  const body = new URLSearchParams({ form_key: desk.form.elements.form_key.value });
  await fetch(`/attachments/${id}/remove`, { method: 'POST', body }).catch(() => {});
}

/** The comment goes when its files have gone. */
function waitForFiles(desk, event) {
  if (!desk.sending.size) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const { submitter } = event;
  say(desk, 'The comment is sent as soon as its files have arrived.');
  desk.whenSent = () => {
    if (desk.sending.size) return;
    desk.whenSent = undefined;
    const hasRefused = desk.list.querySelector('.is-refused');
    if (hasRefused) say(desk, 'One file could not be sent. Remove it or try again, then send the comment.');
    else desk.form.requestSubmit(submitter ?? undefined);
  };
}

function refresh(desk) {
  const good = desk.list.querySelectorAll('li:not(.is-refused)').length;
  desk.input.required = desk.isRequired && !good;
  desk.list.hidden = !desk.list.children.length;
}

function say(desk, sentence) {
  desk.status.textContent = sentence;
}

function span(className, text) {
  return Object.assign(document.createElement('span'), { className, textContent: text });
}

function button(text, act) {
  const made = Object.assign(document.createElement('button'), { type: 'button', textContent: text });
  made.addEventListener('click', act);
  return made;
}
