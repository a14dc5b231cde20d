// editor/format.ts: from HTML to Markdown and back: asks what is to become of the text, and loses none of it.
import { make } from '../shared/elements.ts';
import { __ } from '../shared/words.ts';
import { ask, said } from './dialog.ts';
import { markdownAsHtml } from './server.ts';

export type Format = 'html' | 'markdown';

/** What stood in the text before the last change of its format, and what it became. */
let before: { format: Format; text: string; became: string } | undefined;

/**
 * Asks, changes the text where that is wished, and tells the form.
 * @returns whether the text is in the wanted format from now on
 */
export async function mayChangeFormat(textarea: HTMLTextAreaElement, wanted: Format): Promise<boolean> {
  const text = textarea.value;
  // Nobody has written in it since: it is again what it was.
  if (before?.format === wanted && before.became === text) {
    put(textarea, before.text);
    before = undefined;
    return true;
  }
  const now = text.trim() ? await (wanted === 'markdown' ? toMarkdown(text) : toHtml(text)) : text;
  if (now === undefined) return false;
  before = { format: wanted === 'html' ? 'markdown' : 'html', text, became: now };
  put(textarea, now);
  return true;
}

function put(textarea: HTMLTextAreaElement, text: string): void {
  if (text === textarea.value) return;
  textarea.value = text;
  textarea.dispatchEvent(new Event('input', { bubbles: true }));
}

async function toMarkdown(text: string): Promise<string | undefined> {
  const answer = await ask({
    title: __('Write this text in Markdown?'),
    parts: [
      make(
        'p',
        {},
        __(
          'It stays as it is, letter by letter: Markdown may hold HTML. What you add is read as Markdown, and so are signs that stand in the text already, such as * or #; single ends of lines are no longer breaks. The preview shows how it looks.',
        ),
      ),
    ],
    done: __('Write in Markdown'),
  });
  return answer && text;
}

async function toHtml(text: string): Promise<string | undefined> {
  const answer = await ask({
    title: __('Leave Markdown?'),
    parts: [
      make(
        'p',
        {},
        __(
          'The text is written in Markdown. Turned into HTML it looks the same, and goes on in Visual and Code. Kept as written, its signs are shown to readers.',
        ),
      ),
    ],
    done: __('Turn into HTML'),
    others: { keep: __('Keep as written') },
  });
  if (!answer) return undefined;
  if (said(answer, 'act') === 'keep') return text;
  const html = await markdownAsHtml(text);
  if (html !== undefined) return html;
  await ask({
    title: __('The site does not answer'),
    parts: [make('p', {}, __('The text is as it was. Please try again.'))],
    done: __('Back to the text'),
  });
  return undefined;
}
