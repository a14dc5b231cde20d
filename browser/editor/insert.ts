// editor/insert.ts: puts things between the paragraphs: markers, files, embeds.
import { __ } from '../shared/words.ts';
import { hasBlocks } from './blocks.ts';
import { islandMarkup } from './shown.ts';
import type { Editor } from './tinymce.ts';

/**
 * Puts things where the cursor is, between the paragraphs: in the middle of one it is parted, anywhere else they come
 * before or behind the block. The cursor goes into the paragraph that follows.
 */
export function insertBlock(editor: Editor, html: string): void {
  editor.undoManager.transact(() => {
    editor.selection.collapse(false);
    const things = [...editor.dom.createFragment(html).childNodes];
    const [next, isBefore] = placeAt(editor);
    if (isBefore) next.before(...things);
    else next.after(...things);
    editor.selection.setCursorLocation(paragraphBehind(editor, things.at(-1) ?? next), 0);
  });
  editor.dispatch('change');
  editor.nodeChanged();
}

/** The block beside which something is put, and on which side. */
function placeAt(editor: Editor): [block: Element, isBefore: boolean] {
  const top = blockAt(editor);
  if (top.nodeName !== 'P') return [top, false];
  const range = editor.selection.getRng();
  const words = (side: 'before' | 'behind'): string => {
    const part = range.cloneRange();
    part.selectNodeContents(top);
    if (side === 'before') part.setEnd(range.startContainer, range.startOffset);
    else part.setStart(range.endContainer, range.endOffset);
    return part.toString().trim();
  };
  if (!words('before')) return [top, true];
  if (!words('behind')) return [top, false];
  editor.execCommand('mceInsertNewLine');
  return [blockAt(editor), true];
}

/** The top-level block that holds the cursor, else the last one. */
function blockAt(editor: Editor): Element {
  const body = editor.getBody();
  const node = editor.selection.getNode();
  const top =
    node === body ? body.lastElementChild : editor.dom.getParent(node, (one) => one.parentNode === body);
  return (top as Element | null) ?? editor.dom.add(body, 'p', {}, '<br data-mce-bogus="1">');
}

function paragraphBehind(editor: Editor, node: Node): Element {
  const next = node.nextSibling;
  if (next?.nodeName === 'P') return next as Element;
  const paragraph = editor.dom.create('p', {}, '<br data-mce-bogus="1">');
  editor.dom.insertAfter(paragraph, node);
  return paragraph;
}

/**
 * The buttons for what WordPress's own comments mark.
 * @param written the whole text as it stands
 */
export function useMarkers(editor: Editor, written: () => string): void {
  const put = (name: 'more' | 'nextpage') => {
    const marker = `<!--${name}-->`;
    const source = hasBlocks(written()) ? `<!-- wp:${name} -->\n${marker}\n<!-- /wp:${name} -->` : marker;
    insertBlock(editor, islandMarkup(source));
  };
  editor.ui.registry.addButton('readmore', {
    icon: 'page-break',
    tooltip: __('Read more: lists show the text up to here'),
    onAction: () => {
      const isThere = /<!--more\b/.test(written());
      if (isThere)
        editor.notificationManager.open({
          text: __('There is a “read more” already.'),
          type: 'info',
          timeout: 4000,
        });
      else put('more');
    },
  });
  editor.ui.registry.addButton('pagebreak', {
    icon: 'template',
    tooltip: __('Page break'),
    onAction: () => put('nextpage'),
  });
  editor.addShortcut('access+t', __('Read more'), () => put('more'));
}

/** The source of a link that is to be shown as what it leads to. */
export function embedSource(url: string, isBlocks: boolean): string {
  const escaped = url.replaceAll('&', '&amp;');
  if (!isBlocks) return escaped;
  const json = JSON.stringify({ url }).replaceAll('--', '\\u002d\\u002d').replaceAll('&', '\\u0026');
  const figure = `<figure class="wp-block-embed"><div class="wp-block-embed__wrapper">\n${escaped}\n</div></figure>`;
  return `<!-- wp:embed ${json} -->\n${figure}\n<!-- /wp:embed -->`;
}

/** A link that is pasted alone into an empty paragraph becomes what it leads to. */
export function useEmbeds(editor: Editor, written: () => string): void {
  editor.on(
    'paste',
    (event) => {
      const url = event.clipboardData?.getData('text/plain').trim() ?? '';
      const block = editor.dom.getParent(editor.selection.getNode(), 'p');
      const isAlone = block && block.parentNode === editor.getBody() && !block.textContent?.trim();
      if (!/^https?:\/\/[^\s<>"]+$/i.test(url) || (!isAlone && !editor.dom.isEmpty(editor.getBody()))) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      insertBlock(editor, islandMarkup(embedSource(url, hasBlocks(written()))));
    },
    true,
  );
}
