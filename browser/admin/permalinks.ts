// admin/permalinks.ts: shows the address of a post while its structure is typed; without it there is a button.

const form = document.querySelector('[data-permalinks]');
const field = form.elements.permalink_structure;
const preview = form.querySelector('#preview');
const { site, plain, tags } = JSON.parse(form.dataset.permalinks);

form.querySelector('[data-preview]').hidden = true;
field.addEventListener('input', () => {
  preview.textContent = addressOf(field.value);
});

/** The server says it better when it is saved; here only what is surely none is told. */
function addressOf(structure) {
  if (structure === '') return site + plain;
  const names = [...structure.matchAll(/%([a-z_]+)%/g)].map(([, name]) => name);
  const isOne = structure.startsWith('/') && names.every((name) => name in tags) && !/[\s?#]/.test(structure);
  const isOwn = names.includes('postname') || names.includes('post_id');
  if (!isOne || !isOwn || structure.replace(/%[a-z_]+%/g, '').includes('%')) return 'Not an address yet.';
  return site + structure.replace(/%([a-z_]+)%/g, (_whole, name) => tags[name]);
}
