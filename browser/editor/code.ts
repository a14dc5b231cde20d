// editor/code.ts: the source itself, with its tags or signs in colour: HTML and Markdown.
import { html } from '@codemirror/lang-html';
import { markdown } from '@codemirror/lang-markdown';
import { syntaxHighlighting } from '@codemirror/language';
import { classHighlighter } from '@lezer/highlight';
import { basicSetup, EditorView } from 'codemirror';
import { __ } from '../shared/words.ts';
import type { Mode, Place } from './mode.ts';

// The colours are the admin's own (editor.css), light and dark.
const look = EditorView.theme({
  '&': { backgroundColor: 'var(--paper)', color: 'var(--ink)', fontSize: '0.95rem' },
  '&.cm-focused': { outline: '2px solid var(--main)', outlineOffset: '1px' },
  '.cm-scroller': {
    fontFamily: 'ui-monospace, "Cascadia Code", Menlo, Consolas, monospace',
    lineHeight: '1.6',
    maxHeight: '80vh',
    overflow: 'auto',
  },
  '.cm-content, .cm-gutter': { minHeight: '50vh' },
  '.cm-content': { caretColor: 'var(--ink)', padding: '0.8rem 0' },
  '.cm-line': { padding: '0 0.8rem' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '.cm-gutters': {
    backgroundColor: 'var(--ground)',
    color: 'var(--soft)',
    borderRight: '1px solid var(--line)',
  },
  '.cm-activeLine': { backgroundColor: 'color-mix(in srgb, var(--main) 7%, transparent)' },
  '.cm-activeLineGutter': {
    backgroundColor: 'color-mix(in srgb, var(--main) 14%, transparent)',
    color: 'var(--ink)',
  },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'color-mix(in srgb, var(--main) 28%, transparent)',
  },
  '.cm-panels': { backgroundColor: 'var(--ground)', color: 'var(--ink)' },
  '.cm-tooltip': { backgroundColor: 'var(--paper)', color: 'var(--ink)', border: '1px solid var(--line)' },
});

/**
 * Opens the source.
 * @param told called after every change
 */
export function openCode(
  place: Place,
  language: 'html' | 'markdown',
  told: (text: string) => void = () => {},
): Mode {
  const { textarea, host, write } = place;
  const view = new EditorView({
    doc: textarea.value,
    parent: host,
    extensions: [
      basicSetup,
      language === 'html' ? html() : markdown(),
      EditorView.lineWrapping,
      syntaxHighlighting(classHighlighter),
      look,
      EditorView.contentAttributes.of({
        'aria-label': __('Text'),
        'aria-describedby': 'content-hint',
        spellcheck: 'true',
        dir: 'auto',
      }),
      EditorView.updateListener.of(({ docChanged, state }) => {
        if (!docChanged) return;
        write(state.doc.toString());
        told(textarea.value);
      }),
    ],
  });
  return {
    load() {
      const now = textarea.value;
      const { doc } = view.state;
      if (now !== doc.toString()) view.dispatch({ changes: { from: 0, to: doc.length, insert: now } });
    },
    flush() {},
    insert(markup) {
      const { from, to } = placeFor(view);
      const before = view.state.sliceDoc(0, from);
      const behind = view.state.sliceDoc(to);
      const start = before.trimEnd() ? '\n\n'.slice(/\n*$/.exec(before)![0].length) : '';
      const end = behind.trim() ? '\n\n'.slice(/^\n*/.exec(behind)![0].length) : '';
      const alt = markup.indexOf('alt=""');
      const cursor = from + start.length + (alt < 0 ? markup.length : alt + 5);
      view.dispatch({
        changes: { from, to, insert: `${start}${markup}${end}` },
        selection: { anchor: cursor },
        scrollIntoView: true,
      });
      view.focus();
    },
    focus: () => view.focus(),
    remove: () => view.destroy(),
  };
}

/** Where markup goes: what is chosen; a cursor inside a tag, as after a description, gives way to the end of its line. */
function placeFor({ state }: EditorView): { from: number; to: number } {
  const { from, to } = state.selection.main;
  const before = state.sliceDoc(0, from);
  if (before.lastIndexOf('<') <= before.lastIndexOf('>')) return { from, to };
  const { to: end } = state.doc.lineAt(to);
  return { from: end, to: end };
}
