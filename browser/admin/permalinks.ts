// admin/permalinks.ts: shows the address of a post while its structure is typed; without it there is a button.
import { controlOf } from '../shared/elements.ts';
import { __ } from '../shared/words.ts';

/** What the form knows of addresses. */
interface Sample {
  site: string;
  /** The address without a structure. */
  plain: string;
  /** What each tag stands for. */
  tags: Record<string, string>;
}

const form = document.querySelector<HTMLFormElement>('[data-permalinks]');
if (form) preview(form, JSON.parse(form.dataset.permalinks ?? '{}') as Sample);

function preview(form: HTMLFormElement, sample: Sample): void {
  const field = controlOf(form, 'permalink_structure');
  const shown = form.querySelector('#preview')!;
  form.querySelector<HTMLElement>('[data-preview]')!.hidden = true;
  field.addEventListener('input', () => {
    shown.textContent = addressOf(field.value, sample);
  });
}

/** The server says it better when it is saved; here only what is surely none is told. */
function addressOf(structure: string, { site, plain, tags }: Sample): string {
  if (structure === '') return site + plain;
  const names = [...structure.matchAll(/%([a-z_]+)%/g)].map(([, name]) => name!);
  const isOne =
    structure.startsWith('/') &&
    names.every((name) => Object.hasOwn(tags, name)) &&
    !/[\s?#]/.test(structure);
  const isOwn = names.includes('postname') || names.includes('post_id');
  if (!isOne || !isOwn || structure.replace(/%[a-z_]+%/g, '').includes('%')) return __('Not an address yet.');
  return site + structure.replace(/%([a-z_]+)%/g, (_whole, name: string) => tags[name] ?? '');
}
