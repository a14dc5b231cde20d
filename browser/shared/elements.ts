// shared/elements.ts: makes elements of a page, and finds the fields of its forms.

/** Makes an element: its properties, then what stands in it. Text stays text. */
export function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  properties: Partial<HTMLElementTagNameMap[Name]> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  for (const [property, value] of Object.entries(properties)) {
    // Not every browser in use reflects these as properties.
    const aria = /^aria([A-Z]\w*)$/.exec(property)?.[1];
    if (aria) element.setAttribute(`aria-${aria.toLowerCase()}`, String(value));
    else if (property === 'role') element.setAttribute(property, String(value));
    else Object.assign(element, { [property]: value });
  }
  element.append(...children);
  return element;
}

/** A button that does something on this page, and sends no form. */
export function makeButton(
  words: string,
  act: () => void,
  properties: Partial<HTMLButtonElement> = {},
): HTMLButtonElement {
  const button = make('button', { type: 'button', ...properties }, words);
  button.addEventListener('click', act);
  return button;
}

/** What holds a value in a form. */
export type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** The field of a form that has this name; undefined when there is none. */
export function findControl(form: HTMLFormElement, name: string): Control | undefined {
  const found = form.elements.namedItem(name);
  return found instanceof Element ? (found as Control) : undefined;
}

/** The same for a field that is always there. @throws Error when it is not */
export function controlOf(form: HTMLFormElement, name: string): Control {
  const found = findControl(form, name);
  if (!found) throw new Error(`the form has no field ${name}`);
  return found;
}

/** What stands in the fields of a form, without its files, as a form sends it; with the button that sends it, if one does. */
export function fieldsOf(form: HTMLFormElement, button?: HTMLButtonElement): URLSearchParams {
  const texts = [...new FormData(form, button)].filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return new URLSearchParams(texts);
}
