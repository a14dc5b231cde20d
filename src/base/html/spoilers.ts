// base/html/spoilers.ts: `||hidden||` in comments: folded away until it is asked for.
import type { MarkdownIt, StateInline } from 'markdown-it';

/** Teaches a reader of Markdown `||…||`, within a paragraph. What comes out is a `details` element of class `spoiler`. */
export function spoilers({ inline, renderer }: MarkdownIt): void {
  // Before plain text, which would run over the bars.
  inline.ruler.before('text', 'spoiler', spoiler);
  inline.ruler.before('text', 'until_bars', untilBars);
  renderer.rules.spoiler_open = () => '<details class="spoiler"><summary>Spoiler</summary><p>';
  renderer.rules.spoiler_text = (tokens, at, options, env) =>
    renderer.renderInline(tokens[at]!.children ?? [], options, env);
  renderer.rules.spoiler_close = () => '</p></details>';
}

function spoiler(state: StateInline, silent: boolean): boolean {
  const { src, pos, posMax } = state;
  if (pos >= lastBars(state) || !src.startsWith('||', pos)) return false;
  const end = src.indexOf('||', pos + 2);
  // As with `*`: bars with space around them, or within a word, are signs of a sum.
  const isSum = /[\p{L}\p{N})\]]/u.test(src[pos - 1] ?? '') || /^\s|\s$|^$/.test(src.slice(pos + 2, end));
  if (end < 0 || end >= posMax || isSum) return false;
  if (!silent) {
    state.push('spoiler_open', 'details', 1);
    const hidden: typeof state.tokens = [];
    state.md.inline.parse(src.slice(pos + 2, end), state.md, state.env, hidden);
    const token = state.push('spoiler_text', '', 0);
    token.children = hidden;
    state.push('spoiler_close', 'details', -1);
  }
  state.pos = end + 2;
  return true;
}

function untilBars(state: StateInline, silent: boolean): boolean {
  const { src, pos } = state;
  if (pos >= lastBars(state)) return false;
  const at = src.indexOf('||', pos);
  // What else may mean something ends plain text too.
  const words = /^[^\n$%&*+\-:<=>@[\\\]^_`{}~!#]+/.exec(src.slice(pos, at))?.[0];
  if (!words) return false;
  if (!silent) state.pending += words;
  state.pos += words.length;
  return true;
}

const last = new WeakMap<StateInline, number>();

/** Where the last bars of a paragraph stand: it is looked through once. */
function lastBars(state: StateInline): number {
  const known = last.get(state);
  if (known !== undefined) return known;
  const at = state.src.lastIndexOf('||');
  last.set(state, at);
  return at;
}
