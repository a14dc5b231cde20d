// base/html/typed-tags.ts: which of the tags that a reader typed are tags; the others are the text they look like.
import type { MarkdownIt, StateBlock, StateInline } from 'markdown-it';

export interface TypedTags {
  /** Those that mean something. */
  names: ReadonlySet<string>;
  /** The page that a pasted frame shows, where that is known; undefined leaves the frame as text. */
  pageOfFrame: (src: string) => string | undefined;
}

/** Replaces the rule for HTML within lines; `html_block` is expected to be off. */
export function typedTags({ inline, block }: MarkdownIt, { names, pageOfFrame }: TypedTags): void {
  inline.ruler.at('html_inline', (state, silent) => {
    if (state.src.charCodeAt(state.pos) !== lessThan) return false;
    const rest = state.src.slice(state.pos, Math.min(state.posMax, state.pos + longest));
    return (
      frame(state, rest, silent, pageOfFrame) || code(state, rest, silent) || tag(state, rest, silent, names)
    );
  });
  block.ruler.before('paragraph', 'pre', preformatted, { alt: ['paragraph', 'blockquote', 'list'] });
}

const lessThan = 0x3c;
/** A tag is looked for in so many characters. */
const longest = 4096;

const attribute = `\\s+[a-zA-Z_:][\\w:.-]*\\s*=\\s*(?:[^\\s"'=<>\`]+|'[^']*'|"[^"]*")`;
const openTag = new RegExp(`^<([a-zA-Z][a-zA-Z0-9-]*)((?:${attribute})*)\\s*/?>`);
const closeTag = /^<\/([a-zA-Z][a-zA-Z0-9-]*)\s*>/;

/** An attribute without a value is none that a comment may have: `x <b and y> z` is a sum. */
function tag(state: StateInline, rest: string, silent: boolean, names: ReadonlySet<string>): boolean {
  const [typed, name] = openTag.exec(rest) ?? closeTag.exec(rest) ?? [];
  if (!typed || !name || !names.has(name.toLowerCase())) return false;
  if (!silent) state.push('html_inline', '', 0).content = typed;
  state.pos += typed.length;
  return true;
}

/** Nothing in code is Markdown, nor a tag; entities are, as old comments have them. */
function code(state: StateInline, rest: string, silent: boolean): boolean {
  const [typed, name = ''] = /^<(code|pre)>/i.exec(rest) ?? [];
  if (!typed) return false;
  const start = state.pos + typed.length;
  const end = lowerOf(state).indexOf(`</${name.toLowerCase()}>`, start);
  if (end < 0 || end >= state.posMax) return false;
  if (!silent) {
    const inner = verbatim(state.src.slice(start, end));
    state.push('html_inline', '', 0).content = `<${name}>${inner}</${name}>`;
  }
  state.pos = end + name.length + 3;
  return true;
}

const lower = new WeakMap<StateInline, string>();

function lowerOf(state: StateInline): string {
  const known = lower.get(state) ?? state.src.toLowerCase();
  lower.set(state, known);
  return known;
}

const verbatim = (typed: string) => typed.replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** A frame becomes the address of its page on a line of its own, which is what is embedded. */
function frame(
  state: StateInline,
  rest: string,
  silent: boolean,
  pageOfFrame: TypedTags['pageOfFrame'],
): boolean {
  if (!/^<iframe\s/i.test(rest) || !rest.includes('>')) return false;
  const typed = /^<iframe\b(?:[^>"']|"[^"]*"|'[^']*')*>(?:[^<]{0,200}<\/iframe\s*>)?/i.exec(rest)?.[0];
  const [, src] = (typed && /\ssrc\s*=\s*["']?([^\s"'<>]+)/i.exec(typed)) || [];
  const page = src && pageOfFrame(src.replaceAll('&amp;', '&'));
  if (!typed || !page) return false;
  if (!silent) {
    const isFirst = !state.pending.trim() && !state.tokens.length;
    const end = state.pos + typed.length;
    if (!isFirst) state.push('hardbreak', 'br', 0);
    state.push('text', '', 0).content = page;
    if (end < state.posMax && state.src.charCodeAt(end) !== 0x0a) state.push('hardbreak', 'br', 0);
  }
  state.pos += typed.length;
  return true;
}

/** Lines of one text that are looked at for the end of a `<pre>`: hostile texts begin thousands. */
const mostLooks = 20_000;
const looks = new WeakMap<object, { left: number }>();

/** `<pre>` to `</pre>`, over as many lines as it has. */
function preformatted(state: StateBlock, start: number, end: number, silent: boolean): boolean {
  const from = state.bMarks[start]! + state.tShift[start]!;
  const [typed] = /^<pre>(?:\s*<code>)?/i.exec(state.src.slice(from, from + 40)) ?? [];
  if (!typed) return false;
  const looked = looks.get(state.env) ?? { left: mostLooks };
  looks.set(state.env, looked);
  for (let line = start; line < end && looked.left > 0; line += 1) {
    looked.left -= 1;
    const close = /<\/pre\s*>\s*$/i.exec(state.src.slice(state.bMarks[line], state.eMarks[line]));
    if (!close) continue;
    if (silent) return true;
    const inner = state
      .getLines(start, line + 1, state.blkIndent, false)
      .replace(/^\s*<pre>(?:\s*<code>)?/i, '')
      .replace(/(?:<\/code>\s*)?<\/pre\s*>\s*$/i, '');
    const token = state.push('html_block', '', 0);
    token.content = `<pre><code>${verbatim(inner)}</code></pre>\n`;
    token.map = [start, line + 1];
    state.line = line + 1;
    return true;
  }
  return false;
}
