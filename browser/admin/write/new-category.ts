// admin/write/new-category.ts: a category is made at once beside the text, and ticked.
import { make } from '../../shared/elements.ts';
import { request, sentenceOf } from '../../shared/request.ts';
import { __ } from '../../shared/words.ts';

interface Made {
  id: number;
  name: string;
}

export function addsCategories(form: HTMLFormElement, button: HTMLButtonElement): void {
  const name = document.querySelector<HTMLInputElement>('#new_category')!;
  const parent = document.querySelector<HTMLSelectElement>('#new_category_parent')!;
  const status = button.parentElement!.querySelector('[role="status"]')!;
  const add = async () => {
    if (!name.value.trim()) return name.focus();
    try {
      const fields = { name: name.value, parent_id: parent.value };
      const made = await request<Made>(button.dataset.addCategory!, { fields });
      tickNew(made, parent);
      // Ticking by hand says so itself.
      form.dispatchEvent(new Event('input', { bubbles: true }));
      status.textContent = __(/* translators: name of a category */ '%s is added and selected.', made.name);
      name.value = '';
    } catch (error) {
      status.textContent = sentenceOf(error);
    }
  };
  button.hidden = false;
  button.addEventListener('click', () => void add());
  name.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    button.click();
  });
}

/** Puts it below its parent in the list, ticked, and among the possible parents of the next. */
function tickNew({ id, name }: Made, parent: HTMLSelectElement): void {
  const above = document.getElementById(`category-${parent.value}`)?.closest('li');
  const depth = above ? Math.min(Number(/depth-(\d)/.exec(above.className)?.[1] ?? 0) + 1, 6) : 0;
  const box = make('input', { id: `category-${id}`, name: 'categories', type: 'checkbox' });
  Object.assign(box, { value: String(id), checked: true });
  const label = make('label', { htmlFor: box.id }, name);
  const line = make('li', { className: `check depth-${depth}` }, box, label);
  if (above) above.after(line);
  else document.getElementById('categories')?.prepend(line);
  line.scrollIntoView({ block: 'nearest' });
  const option = new Option('\u00a0\u00a0\u00a0'.repeat(depth) + name, String(id));
  const beside = parent.selectedOptions[0];
  if (above && beside) beside.after(option);
  else parent.append(option);
}
