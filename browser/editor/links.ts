// editor/links.ts: the window for a link: an address, or a search among the own posts.
import { make } from '../shared/elements.ts';
import { __ } from '../shared/words.ts';
import { ask, field, said } from './dialog.ts';
import { linkables } from './server.ts';
import type { Editor } from './tinymce.ts';

export function useLinks(editor: Editor): void {
  const open = () => void linkWindow(editor);
  editor.ui.registry.addToggleButton('link', {
    icon: 'link',
    tooltip: __('Link'),
    onAction: open,
    onSetup: (api) => {
      const look = () => api.setActive(anchorAt(editor) !== null);
      editor.on('NodeChange', look);
      return () => editor.off('NodeChange', look);
    },
  });
  editor.ui.registry.addButton('unlink', {
    icon: 'unlink',
    tooltip: __('Remove link'),
    onAction: () => editor.execCommand('unlink'),
  });
  editor.ui.registry.addContextToolbar('link', {
    predicate: (node) => node.nodeName === 'A' && (node as Element).hasAttribute('href'),
    items: 'link unlink',
    position: 'node',
    scope: 'node',
  });
  editor.addShortcut('meta+k', __('Link'), open);
}

const anchorAt = (editor: Editor): HTMLAnchorElement | null =>
  editor.dom.getParent(editor.selection.getNode(), 'a[href]') as HTMLAnchorElement | null;

async function linkWindow(editor: Editor): Promise<void> {
  const anchor = anchorAt(editor);
  const chosen = editor.selection.getContent({ format: 'text' });
  const mark = editor.selection.getBookmark(2, true);
  const address = make('input', {
    name: 'href',
    required: true,
    value: anchor?.getAttribute('href') ?? '',
    autocomplete: 'off',
  });
  const words = make('input', { name: 'words', value: anchor?.textContent ?? chosen });
  const isNew = make('input', {
    type: 'checkbox',
    name: 'blank',
    id: 'editor-blank',
    checked: anchor?.target === '_blank',
  });
  const check = make(
    'p',
    { className: 'check' },
    isNew,
    make('label', { htmlFor: 'editor-blank' }, __('Open in a new tab')),
  );
  const hint = __('Paste an address, or type words of a title.');
  const parts = [
    field(__('Address or search'), address, hint),
    resultsFor(address, words),
    field(__('Words'), words),
    check,
  ];
  const answer = await ask({
    title: __('Link'),
    parts: chosen && !anchor ? parts.filter((_, index) => index !== 2) : parts,
    done: anchor ? __('Change') : __('Link'),
    others: anchor ? { remove: __('Remove link') } : {},
  });
  editor.focus();
  editor.selection.moveToBookmark(mark);
  if (!answer) return;
  if (said(answer, 'act') === 'remove') editor.execCommand('unlink');
  else
    apply(
      editor,
      { href: webAddress(said(answer, 'href')), words: said(answer, 'words'), isNew: answer.has('blank') },
      chosen,
    );
}

interface Given {
  href: string;
  words: string;
  isNew: boolean;
}

function apply(editor: Editor, { href, words, isNew }: Given, chosen: string): void {
  const anchor = anchorAt(editor);
  const attributes = { href, target: isNew ? '_blank' : null, rel: isNew ? 'noopener' : null };
  editor.undoManager.transact(() => {
    if (anchor) {
      editor.dom.setAttribs(anchor, attributes);
      if (words && words !== anchor.textContent) anchor.textContent = words;
    } else if (chosen) editor.execCommand('mceInsertLink', false, attributes);
    else {
      const link = editor.dom.createHTML('a', attributes, editor.dom.encode(words || href));
      editor.insertContent(link);
    }
  });
}

/** What looks like a host gets its scheme; what looks like an address of mail, its own. */
export function webAddress(typed: string): string {
  if (/^[^\s@/]+@[^\s@/]+\.[^\s@/]+$/.test(typed)) return `mailto:${typed}`;
  return /^[\w-]+(?:\.[\w-]+)+(?:[/?#:]|$)/.test(typed) ? `https://${typed}` : typed;
}

function resultsFor(address: HTMLInputElement, words: HTMLInputElement): HTMLElement {
  const list = make('ul', { className: 'editor-found' });
  const told = make('p', { className: 'visually-hidden', role: 'status' });
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked = '';
  const look = async () => {
    const search = address.value.trim();
    // Whoever pastes an address searches for nothing.
    if (/^(?:[a-z]+:|[/#?])/i.test(search)) {
      list.replaceChildren();
      return;
    }
    asked = search;
    const found = await linkables(search);
    if (asked !== search) return;
    list.replaceChildren(
      ...found.map(({ title, url, kind }) => {
        const pick = make('button', { type: 'button' }, make('span', {}, title), make('small', {}, kind));
        pick.addEventListener('click', () => {
          address.value = url;
          words.value ||= title;
          list.replaceChildren();
          address.focus();
        });
        return make('li', {}, pick);
      }),
    );
    told.textContent = found.length ? __('%s found', found.length) : __('Nothing found');
  };
  address.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(() => void look(), 200);
  });
  void look();
  return make('div', {}, list, told);
}
