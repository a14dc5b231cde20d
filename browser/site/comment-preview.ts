// site/comment-preview.ts: Write and Preview above the text; the preview is what the site itself makes of it.
import { controlOf, make, makeButton } from '../shared/elements.ts';
import { request, sentenceOf } from '../shared/request.ts';
import { __ } from '../shared/words.ts';

/** Puts the two tabs in the place of the button that sends the form for its preview. */
export function offerPreview(form: HTMLFormElement): void {
  const text = controlOf(form, 'comment');
  if (!(text instanceof HTMLTextAreaElement)) return;
  form.querySelector('[data-preview]')?.remove();
  const panel = make('div', {
    className: 'comment-preview comment-content',
    id: 'comment-preview',
    role: 'tabpanel',
    hidden: true,
    tabIndex: 0,
  });
  panel.setAttribute('aria-labelledby', 'comment-tab-preview');
  const write = tab(__('Write'), 'comment-tab-write', 'comment', () => show(false));
  const preview = tab(__('Preview'), 'comment-tab-preview', 'comment-preview', () => show(true));
  const tabs = make(
    'span',
    { className: 'comment-tabs', role: 'tablist', ariaLabel: __('Comment') },
    write,
    preview,
  );
  let asked = new AbortController();

  const show = (isPreview: boolean) => {
    asked.abort();
    asked = new AbortController();
    text.hidden = isPreview;
    panel.hidden = !isPreview;
    for (const [button, isChosen] of [
      [write, !isPreview],
      [preview, isPreview],
    ] as const) {
      button.ariaSelected = String(isChosen);
      button.tabIndex = isChosen ? 0 : -1;
    }
    if (isPreview) void fill(form, panel, asked.signal);
  };

  tabs.addEventListener('keydown', ({ key }) => {
    if (key !== 'ArrowLeft' && key !== 'ArrowRight') return;
    const other = preview.ariaSelected === 'true' ? write : preview;
    other.focus();
    other.click();
  });
  // What is wrong with the text is shown at the text.
  text.addEventListener('invalid', () => show(false));
  form.addEventListener('answers', () => show(false));
  text.before(tabs);
  text.after(panel);
  show(false);
}

function tab(words: string, id: string, controls: string, act: () => void): HTMLButtonElement {
  const button = makeButton(words, act, { id, role: 'tab' });
  button.setAttribute('aria-controls', controls);
  return button;
}

async function fill(form: HTMLFormElement, panel: HTMLElement, signal: AbortSignal): Promise<void> {
  panel.textContent = __('Preparing the preview…');
  const fields = {
    comment: controlOf(form, 'comment').value,
    comment_post_ID: controlOf(form, 'comment_post_ID').value,
  };
  try {
    const { html } = await request<{ html: string }>('/comments/preview', { fields, signal });
    // Cleaned by the site, as it cleans the comments on this page.
    panel.innerHTML = html;
  } catch (error) {
    if (!signal.aborted) panel.textContent = sentenceOf(error);
  }
}
