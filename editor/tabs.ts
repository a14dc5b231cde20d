// tabs.ts: Visual and Code, as the classic editor has them; the choice is remembered in this browser.

export type Way = 'visual' | 'code' | 'markdown';

const remembered = 'quillback:editor';

/**
 * Puts the tabs above the text and opens the way that was used last.
 * @param open closes what is open and opens another; ends when that one can be written in
 */
export async function tabsOn(
  form: HTMLFormElement,
  textarea: HTMLTextAreaElement,
  open: (way: Way) => Promise<void>,
): Promise<void> {
  const format = form.elements.namedItem('content_format') as HTMLSelectElement;
  const group = document.createElement('span');
  group.className = 'editor-tabs';
  group.setAttribute('role', 'group');
  group.setAttribute('aria-label', 'Editor');
  const tabs = (['visual', 'code'] as const).map((way) => {
    const tab = Object.assign(document.createElement('button'), { type: 'button' });
    tab.textContent = { visual: 'Visual', code: 'Code' }[way];
    tab.addEventListener('click', () => {
      remember(way);
      void change();
    });
    group.append(tab);
    return { tab, way };
  });
  textarea.before(group);

  let last: Promise<void> = Promise.resolve();
  const change = (): Promise<void> => {
    const way = wayNow(format.value);
    group.hidden = way === 'markdown';
    for (const one of tabs) one.tab.setAttribute('aria-pressed', String(one.way === way));
    // One after the other, however quickly they are pressed.
    last = last.then(() => open(way)).then(() => void (form.dataset.editing = way));
    return last;
  };
  format.addEventListener('change', () => void change());
  await change();
}

function wayNow(format: string): Way {
  if (format === 'markdown') return 'markdown';
  try {
    return localStorage.getItem(remembered) === 'code' ? 'code' : 'visual';
  } catch {
    return 'visual';
  }
}

function remember(way: Way): void {
  try {
    localStorage.setItem(remembered, way);
  } catch {
    // Storage is switched off; it is the rich editor again next time.
  }
}
