// site/comment-quote.ts: what is selected in the post or a comment goes into the form as a quote, with whom and where.
import { controlOf, makeButton } from '../shared/elements.ts';
import { __ } from '../shared/words.ts';
import { insertText } from './comment-text.ts';

/** Longer selections, in characters, are nothing to quote. */
const longest = 2000;

/** Shows a button beside a selection; a press puts it into the comment. */
export function offerQuotes(form: HTMLFormElement): void {
  const text = controlOf(form, 'comment');
  if (!(text instanceof HTMLTextAreaElement)) return;
  const button = makeButton(__('Quote'), () => quote(text, button), {
    className: 'comment-quote',
    hidden: true,
  });
  // The selection stays while the button is pressed.
  button.addEventListener('pointerdown', (event) => event.preventDefault());
  document.body.append(button);
  document.addEventListener('selectionchange', () => place(button));
  window.addEventListener('resize', () => place(button));
}

interface Chosen {
  range: Range;
  words: string;
  source: Element;
}

/** What is selected, when all of it lies in one text. */
function chosen(): Chosen | undefined {
  const selection = document.getSelection();
  if (!selection?.rangeCount || selection.isCollapsed) return undefined;
  const range = selection.getRangeAt(0);
  const { commonAncestorContainer: common } = range;
  const element = common instanceof Element ? common : common.parentElement;
  const source = element?.closest('.comment-content, .entry-content');
  const words = selection.toString().trim();
  return source && words && words.length <= longest ? { range, words, source } : undefined;
}

function place(button: HTMLElement): void {
  const found = chosen();
  button.hidden = !found;
  if (!found) return;
  const box = found.range.getBoundingClientRect();
  button.style.insetBlockStart = `${window.scrollY + box.bottom + 6}px`;
  button.style.left = `${Math.max(8, window.scrollX + box.left)}px`;
}

function quote(text: HTMLTextAreaElement, button: HTMLElement): void {
  const found = chosen();
  if (!found) return;
  const { words, source } = found;
  const lines = words.split('\n').map((line) => `> ${escaped(line.trimEnd())}`.trimEnd());
  insertText(text, `${[...lines, '>', `> — ${origin(source)}`].join('\n')}\n\n`, true);
  document.getSelection()?.removeAllRanges();
  button.hidden = true;
  text.focus();
}

/** Signs that would be read as Markdown stay what the reader saw. */
const escaped = (line: string): string =>
  /https?:\/\//.test(line)
    ? line
    : line.replaceAll(/[\\`*_[\]<|~]/g, '\\$&').replace(/^(\s*)(#|[-+>]|\d+[.)](?=\s))/, '$1\\$2');

/** Whose words they are, as a link to where they stand. */
function origin(source: Element): string {
  const comment = source.closest('[id^="comment-"]');
  const name = comment?.querySelector('.fn')?.textContent.trim();
  const heading = document.querySelector('h1')?.textContent.trim();
  const words = (comment ? name : heading) ?? document.title;
  const address = new URL(location.href);
  address.hash = comment ? comment.id : '';
  for (const name of ['unapproved', 'moderation-hash', 'replytocom']) address.searchParams.delete(name);
  return `[${words.replaceAll(/[\\[\]]/g, '\\$&')}](${address.href.replace(/#$/, '').replaceAll(/[()]/g, encodeURIComponent)})`;
}
