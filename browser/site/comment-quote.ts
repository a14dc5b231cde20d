// site/comment-quote.ts: what is selected in the post or a comment goes into the form as a quote, with whom and where.
import { controlOf, findControl, make, makeButton } from '../shared/elements.ts';
import { __ } from '../shared/words.ts';
import { insertText } from './comment-text.ts';
import { longestPassage, postText, quotedBy } from './passages/text.ts';

/** Longer selections, in characters, are nothing to quote. */
const longest = 2000;

/** Shows buttons beside a selection: one puts it into the comment, one makes the comment one on this passage. */
export function offerQuotes(form: HTMLFormElement): void {
  const text = controlOf(form, 'comment');
  if (!(text instanceof HTMLTextAreaElement)) return;
  const bar = make('div', { className: 'comment-selection', hidden: true });
  const passage = makeButton(__('Comment on this'), () => comment(form, text, bar));
  bar.append(
    makeButton(__('Quote'), () => quote(text, bar)),
    passage,
  );
  // The selection stays while a button is pressed.
  bar.addEventListener('pointerdown', (event) => event.preventDefault());
  document.body.append(bar);
  const placeNow = () => {
    const found = chosen();
    passage.hidden = !found || found.words.length > longestPassage || !isOfPost(found) || !takes(form);
    place(bar, found);
  };
  document.addEventListener('selectionchange', placeNow);
  window.addEventListener('resize', placeNow);
}

const takes = (form: HTMLFormElement) => findControl(form, 'passage') !== undefined;
const isOfPost = ({ source }: Chosen) => source === postText();

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
  const source = element?.closest('.comment-content, .entry-content, .content.e-content');
  const words = selection.toString().trim();
  return source && words && words.length <= longest ? { range, words, source } : undefined;
}

function place(bar: HTMLElement, found: Chosen | undefined): void {
  bar.hidden = !found;
  if (!found) return;
  const box = found.range.getBoundingClientRect();
  const most = document.documentElement.clientWidth - bar.offsetWidth - 8;
  bar.style.insetBlockStart = `${window.scrollY + box.bottom + 6}px`;
  bar.style.left = `${window.scrollX + Math.max(8, Math.min(box.left, most))}px`;
}

function comment(form: HTMLFormElement, text: HTMLTextAreaElement, bar: HTMLElement): void {
  const found = chosen();
  if (!found) return;
  const { exact, prefix, suffix } = quotedBy(found.range, found.words, found.source);
  const field = controlOf(form, 'passage');
  field.value = exact;
  controlOf(form, 'passage_prefix').value = prefix;
  controlOf(form, 'passage_suffix').value = suffix;
  field.closest('details')?.setAttribute('open', '');
  // The draft is kept with it.
  field.dispatchEvent(new Event('input', { bubbles: true }));
  leave(text, bar);
}

function quote(text: HTMLTextAreaElement, bar: HTMLElement): void {
  const found = chosen();
  if (!found) return;
  const { words, source } = found;
  const lines = words.split('\n').map((line) => `> ${escaped(line.trimEnd())}`.trimEnd());
  insertText(text, `${[...lines, '>', `> — ${origin(source)}`].join('\n')}\n\n`, true);
  leave(text, bar);
}

function leave(text: HTMLTextAreaElement, bar: HTMLElement): void {
  document.getSelection()?.removeAllRanges();
  bar.hidden = true;
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
