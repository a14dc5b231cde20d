// admin/admin.ts: small comforts of the admin; every screen works without it.

// A page that answers begins at its answer, for the keyboard and for whoever listens: the first wrong field, or the notice.
if (document.activeElement === document.body) {
  const field = [...document.querySelectorAll('main [aria-invalid="true"]')].find((one) => {
    const closed = one.closest('details:not([open])');
    if (closed) closed.open = true;
    return one.checkVisibility();
  });
  const answer = document.querySelector('#answer, #lock:not([hidden]), #autosave');
  const named = location.hash && document.getElementById(location.hash.slice(1));
  if (field) field.focus();
  else if (named && answer) {
    // The place that was changed, which then says what was done to it.
    if (named.tabIndex < 0) named.tabIndex = -1;
    named.setAttribute('aria-describedby', answer.id);
    named.focus();
  } else if (!named && !document.querySelector('[autofocus]')) answer?.focus();
}

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
