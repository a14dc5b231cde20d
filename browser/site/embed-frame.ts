// site/embed-frame.ts: tells the page around this frame how tall it is, and where a reader wants to go
// (the messages of WordPress's wp-embed). A classic script: in a sandboxed frame a module would need CORS.
import { makeButton } from '../shared/elements.ts';
import { __ } from '../shared/words.ts';

const main = document.querySelector('main')!;

const tell = (message: 'height' | 'link', value: number | string) => {
  // The page around it puts its own secret behind the one of our code, and listens for that.
  const [, secret] = /.*[#&?]secret=([A-Za-z0-9]+)/.exec(location.hash) ?? [];
  if (secret && window.parent !== window) window.parent.postMessage({ message, value, secret }, '*');
};
const tellHeight = () => tell('height', Math.ceil(main.getBoundingClientRect().height) + 2);

window.addEventListener('message', ({ source, data }: MessageEvent<{ message?: unknown } | null>) => {
  if (source === window.parent && data?.message === 'ready') tellHeight();
});
window.addEventListener('load', tellHeight);
new ResizeObserver(tellHeight).observe(main);

// A button for each field to copy; without script the fields are there to be marked.
for (const field of document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(
  '.share input, .share textarea',
)) {
  const copy = async () => {
    button.textContent = (await copied(field)) ? __('Copied') : __('Marked: copy it with your keyboard');
  };
  const button = makeButton(__('Copy'), () => void copy());
  button.setAttribute('aria-describedby', field.id);
  field.parentElement?.append(button);
}

/** The clipboard of today may be closed to a frame; the older way asks only for a press. */
async function copied(field: HTMLInputElement | HTMLTextAreaElement): Promise<boolean> {
  field.focus();
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch {
    return document.execCommand('copy');
  }
}

// The sandbox lets no link leave the frame; the page around it goes there for the reader.
document.addEventListener('click', (event) => {
  const { target, ctrlKey, metaKey, shiftKey, defaultPrevented } = event;
  const link = target instanceof Element && target.closest<HTMLAnchorElement>('a[href]');
  if (!link || defaultPrevented || ctrlKey || metaKey || shiftKey) return;
  event.preventDefault();
  tell('link', link.href);
});
