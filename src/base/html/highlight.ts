// base/html/highlight.ts: the colours of code as classes, loaded when a text holds code that names its language.
import type { HLJSApi } from 'highlight.js';

/** Longer code, in UTF-16 units, stays without colours. */
const longest = 20_000;
/** Each colour is an element, and a comment may have so many: the text itself comes first. */
const most = 500;

let loaded: HLJSApi | undefined;

/** Loads the common languages, once a process and thread, when a text has a fence with a language. */
export async function loadHighlighting(content: string): Promise<void> {
  if (loaded || !/^[ >]*(?:```|~~~)[ ]*[a-z]/im.test(content)) return;
  ({ default: loaded } = await import('highlight.js/lib/common'));
}

/** Code with its colours as HTML, escaped; '' for a language that is not known and for what is too long. */
export function highlighted(code: string, language: string): string {
  if (code.length > longest || !loaded?.getLanguage(language)) return '';
  const html = loaded.highlight(code, { language, ignoreIllegals: true }).value;
  return html.split('<span').length > most ? '' : html;
}
