// admin/customize.ts: every choice is kept as a draft and shown at once; without it the button “Preview” does that.
import { fieldsOf, make } from '../shared/elements.ts';
import { request, sentenceOf } from '../shared/request.ts';
import { __ } from '../shared/words.ts';

const screen = document.querySelector<HTMLElement>('[data-customize]');
const form = screen?.querySelector('form');
const frame = screen?.querySelector('iframe');
if (screen && form && frame) enhance(screen, form, frame);

function enhance(screen: HTMLElement, form: HTMLFormElement, frame: HTMLIFrameElement): void {
  const said = screen.querySelector('[data-said]')!;
  const warnings = screen.querySelector<HTMLElement>('[data-warnings]')!;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running = Promise.resolve();

  const keep = async () => {
    try {
      const address = form.getAttribute('action') ?? '';
      const kept = await request<{ warnings: string[] }>(address, { fields: fieldsOf(form) });
      list(warnings, kept.warnings);
      said.textContent = [__('The preview shows it.'), ...kept.warnings].join(' ');
      frame.contentWindow?.location.reload();
    } catch (error) {
      said.textContent = problemsOf(error) || sentenceOf(error);
    }
  };
  form.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(() => (running = running.then(keep)), 350);
  });
  // What is being sent by the form itself needs no draft any more.
  form.addEventListener('submit', () => clearTimeout(timer));
  chooseWidth(screen.querySelector<HTMLElement>('[data-widths]')!, frame);
}

/** What the site said of single fields, as one text. */
function problemsOf(error: unknown): string {
  const told = error instanceof Error ? (error.cause as { problems?: Record<string, string> }) : undefined;
  return Object.values(told?.problems ?? {}).join(' ');
}

function list(warnings: HTMLElement, sentences: string[]): void {
  warnings.hidden = !sentences.length;
  warnings.querySelector('ul')?.replaceChildren(...sentences.map((sentence) => make('li', {}, sentence)));
}

function chooseWidth(widths: HTMLElement, frame: HTMLIFrameElement): void {
  widths.hidden = false;
  widths.addEventListener('click', ({ target }) => {
    if (!(target instanceof HTMLElement) || target.dataset.width === undefined) return;
    const { width } = target.dataset;
    frame.style.maxInlineSize = width ? `${width}px` : '';
    for (const button of widths.children) button.setAttribute('aria-pressed', String(button === target));
  });
}
