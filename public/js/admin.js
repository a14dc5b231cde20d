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
