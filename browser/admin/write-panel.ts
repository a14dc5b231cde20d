// admin/write-panel.ts: comforts beside the text on the write screen; every one of them works without it, after a save.
import { controlOf, findControl } from '../shared/elements.ts';
import { __ } from '../shared/words.ts';
import './complete.ts';
import { addsCategories } from './write/new-category.ts';
import { checksFirst } from './write/publish-check.ts';
import { showsSettings, writesTitle } from './write/write-page.ts';

const form = document.querySelector<HTMLFormElement>('form.write');
if (form) {
  for (const button of document.querySelectorAll<HTMLButtonElement>('[data-more]')) addsLines(button);
  for (const button of document.querySelectorAll<HTMLButtonElement>('[data-add-category]'))
    addsCategories(form, button);
  sayWhen(form);
  showsSettings();
  checksFirst(form);
  writesTitle(form);
  // What is folded and wrong has to be seen.
  form.addEventListener(
    'invalid',
    ({ target }) => {
      const fold = (target as Element).closest('details');
      if (fold) fold.open = true;
    },
    true,
  );
  showSnippet(form);
}

/** One more line of what stands in lines. */
function addsLines(button: HTMLButtonElement): void {
  button.hidden = false;
  button.addEventListener('click', () => {
    const all = document.querySelectorAll<HTMLElement>(button.dataset.more!);
    const last = all[all.length - 1]!;
    const line = last.cloneNode(true) as HTMLElement;
    const number = all.length;
    for (const field of line.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input, textarea'))
      field.value = '';
    for (const one of line.querySelectorAll('[id]')) one.id = one.id.replace(/\d+$/, String(number));
    for (const label of line.querySelectorAll('label')) {
      label.htmlFor = label.htmlFor.replace(/\d+$/, String(number));
      label.querySelector('span')!.textContent =
        ` ${__(/* translators: its number */ 'of field %s', number + 1)}`;
    }
    last.after(line);
    line.querySelector<HTMLInputElement>('input:not([type="hidden"])')?.focus();
  });
}

/** The button says what it will do with the date. */
function sayWhen(form: HTMLFormElement): void {
  const button = document.querySelector<HTMLElement>('[data-later]');
  if (!button) return;
  const date = controlOf(form, 'published_at');
  const { textContent: atOnce } = button;
  const opened = Date.now();
  // Both are read as if they were UTC: the clock of the site counts, not the browser's.
  const now = () => Date.parse(`${date.dataset.now}Z`) + Date.now() - opened;
  const say = () => {
    const isLater = date.value && Date.parse(`${date.value}Z`) > now();
    button.textContent = isLater ? button.dataset.later! : atOnce;
  };
  date.addEventListener('input', say);
  say();
}

/** How a search engine may show it, while it is typed. */
function showSnippet(form: HTMLFormElement): void {
  const snippet = document.querySelector<HTMLElement>('.snippet');
  if (!snippet) return;
  const value = (name: string) => findControl(form, name)?.value.trim() ?? '';
  const show = (part: string, text: string) => {
    if (text) snippet.querySelector(`.snippet-${part}`)!.textContent = text;
  };
  form.addEventListener('input', ({ target }) => {
    const { name } = target as HTMLInputElement;
    if (!['title', 'seo_title', 'seo_description', 'excerpt', 'content'].includes(name)) return;
    const title = [value('title'), snippet.dataset.site].filter(Boolean).join(' – ');
    show('title', value('seo_title') || title);
    show('description', value('seo_description') || plain(value('excerpt') || value('content')));
  });
}

/** The first words of a text, without its markup. */
function plain(text: string): string {
  const { body } = new DOMParser().parseFromString(text.slice(0, 4000), 'text/html');
  return body.textContent.replaceAll(/\s+/g, ' ').trim().split(' ').slice(0, 30).join(' ');
}
