// editor/theme.ts: the title and what lies around the text look as the theme's pages do, while the rich editor shows them.
import type { Editor } from './tinymce.ts';

const names = ['--write-face', '--write-ink', '--write-paper', '--write-measure'];

/** Takes type, colours and measure from the document inside the editor, in light and in dark, until the editor goes. */
export function wearTheme(editor: Editor): void {
  const { style } = document.documentElement;
  // That of the document inside: what is read below has changed when it says so.
  const dark = editor.getWin().matchMedia('(prefers-color-scheme: dark)');
  const wear = () => {
    const { body, documentElement } = editor.getDoc();
    const heading = editor.getDoc().createElement('h1');
    heading.setAttribute('data-mce-bogus', 'all');
    body.append(heading);
    const { fontFamily, color } = getComputedStyle(heading);
    heading.remove();
    const { backgroundColor, maxInlineSize } = getComputedStyle(body);
    const isClear = backgroundColor === 'rgba(0, 0, 0, 0)';
    const paper = isClear ? getComputedStyle(documentElement).backgroundColor : backgroundColor;
    for (const [index, value] of [fontFamily, color, paper, maxInlineSize].entries())
      style.setProperty(names[index]!, value);
  };
  wear();
  dark.addEventListener('change', wear);
  editor.on('remove', () => {
    dark.removeEventListener('change', wear);
    for (const name of names) style.removeProperty(name);
  });
}
