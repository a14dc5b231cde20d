// editor/markdown.ts: Markdown as it is written, and beside it as readers will see it.
import { openCode } from './code.ts';
import { make } from '../shared/elements.ts';
import { __ } from '../shared/words.ts';
import type { Mode, Place } from './mode.ts';
import { rendered } from './server.ts';

export function openMarkdown(place: Place): Mode {
  const { textarea, host } = place;
  const source = make('div', { className: 'editor-source' });
  // A page of its own, so that the theme's sheets and the admin's leave each other alone; no script runs in it.
  const frame = make('iframe', { title: __('Preview'), className: 'editor-preview' });
  frame.setAttribute('sandbox', 'allow-same-origin');
  const sheets = (textarea.dataset.editor ?? '')
    .split(' ')
    .map((href) => `<link rel="stylesheet" href="${href}">`);
  frame.srcdoc = `<!doctype html><html lang="en"><head><title>Preview</title>${sheets.join('')}</head><body class="content is-preview"></body></html>`;
  host.classList.add('is-split');
  host.append(source, frame);

  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked = '';
  const show = async () => {
    const text = textarea.value;
    asked = text;
    const html = text.trim() ? await rendered(text, 'markdown') : '';
    const body = frame.contentDocument?.body;
    if (asked !== text || html === undefined || !body) return;
    body.innerHTML = html || `<p class="is-empty">${__('The preview stands here.')}</p>`;
  };
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(() => void show(), 400);
  };
  frame.addEventListener('load', () => void show());
  const code = openCode({ ...place, host: source }, 'markdown', soon);
  return {
    ...code,
    remove: () => {
      clearTimeout(timer);
      code.remove();
      host.classList.remove('is-split');
      host.replaceChildren();
    },
  };
}
