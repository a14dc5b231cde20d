// posts/content/footnotes.ts: footnotes in Markdown: `[^1]` in the words, `[^1]: the note` on a line of its own.
import type { MarkdownIt, StateBlock, StateCore, StateInline, Token } from 'markdown-it';
import { __ } from '../../base/language/gettext.ts';
import { escapeXml } from '../../base/xml/escape.ts';

interface Notes {
  /** What was written for each name. */
  texts: Map<string, string>;
  /** Names in the order in which the words call them, with their number and how often. */
  called: Map<string, { number: number; times: number }>;
}

const label = /\[\^([^\s[\]^]{1,60})\]/y;
const definition = /^\[\^([^\s[\]^]{1,60})\]:[ \t]*/;

/** Teaches a reader of Markdown footnotes. */
export function footnotes(markdown: MarkdownIt): void {
  markdown.block.ruler.before('reference', 'footnote', define, { alt: ['paragraph', 'reference'] });
  markdown.inline.ruler.before('link', 'footnote', call);
  markdown.core.ruler.push('footnotes', (state) => list(markdown, state));
}

function notesOf(env: Record<string, unknown>): Notes {
  env.notes ??= { texts: new Map(), called: new Map() };
  return env.notes as Notes;
}

/** A note: its line, those that are indented below it, and the words that run on. */
function define(state: StateBlock, start: number, end: number, silent: boolean): boolean {
  const line = lineAt(state, start);
  const found = state.sCount[start]! - state.blkIndent < 4 && definition.exec(line);
  if (!found) return false;
  if (silent) return true;
  const lines = [line.slice(found[0].length)];
  let next = start + 1;
  for (; next < end; next += 1) {
    const isIndented = state.sCount[next]! - state.blkIndent >= 2 && !state.isEmpty(next);
    const goesOn = state.isEmpty(next) && next + 1 < end && state.sCount[next + 1]! - state.blkIndent >= 2;
    const runsOn = !state.isEmpty(next) && !state.isEmpty(next - 1) && !definition.test(lineAt(state, next));
    if (!isIndented && !goesOn && !runsOn) break;
    lines.push(lineAt(state, next));
  }
  const { texts } = notesOf(state.env as Record<string, unknown>);
  if (!texts.has(found[1]!)) texts.set(found[1]!, lines.join('\n').trim());
  state.line = next;
  return true;
}

const lineAt = (state: StateBlock, line: number): string =>
  state.src.slice(state.bMarks[line]! + state.tShift[line]!, state.eMarks[line]);

/** The sign in the words; one without a note stays what was typed. */
function call(state: StateInline, silent: boolean): boolean {
  label.lastIndex = state.pos;
  const name = label.exec(state.src)?.[1];
  const notes = notesOf(state.env as Record<string, unknown>);
  if (!name || !notes.texts.has(name)) return false;
  if (!silent) {
    const known = notes.called.get(name) ?? { number: notes.called.size + 1, times: 0 };
    const { number } = known;
    const times = known.times + 1;
    notes.called.set(name, { number, times });
    const token = state.push('html_inline', '', 0);
    token.content = `<sup class="fn"><a href="#fn-${number}" id="${idOf(number, times)}">${number}</a></sup>`;
  }
  state.pos = label.lastIndex;
  return true;
}

const idOf = (number: number, times: number): string => `fn-${number}-link${times > 1 ? `-${times}` : ''}`;

/** The notes that were called, behind the text. */
function list(markdown: MarkdownIt, state: StateCore): void {
  const { texts, called } = notesOf(state.env as Record<string, unknown>);
  if (!called.size) return;
  const push = (content: string): void => {
    const token: Token = new state.Token('html_block', '', 0);
    token.content = content;
    state.tokens.push(token);
  };
  push('<ol class="wp-block-footnotes">\n');
  // A note may call another, which then stands behind it.
  for (const [name, { number }] of called) {
    push(`<li id="fn-${number}">`);
    const inline: Token = new state.Token('inline', '', 0);
    inline.content = texts.get(name)!;
    inline.children = [];
    markdown.inline.parse(inline.content, markdown, state.env, inline.children);
    state.tokens.push(inline);
    push(
      ` <a href="#${idOf(number, 1)}" aria-label="${escapeXml(__('Jump to footnote reference %s', number))}">↩︎</a></li>\n`,
    );
  }
  push('</ol>\n');
}
