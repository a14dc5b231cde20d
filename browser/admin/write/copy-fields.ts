// admin/write/copy-fields.ts: the fields of the write screen as a copy holds them, and back into the form.
import { controlOf, type Control } from '../../shared/elements.ts';

/** Names and values, in the order of the form; a name may come several times. */
export type Fields = [name: string, value: string][];

/** The readers' password stays out of the copies; files and what the scripts add come back by themselves. */
const isCopied = (element: Element): element is Control => {
  if (!('name' in element && 'type' in element && 'value' in element)) return false;
  const { name, type } = element as Control;
  return Boolean(name) && !['file', 'submit', 'button', 'hidden'].includes(type) && name !== 'password';
};

const copiedOf = (form: HTMLFormElement): Control[] => [...form.elements].filter(isCopied);

const isBox = (control: Control): control is HTMLInputElement => ['checkbox', 'radio'].includes(control.type);

/** When the text was last seen saved, as the form says it. */
export const seenAt = (form: HTMLFormElement): Control => controlOf(form, 'seen_at');

/** Two lists of fields are the same where their words are. */
export const textsOf = (fields: Fields): string =>
  JSON.stringify(fields.map(([name, value]) => [name, value.trim()]));

/** The fields as they are. */
export function typed(form: HTMLFormElement): Fields {
  return copiedOf(form).flatMap((control): Fields =>
    isBox(control) && !control.checked ? [] : [[control.name, control.value]],
  );
}

/** The fields as the server sent them. */
export function initial(form: HTMLFormElement): Fields {
  return copiedOf(form).flatMap((control): Fields => {
    if (isBox(control)) return control.defaultChecked ? [[control.name, control.value]] : [];
    if (!(control instanceof HTMLSelectElement)) return [[control.name, control.defaultValue]];
    const options = [...control.options];
    const chosen = options.find(({ defaultSelected }) => defaultSelected) ?? options[0];
    return [[control.name, chosen?.value ?? '']];
  });
}

/** Puts a copy into the fields, as if it were typed. What came in between is compared when it is saved. */
export function putFields(form: HTMLFormElement, fields: Fields, seen: string): void {
  seenAt(form).value = seen;
  addLines(form, fields);
  const used = new Map<string, number>();
  for (const control of copiedOf(form)) {
    const values = fields.filter(([name]) => name === control.name).map(([, value]) => value);
    if (isBox(control)) control.checked = values.includes(control.value);
    else if (values.length) {
      // Fields in lines share their names: each line takes its own value.
      const at = used.get(control.name) ?? 0;
      used.set(control.name, at + 1);
      control.value = values[at] ?? '';
    }
    control.dispatchEvent(new Event('input', { bubbles: true }));
    control.dispatchEvent(new Event('change', { bubbles: true }));
  }
}

/** As many lines of fields as the copy has. */
function addLines(form: HTMLFormElement, fields: Fields): void {
  for (const button of form.querySelectorAll<HTMLButtonElement>('button[data-more]')) {
    const line = `${button.dataset.more} [name]:not([type="hidden"])`;
    const name = form.querySelector(line)?.getAttribute('name');
    const wanted = fields.filter(([one]) => one === name).length;
    for (let had = form.querySelectorAll(`[name="${name}"]`).length; had < wanted; had += 1) button.click();
  }
}
