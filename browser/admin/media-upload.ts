// admin/media-upload.ts: sends files of the library one by one, each with its progress, and again on a press where that may help.
// Large ones go in parts: after a broken line they go on where they stopped. Without it the form sends them all at once.

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
    desk.kept && `${desk.kept} uploaded`,
    refused && `${refused} not uploaded`,
  ].filter(Boolean);
  desk.status.textContent = parts.length ? `${parts.join(', ')}.` : '';
  if (!left && desk.kept) desk.status.append(' ', link(location.href, 'Refresh the list'));
}

async function send(desk, { item, file }) {
  desk.sending.add(item);
  const bar = item.querySelector('progress');
  const show = (sent) => {
    bar.value = sent / file.size;
    tell(item, bar.value < 1 ? `${Math.floor(bar.value * 100)} %` : 'Being looked at …');
  };
  show(0);
  try {
    const isLarge = file.size > Number(desk.form.dataset.partBytes);
    keep(desk, item, await (isLarge ? sendInParts(desk, item, file, show) : sendWhole(desk, file, show)));
  } catch (problem) {
    fail(desk, item, problem.message, problem.mayHelp ? file : undefined);
  }
  desk.sending.delete(item);
  next(desk);
}

function sendWhole(desk, file, show) {
  const body = new FormData();
  body.append('files', file, file.name);
  return post(desk.form.action, body, (event) => {
    if (event.lengthComputable) show((file.size * event.loaded) / event.total);
  });
}

/** Tries without progress, before somebody is asked. */
const mostTries = 8;

async function sendInParts(desk, item, file, show) {
  const upload = { tries: 0, id: '', offset: 0 };
  for (;;) {
    try {
      return await goOn(desk, file, upload, show);
    } catch (problem) {
      if (!problem.isBroken || upload.tries >= mostTries) throw problem;
      upload.tries += 1;
      tell(item, 'The connection broke. It goes on by itself …');
      await pause(1000 * Math.min(30, 2 ** (upload.tries - 1)));
    }
  }
}

/** Asks where the upload stands, also one from before the page was left, and sends what is missing. */
async function goOn(desk, file, upload, show) {
  const address = '/admin/media/uploads';
  const about = { name: file.name, byte_size: file.size, mark: file.lastModified };
  const begun = await post(
    `${address}/begin`,
    new URLSearchParams(upload.id ? { ...about, id: upload.id } : about),
  );
  Object.assign(upload, { id: begun.id, offset: begun.offset });
  while (upload.offset < file.size) {
    const { offset } = upload;
    show(offset);
    const part = file.slice(offset, offset + begun.part_bytes);
    const to = `${address}/${upload.id}/append?offset=${offset}`;
    const answer = await post(to, part, (event) => show(Math.min(file.size, offset + event.loaded)));
    Object.assign(upload, { offset: answer.offset, tries: 0 });
  }
  show(file.size);
  return post(`${address}/${upload.id}/finish`, '');
}

/** What came back, when all is well; else an error that says whether the line broke, or whether another try may help. */
function post(address, body, onprogress) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const refuse = (message, more) => reject(Object.assign(new Error(message), more));
    if (onprogress) request.upload.addEventListener('progress', onprogress);
    request.addEventListener('load', () => {
      const { status } = request;
      const answer = parse(request.responseText);
      if (status >= 200 && status < 300) resolve(answer);
      else if (status === 401)
        refuse('You are signed out. Sign in in another tab, then try again.', { mayHelp: true });
      // What is refused for itself would be refused again.
      else
        refuse(answer.error ?? 'It could not be kept.', {
          mayHelp: status >= 500 || [408, 409, 429].includes(status),
          isBroken: [408, 409, 502, 503, 504].includes(status),
        });
    });
    for (const end of ['error', 'timeout', 'abort'])
      request.addEventListener(end, () => refuse('The connection broke.', { mayHelp: true, isBroken: true }));
    request.open('POST', address);
    request.setRequestHeader('Accept', 'application/json');
    if (body instanceof Blob) request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.send(body);
  });
}

/** A while, or until the browser is back on the line. */
function pause(milliseconds) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    window.addEventListener(
      'online',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

const tell = (item, words) => (item.querySelector('.upload-state').textContent = words);

function keep(desk, item, { id, name }) {
  desk.kept += 1;
  item.classList.add('is-kept');
  item.querySelector('progress').remove();
  item.querySelector('.upload-name').replaceChildren(link(`/admin/media/${id}`, name));
  tell(item, 'Uploaded');
}

function fail(desk, item, reason, file) {
  item.classList.add('is-refused');
  item.querySelector('progress').remove();
  tell(item, reason);
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
