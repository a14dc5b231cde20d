// admin/write/write-page.ts: the write screen as a page: a title that grows, and settings that go out of the way.
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
  document.body.classList.toggle('is-alone', isWide.matches && remembered() === 'closed');
  link.addEventListener('click', (event) => {
    if (!isWide.matches) return;
    event.preventDefault();
    const isAlone = document.body.classList.toggle('is-alone');
    remember(isAlone ? 'closed' : 'open');
    look();
  });
  link.addEventListener('keydown', (event) => {
    if (event.key !== ' ' || !isWide.matches) return;
    event.preventDefault();
    link.click();
  });
  isWide.addEventListener('change', () => {
    document.body.classList.toggle('is-alone', isWide.matches && remembered() === 'closed');
    look();
  });
  look();
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

function remembered(): string | null {
  try {
    return localStorage.getItem(kept);
  } catch {
    return null;
  }
}

function remember(state: 'open' | 'closed'): void {
  try {
    localStorage.setItem(kept, state);
  } catch {
    // Storage is switched off; they are open again next time.
  }
}
