// editor/files.ts: files that are dropped or pasted into the text: sent to the library, with their progress where they will stand.
import { sentenceOf } from '../shared/request.ts';
import { __ } from '../shared/words.ts';
import { insertBlock } from './insert.ts';
import type { Editor } from './tinymce.ts';
import { markupOfAll, type Dialect } from './kept.ts';
import { filesByIds } from './server.ts';
import { upload, uploads, type Kept } from './upload.ts';

/** The attribute of a place that waits for its files; it is no part of the text. */
export const waitingAttribute = 'data-qb-waiting';

/**
 * @param shown makes of markup what the editor shows
 * @param dialect how the text is written at this moment
 * @param append puts markup at the end of the text; for files that arrive when the editor is closed already
 */
export function takeFiles(
  editor: Editor,
  shown: (markup: string) => string,
  dialect: () => Dialect,
  append: (markup: string) => void,
): void {
  const queue = uploads();
  if (!queue) return;
  const done = new Map<string, string>();

  const take = async (files: File[], place: string) => {
    const kept: Kept[] = [];
    for (const file of files) {
      try {
        kept.push(await upload(queue, file, (part) => tell(editor, place, file, part)));
      } catch (error) {
        if (editor.removed) continue;
        const text = `${file.name}: ${sentenceOf(error)}`;
        editor.notificationManager.open({ text, type: 'error' });
      }
    }
    const known = await filesByIds(kept.map(({ id }) => id));
    // The site that has just taken the files may not answer any more.
    const markup = known.length
      ? markupOfAll(known, dialect(), 3)
      : kept.map((one) => one.markup).join('\n\n');
    if (editor.removed) return void (markup && append(markup));
    done.set(place, shown(markup));
    settle();
    editor.undoManager.add();
    editor.dispatch('change');
  };
  /** Going back in time may bring back a place whose files have come since. */
  const settle = () => {
    for (const waiting of editor.getBody().querySelectorAll(`[${waitingAttribute}]`)) {
      const markup = done.get(waiting.getAttribute(waitingAttribute) ?? '');
      if (markup !== undefined) editor.dom.setOuterHTML(waiting, markup || '<p><br></p>');
    }
  };
  editor.on('undo redo', settle);

  const begin = (files: File[]) => {
    const place = Math.random().toString(36).slice(2, 8);
    const names = files.map(({ name }) => name).join(', ');
    const words = editor.dom.encode(__(/* translators: names of files */ 'Uploading %s …', names));
    const properties = `class="qb-waiting" contenteditable="false" ${waitingAttribute}="${place}"`;
    insertBlock(editor, `<div ${properties}>${words}</div>`);
    void take(files, place);
  };
  editor.on(
    'drop',
    (event) => {
      const files = [...(event.dataTransfer?.files ?? [])];
      if (!files.length) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      editor.selection.placeCaretAt(event.clientX, event.clientY);
      begin(files);
    },
    true,
  );
  editor.on(
    'paste',
    (event) => {
      const files = [...(event.clipboardData?.files ?? [])];
      // Word and spreadsheets send a picture of the text beside the text.
      if (!files.length || hasWords(event.clipboardData?.getData('text/html') ?? '')) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      begin(files);
    },
    true,
  );
  editor.on('PastePostProcess', ({ node }) => {
    for (const image of node.querySelectorAll('img')) {
      const file = fileIn(image.src);
      if (!file) continue;
      const place = Math.random().toString(36).slice(2, 8);
      const waiting = editor.dom.create(
        'div',
        { class: 'qb-waiting', contenteditable: 'false', [waitingAttribute]: place },
        __('Uploading a picture …'),
      );
      image.replaceWith(waiting);
      void take([file], place);
    }
  });
}

const hasWords = (html: string): boolean =>
  Boolean(new DOMParser().parseFromString(html, 'text/html').body.textContent.trim());

function tell(editor: Editor, place: string, file: File, part: number): void {
  if (editor.removed) return;
  const waiting = editor.getBody().querySelector<HTMLElement>(`[${waitingAttribute}="${place}"]`);
  if (!waiting) return;
  waiting.textContent = __(
    /* translators: name of a file, percent */ 'Uploading %1$s: %2$s %',
    file.name,
    Math.round(part * 100),
  );
  waiting.style.setProperty('--part', `${part * 100}%`);
}

/** The picture in a `data:` address; pasted texts carry theirs so. */
function fileIn(address: string): File | undefined {
  const found = /^data:(image\/([a-z]+));base64,([\w+/=]+)$/i.exec(address);
  if (!found) return undefined;
  const bytes = Uint8Array.from(atob(found[3]!), (letter) => letter.charCodeAt(0));
  return new File([bytes], `picture.${found[2]!}`, { type: found[1]! });
}
