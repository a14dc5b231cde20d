// editor/tools.ts: the toolbar's smaller buttons: media, a block of code, writing without distraction.
import { __ } from '../shared/words.ts';
import type { Editor } from './tinymce.ts';

export function useTools(editor: Editor): void {
  editor.ui.registry.addButton('files', {
    icon: 'image',
    tooltip: __('Add media'),
    onAction: () => document.querySelector<HTMLButtonElement>('[data-add-media]')?.click(),
  });
  editor.ui.registry.addToggleButton('inlinecode', {
    icon: 'sourcecode',
    tooltip: __('Code'),
    onAction: () => editor.execCommand('mceToggleFormat', false, 'code'),
    onSetup: (api) => {
      const look = () => api.setActive(editor.formatter.match('code'));
      editor.on('NodeChange', look);
      return () => editor.off('NodeChange', look);
    },
  });
  editor.ui.registry.addToggleButton('codeblock', {
    icon: 'code-sample',
    tooltip: __('Block of code'),
    onAction: () => toggleCode(editor),
    onSetup: (api) => {
      const look = () => api.setActive(codeAt(editor) !== null);
      editor.on('NodeChange', look);
      return () => editor.off('NodeChange', look);
    },
  });
  const write = () => {
    document.body.classList.toggle('is-writing');
    editor.dispatch('Writing');
    editor.focus();
  };
  editor.ui.registry.addToggleButton('distraction', {
    icon: 'preview',
    tooltip: __('Write without distraction'),
    onAction: write,
    onSetup: (api) => {
      const look = () => api.setActive(document.body.classList.contains('is-writing'));
      look();
      editor.on('Writing', look);
      return () => editor.off('Writing', look);
    },
  });
  // The keys of the page do not hear what is pressed in the frame.
  editor.addShortcut('meta+s', __('Save'), () => {
    document.dispatchEvent(new KeyboardEvent('keydown', { key: 's', ctrlKey: true, cancelable: true }));
  });
  editor.addShortcut('access+w', __('Write without distraction'), write);
  editor.on('remove', () => document.body.classList.remove('is-writing'));
}

const codeAt = (editor: Editor): HTMLElement | null =>
  editor.dom.getParent(editor.selection.getNode(), 'pre');

/** The chosen lines as one block of code, or a block of code as lines again. */
function toggleCode(editor: Editor): void {
  const pre = codeAt(editor);
  editor.undoManager.transact(() => {
    if (pre) {
      const lines = (pre.textContent ?? '')
        .split('\n')
        .map((line) => `<p>${editor.dom.encode(line) || '<br>'}</p>`);
      editor.dom.setOuterHTML(pre, lines.join(''));
      return;
    }
    const chosen = editor.selection.getSelectedBlocks().filter((block) => block.nodeName === 'P');
    const words = chosen.map((block) => (block as HTMLElement).innerText.replace(/\n$/, '')).join('\n');
    const code = editor.dom.create(
      'pre',
      {},
      `<code>${editor.dom.encode(words) || '<br data-mce-bogus="1">'}</code>`,
    );
    const [first, ...rest] = chosen;
    if (!first) return;
    first.replaceWith(code);
    for (const block of rest) block.remove();
    editor.selection.setCursorLocation(code.firstChild ?? code, 0);
  });
  editor.nodeChanged();
}
