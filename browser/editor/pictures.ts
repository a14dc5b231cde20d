// editor/pictures.ts: pictures in the rich editor: where they stand, what they show, their caption and what they lead to.
import { make } from '../shared/elements.ts';
import { __ } from '../shared/words.ts';
import { ask, field, said } from './dialog.ts';
import { guardFigure } from './shown.ts';
import type { Editor } from './tinymce.ts';

const sides = ['left', 'center', 'right'] as const;

export function usePictures(editor: Editor): void {
  for (const side of sides) {
    editor.ui.registry.addToggleButton(`picture-${side}`, {
      icon: `align-${side}`,
      tooltip: {
        left: __('Left, words beside it'),
        center: __('In the middle'),
        right: __('Right, words beside it'),
      }[side],
      onAction: () => place(editor, side),
      onSetup: (api) => {
        const look = () => api.setActive(sideOf(holderAt(editor)) === side);
        look();
        editor.on('NodeChange', look);
        return () => editor.off('NodeChange', look);
      },
    });
  }
  editor.ui.registry.addButton('picture-edit', {
    icon: 'edit-block',
    tooltip: __('Alternative text, caption, link'),
    onAction: () => void pictureWindow(editor),
  });
  editor.ui.registry.addButton('picture-remove', {
    icon: 'remove',
    tooltip: __('Remove'),
    onAction: () => {
      const holder = holderAt(editor);
      if (holder) editor.undoManager.transact(() => editor.dom.remove(holder));
      editor.nodeChanged();
    },
  });
  editor.ui.registry.addContextToolbar('picture', {
    predicate: (node) => pictureIn(node) !== null,
    items: 'picture-left picture-center picture-right | picture-edit | picture-remove',
    position: 'node',
    scope: 'node',
  });
  editor.on('dblclick', ({ target }) => {
    if ((target as Node).nodeName === 'IMG' && holderAt(editor)) void pictureWindow(editor);
  });
}

/** The picture that is a node, or that is all of a figure. */
function pictureIn(node: Node): HTMLImageElement | null {
  if (node.nodeName === 'IMG') return node as HTMLImageElement;
  if (node.nodeName !== 'FIGURE') return null;
  return (node as Element).querySelector<HTMLImageElement>(':scope > img, :scope > a > img');
}

/** The figure around the chosen picture, or the picture itself. */
function holderAt(editor: Editor): HTMLElement | null {
  const picture = pictureIn(editor.selection.getNode());
  return picture && (picture.closest('figure') ?? picture);
}

const sideOf = (holder: Element | null): string =>
  /\balign(left|right|center)\b/.exec(holder?.className ?? '')?.[1] ?? '';

/** The same side again takes it away. */
function place(editor: Editor, side: string): void {
  const holder = holderAt(editor);
  if (!holder) return;
  const before = sideOf(holder);
  editor.undoManager.transact(() => {
    holder.classList.remove('alignleft', 'alignright', 'aligncenter', 'alignnone', 'alignwide', 'alignfull');
    if (side !== before) holder.classList.add(`align${side}`);
  });
  editor.nodeChanged();
}

async function pictureWindow(editor: Editor): Promise<void> {
  const picture = pictureIn(editor.selection.getNode());
  if (!picture) return;
  const figure = picture.closest('figure');
  const caption = figure?.querySelector('figcaption');
  const link = picture.parentElement?.nodeName === 'A' ? picture.parentElement : null;
  const alt = make('textarea', { name: 'alt', rows: 2, value: picture.getAttribute('alt') ?? '' });
  const words = make('input', { name: 'caption', value: caption?.textContent ?? '' });
  const href = make('input', {
    name: 'href',
    value: link?.getAttribute('href') ?? '',
    placeholder: 'https://',
  });
  const width = make('input', {
    name: 'width',
    type: 'number',
    min: '1',
    max: '9999',
    value: picture.getAttribute('width') ?? '',
  });
  const answer = await ask({
    title: __('Picture'),
    parts: [
      field(
        __('Alternative text'),
        alt,
        __('What the picture shows, for those who cannot see it. Empty when it only decorates.'),
      ),
      field(__('Caption'), words),
      field(__('Leads to'), href),
      field(__('Width in pixels'), width),
    ],
    done: __('Apply'),
  });
  editor.focus();
  if (!answer) return;
  editor.undoManager.transact(() => {
    picture.setAttribute('alt', said(answer, 'alt'));
    resize(editor, picture, said(answer, 'width'));
    lead(editor, picture, link, said(answer, 'href'));
    if (said(answer, 'caption') !== (caption?.textContent ?? ''))
      describe(editor, picture, said(answer, 'caption'));
  });
  editor.nodeChanged();
}

function resize(editor: Editor, picture: HTMLImageElement, typed: string): void {
  if (typed === (picture.getAttribute('width') ?? '')) return;
  const { naturalWidth, naturalHeight } = picture;
  const height =
    naturalWidth && typed ? String(Math.round((Number(typed) * naturalHeight) / naturalWidth)) : null;
  editor.dom.setAttribs(picture, { width: typed || null, height });
}

function lead(editor: Editor, picture: HTMLElement, link: HTMLElement | null, href: string): void {
  if (link && href) editor.dom.setAttrib(link, 'href', href);
  else if (link) link.replaceWith(picture);
  else if (href) {
    const anchor = editor.dom.create('a', { href });
    picture.replaceWith(anchor);
    anchor.append(picture);
  }
}

/** A picture with a caption is a figure of its own; one in the middle of words is taken out of them. */
function describe(editor: Editor, picture: HTMLElement, words: string): void {
  const linked = picture.parentElement?.nodeName === 'A' ? picture.parentElement : picture;
  let figure = picture.closest('figure');
  if (!words) {
    figure?.querySelector('figcaption')?.remove();
    return;
  }
  if (!figure) {
    const side = sideOf(picture);
    figure = editor.dom.create('figure', { class: `wp-block-image${side ? ` align${side}` : ''}` });
    picture.classList.remove('alignleft', 'alignright', 'aligncenter', 'alignnone');
    const block = editor.dom.getParent(picture, editor.dom.isBlock);
    block?.before(figure);
    figure.append(linked);
    if (block && editor.dom.isEmpty(block)) block.remove();
  }
  const caption =
    figure.querySelector('figcaption') ??
    editor.dom.add(figure, 'figcaption', { class: 'wp-element-caption' });
  caption.textContent = words;
  guardFigure(figure);
}
