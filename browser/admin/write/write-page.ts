// admin/write/write-page.ts: the write screen as a page: a title that grows, and settings that go out of the way.
import { readChoice, storeChoice } from '../../shared/choices.ts';
import { controlOf } from '../../shared/elements.ts';

const kept = 'quillback:write-settings';

/** The settings beside the text close and open where there is room for both; below it the link leads to them. */
export function showsSettings(): void {
  const link = document.querySelector<HTMLAnchorElement>('[data-panel]');
  if (!link) return;
  const isWide = matchMedia('(min-width: 62.01rem)');
  const look = () => {
    if (isWide.matches) {
      link.setAttribute('role', 'button');
      link.setAttribute('aria-expanded', String(!document.body.classList.contains('is-alone')));
    } else {
      link.removeAttribute('role');
      link.removeAttribute('aria-expanded');
    }
  };
  const start = () => {
    document.body.classList.toggle('is-alone', isWide.matches && readChoice(kept) === 'closed');
    look();
  };
  link.addEventListener('click', (event) => {
    if (!isWide.matches) return;
    event.preventDefault();
    const isAlone = document.body.classList.toggle('is-alone');
    storeChoice(kept, isAlone ? 'closed' : 'open');
    look();
  });
  link.addEventListener('keydown', (event) => {
    if (event.key !== ' ' || !isWide.matches) return;
    event.preventDefault();
    link.click();
  });
  isWide.addEventListener('change', start);
  start();
}

/** A title is one line that may wrap; Enter goes on to the text. */
export function writesTitle(form: HTMLFormElement): void {
  const title = controlOf(form, 'title') as HTMLTextAreaElement;
  const grow = () => {
    title.style.blockSize = 'auto';
    title.style.blockSize = `${title.scrollHeight}px`;
  };
  if (!CSS.supports('field-sizing', 'content')) {
    title.addEventListener('input', grow);
    window.addEventListener('resize', grow);
    grow();
  }
  title.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.isComposing) return;
    event.preventDefault();
    form.dispatchEvent(new Event('write-text'));
  });
}
