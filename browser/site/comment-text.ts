// site/comment-text.ts: puts text into a field as typing does: it can be undone, and whoever listens hears of it.

/**
 * Puts text in the place of the selection.
 * @param isBlock whether it begins a line of its own, with a blank one before it
 */
export function insertText(field: HTMLTextAreaElement, text: string, isBlock = false): void {
  const before = field.value.slice(0, field.selectionStart);
  const gap = !isBlock || !before || before.endsWith('\n\n') ? '' : before.endsWith('\n') ? '\n' : '\n\n';
  replaceText(field, field.selectionStart, field.selectionEnd, gap + text);
}

/** Puts text in the place of what stands from `start` to `end`, and the caret behind it. */
export function replaceText(field: HTMLTextAreaElement, start: number, end: number, text: string): void {
  field.hidden = false;
  field.setRangeText(text, start, end, 'end');
  field.dispatchEvent(new Event('input', { bubbles: true }));
}
