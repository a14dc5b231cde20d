// editor/tabs.ts: Visual, Code and Markdown; the choice is remembered in this browser.
import { readChoice, storeChoice } from '../shared/choices.ts';
import { __ } from '../shared/words.ts';
import { mayChangeFormat, type Format } from './format.ts';

export type Way = 'visual' | 'code' | 'markdown';

const remembered = 'quillback:editor';
const names: Record<Way, string> = { visual: __('Visual'), code: __('Code'), markdown: __('Markdown') };

interface Desk {
  form: HTMLFormElement;
  textarea: HTMLTextAreaElement;
  /** What stands in the same line. */
  beside: HTMLElement;
  /** Writes what is not written yet into the textarea. */
  flush: () => void;
  /** Closes what is open and opens another; ends when that one can be written in. */
  open: (way: Way) => Promise<void>;
}

/** Puts the tabs above the text and opens the way that was used last. */
export async function tabsOn({ form, textarea, beside, flush, open }: Desk): Promise<void> {
  const format = form.elements.namedItem('content_format') as HTMLSelectElement;
  // The tabs say it from here on.
  format.closest<HTMLElement>('.field')!.hidden = true;
  if (isFresh(form, textarea) && usedLast() === 'markdown') begin(format, 'markdown');
  const group = document.createElement('span');
  group.className = 'editor-tabs';
  group.setAttribute('role', 'group');
  group.setAttribute('aria-label', __('Editor'));
  let isAsking = false;
  const tabs = (['visual', 'code', 'markdown'] as const).map((way) => {
    const tab = Object.assign(document.createElement('button'), { type: 'button', textContent: names[way] });
    tab.addEventListener('click', () => {
      if (!isAsking) void press(way);
    });
    group.append(tab);
    return { tab, way };
  });
  const line = document.createElement('span');
  line.className = 'editor-line';
  line.append(beside, group);
  textarea.before(line);

  const press = async (way: Way) => {
    const wanted: Format = way === 'markdown' ? 'markdown' : 'html';
    if (format.value !== wanted) {
      flush();
      isAsking = true;
      const may = await mayChangeFormat(textarea, wanted);
      isAsking = false;
      if (!may) return;
      format.value = wanted;
      remember(way);
      // The form has changed, and below hears of it.
      format.dispatchEvent(new Event('change', { bubbles: true }));
      return;
    }
    remember(way);
    await change();
  };

  let last: Promise<void> = Promise.resolve();
  const change = (): Promise<void> => {
    const way = wayNow(format.value);
    for (const one of tabs) one.tab.setAttribute('aria-pressed', String(one.way === way));
    // One after the other, however quickly they are pressed.
    last = last.then(() => open(way)).then(() => void (form.dataset.editing = way));
    return last;
  };
  format.addEventListener('change', () => void change());
  await change();
}

/** A new text that nobody has begun. */
const isFresh = (form: HTMLFormElement, textarea: HTMLTextAreaElement): boolean =>
  !form.dataset.lock && !('unsaved' in form.dataset) && !textarea.value.trim();

/** A new text starts in it, as if the site had sent it so. */
function begin(format: HTMLSelectElement, value: Format): void {
  for (const option of format.options) option.defaultSelected = option.value === value;
  format.value = value;
}

function wayNow(format: string): Way {
  if (format === 'markdown') return 'markdown';
  return usedLast() === 'code' ? 'code' : 'visual';
}

const usedLast = (): string | null => readChoice(remembered);
const remember = (way: Way): void => storeChoice(remembered, way);
