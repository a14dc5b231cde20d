// editor/editor.ts: the way in: puts an editor in the place of the write screen's textarea, which stays where the text is.
import { mediaButton } from './media.ts';
import type { Mode, Place } from './mode.ts';
import { tabsOn, type Way } from './tabs.ts';

const textarea = document.querySelector<HTMLTextAreaElement>('textarea[data-editor]');
if (textarea?.form) void start(textarea, textarea.form);

async function start(textarea: HTMLTextAreaElement, form: HTMLFormElement): Promise<void> {
  const host = document.createElement('div');
  host.className = 'editor-room';
  textarea.after(host);
  let mode: Mode | undefined;
  let isOurs = false;

  const place: Place = {
    textarea,
    host,
    write(text) {
      if (text === textarea.value) return;
      textarea.value = text;
      isOurs = true;
      textarea.dispatchEvent(new Event('input', { bubbles: true }));
      isOurs = false;
    },
    append(markup) {
      mode?.flush();
      textarea.value = [textarea.value.trimEnd(), markup].filter(Boolean).join('\n\n');
      textarea.dispatchEvent(new Event('input', { bubbles: true }));
    },
  };
  // A recovered text, or markup that a script has put in.
  textarea.addEventListener('input', () => !isOurs && mode?.load());
  const flush = () => mode?.flush();
  // Before all others that read the text: they listen on the way back up.
  for (const event of ['pagehide', 'blur', 'submit']) window.addEventListener(event, flush, true);
  document.addEventListener('visibilitychange', flush, true);

  const change = async (way: Way) => {
    mode?.flush();
    mode?.remove();
    mode = undefined;
    // The textarea stays in sight until the next one is ready.
    textarea.hidden = false;
    host.classList.add('is-coming');
    mode = await open(way, place);
    host.classList.remove('is-coming');
    textarea.hidden = mode !== undefined;
  };
  // From the title.
  form.addEventListener('write-text', () => (mode ? mode.focus() : textarea.focus()));
  const beside = mediaButton(form, textarea, () => mode);
  await tabsOn({ form, textarea, beside, flush, open: change });
}

/** Undefined when the line is down and the editor does not come: then the textarea itself stays. */
async function open(way: Way, place: Place): Promise<Mode | undefined> {
  try {
    if (way === 'visual') return await (await import('./visual.ts')).openVisual(place);
    if (way === 'markdown') return (await import('./markdown.ts')).openMarkdown(place);
    return (await import('./code.ts')).openCode(place, 'html');
  } catch {
    place.host.replaceChildren();
    return undefined;
  }
}
