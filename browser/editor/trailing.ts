// editor/trailing.ts: a place to write below a picture, player or island: at the end of the text, and by Enter anywhere.
import type { Editor } from './tinymce.ts';

/** What the caret cannot stand in. */
const closed = 'figure, table, hr, [contenteditable="false"]';

export function useTrailing(editor: Editor): void {
  // An empty paragraph is nothing in the text: see written.ts.
  const extend = () => {
    const last = editor.getBody().lastElementChild;
    if (last?.matches(closed)) editor.getBody().append(emptyParagraph(editor));
  };
  editor.on('SetContent NodeChange Undo Redo', extend);
  editor.on('keydown', (event) => {
    if (event.key !== 'Enter' || event.isDefaultPrevented() || event.isComposing) return;
    const chosen = editor.selection.getNode().closest<HTMLElement>('[contenteditable="false"]');
    if (!chosen || !editor.getBody().contains(chosen) || isInside(editor, chosen)) return;
    event.preventDefault();
    editor.undoManager.transact(() => {
      const paragraph = emptyParagraph(editor);
      editor.dom.insertAfter(paragraph, chosen);
      editor.selection.setCursorLocation(paragraph, 0);
    });
  });
}

/** Whether one writes in a part of it, such as the caption. */
const isInside = (editor: Editor, chosen: Element): boolean => {
  const editable = editor.selection.getNode().closest('[contenteditable]');
  return (
    editable !== chosen && editable?.getAttribute('contenteditable') === 'true' && chosen.contains(editable)
  );
};

const emptyParagraph = (editor: Editor): HTMLElement => editor.dom.create('p', {}, '<br data-mce-bogus="1">');
