// admin/moderate.ts: WordPress's keys for the list of comments. They work while a comment or the answer above has the focus, and nowhere else.
const list = document.querySelector('.moderation');
const answer = document.querySelector('#answer');
const deeds = { a: 'approve', u: 'hold', s: 'spam', d: 'trash' };

const rows = [...list.children];
for (const row of rows) row.tabIndex = -1;
document.querySelector('#moderation-keys').hidden = false;

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const { target, key } = event;
  const isTyping = target.matches('textarea, select, input:not([type="checkbox"]), [contenteditable]');
  const isHere = list.contains(target) || answer?.contains(target);
  if (!isHere || isTyping) return;
  const row = rows.find((one) => one.contains(target));
  if (act(key, row)) event.preventDefault();
});

/** Does what a key stands for; false when it stands for nothing here. */
function act(key, row) {
  if (key === 'j' || key === 'k') return move(row, key === 'j' ? 1 : -1);
  if (key === 'z') return press(document.querySelector('.notice-undo button'));
  if (!row) return false;
  if (key === 'x') return press(row.querySelector('input[name="ids"]'));
  if (key === 'r' || key === 'e') return press(row.querySelector('[data-edit]'));
  return key in deeds && press(row.querySelector(`button[formaction$="/${deeds[key]}"]`));
}

function move(row, by) {
  const next = row ? rows[rows.indexOf(row) + by] : rows[0];
  next?.focus();
  return true;
}

function press(control) {
  control?.click();
  return Boolean(control);
}
