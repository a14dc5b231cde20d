// media-upload.js: sends files of the library one by one, each with its progress, and again on a press where that may help.
// Without it the form sends them all at once.

const atOnce = 2;

for (const form of document.querySelectorAll('form[data-media-upload]')) enhance(form);

function enhance(form) {
  const input = form.querySelector('input[type="file"]');
  const desk = {
    form,
    list: document.querySelector('[data-uploads]'),
    status: document.querySelector('[data-upload-status]'),
    waiting: [],
    sending: new Set(),
    kept: 0,
  };
  form.querySelector('button').hidden = true;
  form.querySelector('[data-drop-hint]').hidden = false;
  input.required = false;
  input.addEventListener('change', () => {
    const files = [...input.files];
    input.value = '';
    take(desk, files);
  });
  form.addEventListener('submit', (event) => event.preventDefault());
  listenForDrops(desk);
  window.addEventListener('beforeunload', (event) => {
    if (desk.sending.size || desk.waiting.length) event.preventDefault();
  });
}

function listenForDrops(desk) {
  const holdsFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes('Files');
  const { form } = desk;
  form.addEventListener('dragover', (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    form.classList.add('is-dropping');
  });
  form.addEventListener('dragleave', (event) => {
    if (!form.contains(event.relatedTarget)) form.classList.remove('is-dropping');
  });
  form.addEventListener('drop', (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    form.classList.remove('is-dropping');
    take(desk, [...event.dataTransfer.files]);
  });
}

function take(desk, files) {
  desk.list.hidden = false;
  for (const file of files) {
    const item = draw(file);
    desk.list.append(item);
    const problem = problemWith(desk, file);
    if (problem) fail(desk, item, problem);
    else desk.waiting.push({ item, file });
  }
  next(desk);
}

function problemWith({ form }, file) {
  const { maxBytes, maxLabel } = form.dataset;
  if (file.size > Number(maxBytes)) return `It is larger than ${maxLabel}. Choose a smaller file.`;
  if (!file.size) return 'It is empty, or a folder. Choose another file.';
  return '';
}

function next(desk) {
  while (desk.waiting.length && desk.sending.size < atOnce) send(desk, desk.waiting.shift());
  const left = desk.waiting.length + desk.sending.size;
  const refused = desk.list.querySelectorAll('.is-refused').length;
  const parts = [
    left && `${left} to go`,
    desk.kept && `${desk.kept} kept`,
    refused && `${refused} not kept`,
  ].filter(Boolean);
  desk.status.textContent = parts.length ? `${parts.join(', ')}.` : '';
  if (!left && desk.kept) desk.status.append(' ', link(location.href, 'Show the list anew'));
}

function send(desk, { item, file }) {
  const request = new XMLHttpRequest();
  const body = new FormData();
  body.append('files', file, file.name);
  const bar = item.querySelector('progress');
  const state = item.querySelector('.upload-state');
  state.textContent = '0 %';
  request.upload.addEventListener('progress', (event) => {
    if (!event.lengthComputable) return;
    bar.value = event.loaded / event.total;
    state.textContent = bar.value < 1 ? `${Math.floor(bar.value * 100)} %` : 'Being looked at …';
  });
  request.addEventListener('load', () => {
    const answer = parse(request.responseText);
    if (request.status === 201) keep(desk, item, answer);
    else {
      // What is refused for itself would be refused again.
      const mayHelp = request.status >= 500 || [401, 408, 429].includes(request.status);
      const reason =
        request.status === 401
          ? 'You are signed out. Sign in in another tab, then try again.'
          : (answer.error ?? 'It could not be kept.');
      fail(desk, item, reason, mayHelp ? file : undefined);
    }
  });
  for (const end of ['error', 'timeout']) {
    request.addEventListener(end, () => fail(desk, item, 'The connection broke.', file));
  }
  request.addEventListener('loadend', () => {
    desk.sending.delete(request);
    next(desk);
  });
  desk.sending.add(request);
  request.open('POST', desk.form.action);
  request.setRequestHeader('Accept', 'application/json');
  request.send(body);
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

function keep(desk, item, { id, name }) {
  desk.kept += 1;
  item.classList.add('is-kept');
  item.querySelector('progress').remove();
  item.querySelector('.upload-name').replaceChildren(link(`/admin/media/${id}`, name));
  item.querySelector('.upload-state').textContent = 'Kept';
}

function fail(desk, item, reason, file) {
  item.classList.add('is-refused');
  item.querySelector('progress').remove();
  item.querySelector('.upload-state').textContent = reason;
  if (!file) return;
  const again = Object.assign(document.createElement('button'), { type: 'button', textContent: 'Try again' });
  again.setAttribute('aria-label', `Try again: ${file.name}`);
  again.addEventListener('click', () => {
    const fresh = draw(file);
    item.replaceWith(fresh);
    desk.waiting.push({ item: fresh, file });
    next(desk);
  });
  item.append(again);
}

function draw(file) {
  const item = document.createElement('li');
  const bar = Object.assign(document.createElement('progress'), { max: 1, value: 0 });
  bar.setAttribute('aria-label', `Sending ${file.name}`);
  item.append(span('upload-name', file.name), bar, span('upload-state', 'Waits'));
  return item;
}

const span = (className, textContent) =>
  Object.assign(document.createElement('span'), { className, textContent });

const link = (href, textContent) => Object.assign(document.createElement('a'), { href, textContent });
