// admin/customize.ts: every choice is kept as a draft and shown at once; without it the button “Preview” does that.

const screen = document.querySelector('[data-customize]');
const form = screen.querySelector('form');
const frame = screen.querySelector('iframe');
const said = screen.querySelector('[data-said]');
const warnings = screen.querySelector('[data-warnings]');
let timer;
let running = Promise.resolve();

form.addEventListener('input', () => {
  clearTimeout(timer);
  timer = setTimeout(() => (running = running.then(keep)), 350);
});
// What is being sent by the form itself needs no draft any more.
form.addEventListener('submit', () => clearTimeout(timer));

async function keep() {
  const answer = await fetch(form.getAttribute('action'), {
    method: 'POST',
    headers: { Accept: 'application/json' },
    body: new URLSearchParams(new FormData(form)),
  }).catch(() => undefined);
  const found = await answer?.json().catch(() => undefined);
  if (answer?.ok) {
    list(found.warnings);
    said.textContent = ['The preview shows it.', ...found.warnings].join(' ');
    frame.contentWindow.location.reload();
  } else if (found?.problems) said.textContent = Object.values(found.problems).join(' ');
  else said.textContent = found?.error ?? 'The preview could not be made. Please try again.';
}

function list(sentences) {
  warnings.hidden = !sentences.length;
  warnings.querySelector('ul').replaceChildren(
    ...sentences.map((sentence) => {
      const item = document.createElement('li');
      item.textContent = sentence;
      return item;
    }),
  );
}

const widths = screen.querySelector('[data-widths]');
widths.hidden = false;
widths.addEventListener('click', ({ target }) => {
  if (target.dataset.width === undefined) return;
  frame.style.maxInlineSize = target.dataset.width ? `${target.dataset.width}px` : '';
  for (const button of widths.children) button.setAttribute('aria-pressed', String(button === target));
});
