// public/js/admin.js: small comforts of the admin; every screen works without it.

// "Select all" boxes: data-checks names the boxes they stand for.
for (const all of document.querySelectorAll('input[data-checks]')) {
  all.hidden = false;
  all.addEventListener('change', () => {
    for (const box of document.querySelectorAll(`input[name="${all.dataset.checks}"]`))
      box.checked = all.checked;
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
    const [file] = input.files;
    if (!file) return;
    status.textContent = `Uploading ${file.name} …`;
    const body = new FormData();
    body.append('files', file);
    try {
      const headers = { Accept: 'application/json' };
      const answer = await fetch(field.dataset.upload, { method: 'POST', body, headers });
      const kept = await answer.json();
      if (!answer.ok) throw new Error(kept.error);
      insert(text, kept.markup);
      if (file.type.startsWith('image/')) offerPicture(kept, file);
      status.textContent = `${file.name} stands in the text now.`;
    } catch (error) {
      status.textContent = error.message || 'That did not work. Please try again.';
    }
    input.value = '';
  });
}

function insert(text, markup) {
  const before = text.value.slice(0, text.selectionStart).replace(/\n*$/, '');
  const after = text.value.slice(text.selectionEnd).replace(/^\n*/, '');
  text.value = `${before}${before && '\n\n'}${markup}${after && '\n\n'}${after}`;
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
  let isDirty = false;
  form.addEventListener('input', () => (isDirty = true));
  form.addEventListener('submit', () => (isDirty = false));
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
