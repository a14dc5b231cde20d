// public/js/admin.js: small comforts of the admin; every screen works without it.

// "Select all" boxes: data-checks names the boxes they stand for.
for (const all of document.querySelectorAll('input[data-checks]')) {
  all.hidden = false;
  all.closest('label')?.removeAttribute('hidden');
  all.addEventListener('change', () => {
    for (const box of document.querySelectorAll(`input[name="${all.dataset.checks}"]`))
      box.checked = all.checked;
  });
}

// Buttons that copy what stands in a field.
for (const button of document.querySelectorAll('button[data-copy]')) {
  const field = document.getElementById(button.dataset.copy);
  const words = button.textContent;
  button.hidden = false;
  button.setAttribute('aria-live', 'polite');
  button.addEventListener('click', async () => {
    field.select();
    // Without a secure address there is no clipboard; what is selected can be copied by hand.
    const done = await navigator.clipboard?.writeText(field.value).then(
      () => true,
      () => false,
    );
    button.textContent = done ? 'Copied' : 'Selected: copy it with Ctrl+C';
    setTimeout(() => (button.textContent = words), 3000);
  });
}

// Buttons that cannot be taken back ask first.
document.addEventListener('submit', (event) => {
  const question = event.submitter?.dataset.ask;
  if (question && !window.confirm(question)) event.preventDefault();
});

// Pictures go straight into the text at the cursor; the form around stays as it is.
for (const field of document.querySelectorAll('[data-upload]')) {
  const input = field.querySelector('input[type="file"]');
  const status = field.querySelector('[role="status"]');
  const text = document.querySelector('textarea[name="content"]');
  field.hidden = false;
  input.addEventListener('change', async () => {
    const files = [...input.files];
    const kept = [];
    try {
      for (const file of files) {
        status.textContent = `Uploading ${file.name} …`;
        kept.push({ ...(await upload(field.dataset.upload, file)), file });
      }
      status.textContent = `${files.map(({ name }) => name).join(', ')} stands in the text now.`;
    } catch (error) {
      status.textContent = error.message || 'That did not work. Please try again.';
    }
    place(text, kept);
    input.value = '';
  });
}

async function upload(address, file) {
  const body = new FormData();
  body.append('files', file);
  const answer = await fetch(address, { method: 'POST', body, headers: { Accept: 'application/json' } });
  const kept = await answer.json();
  if (!answer.ok) throw new Error(kept.error);
  if (file.type.startsWith('image/')) offerPicture(kept, file);
  return kept;
}

/** Several pictures become a gallery; a single one waits for its description. */
function place(text, kept) {
  const pictures = kept.filter(({ file }) => file.type.startsWith('image/'));
  const isGallery = pictures.length > 1;
  const others = isGallery ? kept.filter((one) => !pictures.includes(one)) : kept;
  const gallery = isGallery ? [`[gallery ids="${pictures.map(({ id }) => id).join(',')}"]`] : [];
  const markup = [...gallery, ...others.map((one) => one.markup)].join('\n\n');
  if (!markup) return;
  // An editor in the place of the text puts it where its own cursor is.
  const event = new CustomEvent('place', { detail: markup, cancelable: true });
  if (!text.dispatchEvent(event)) return;
  const at = insert(text, markup);
  // What was put in is unsaved too.
  text.dispatchEvent(new Event('input', { bubbles: true }));
  const alt = markup.indexOf('alt=""');
  if (alt < 0) return;
  text.focus();
  text.setSelectionRange(at + alt + 5, at + alt + 5);
}

/** Returns where the markup begins. A cursor inside a tag, as after a description, gives way to the end of its line. */
function insert(text, markup) {
  const { value } = text;
  let [from, to] = [text.selectionStart, text.selectionEnd];
  if (value.lastIndexOf('<', from - 1) > value.lastIndexOf('>', from - 1)) {
    from = to = (value.indexOf('\n', to) + 1 || value.length + 1) - 1;
  }
  const before = value.slice(0, from).replace(/\n*$/, '');
  const after = value.slice(to).replace(/^\n*/, '');
  const start = `${before}${before && '\n\n'}`;
  text.value = `${start}${markup}${after && '\n\n'}${after}`;
  return start.length;
}

function offerPicture({ id, name }, file) {
  const label = document.createElement('label');
  label.className = 'picture';
  const radio = Object.assign(document.createElement('input'), {
    type: 'radio',
    name: 'featured_media_id',
    value: id,
  });
  const image = Object.assign(new Image(80, 80), { src: URL.createObjectURL(file), alt: name });
  label.append(radio, ' ', image);
  document.querySelector('#pictures')?.append(label);
}

// What was typed and not saved is not lost by a wrong click.
for (const form of document.querySelectorAll('form.write')) {
  let isDirty = 'unsaved' in form.dataset;
  form.addEventListener('input', () => (isDirty = true));
  form.addEventListener('submit', ({ submitter }) => {
    // A preview opens beside this page, which stays.
    if (!submitter?.formTarget) isDirty = false;
  });
  window.addEventListener('beforeunload', (event) => {
    if (isDirty) event.preventDefault();
  });
}

// A word on the strength of a new password, beside its hint.
for (const input of document.querySelectorAll('input[data-strength]')) {
  const hint = document.getElementById(input.dataset.strength);
  const plain = hint.textContent;
  input.addEventListener('input', () => {
    const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z\d]/].filter((kind) => kind.test(input.value)).length;
    const points = new Set(input.value).size + kinds * 2;
    const word =
      input.value.length < 8 ? 'Too short.' : points < 14 ? 'Weak.' : points < 20 ? 'Good.' : 'Strong.';
    hint.textContent = input.value ? `${word} ${plain}` : plain;
  });
}
