// editor/islands.ts: islands in the rich editor: they say what they are, show it, and are moved, removed or changed as HTML.
import { make } from '../shared/elements.ts';
import { __ } from '../shared/words.ts';
import { ask, field, said } from './dialog.ts';
import { galleryIn, isGallery } from './gallery.ts';
import { changeGallery } from './gallery-window.ts';
import { isMarker, labelOf } from './labels.ts';
import { rendered } from './server.ts';
import { sourceAttribute, sourceIn } from './shown.ts';
import type { Editor } from './tinymce.ts';

const islandSelector = `[${sourceAttribute}]`;

export const islandSource = (island: Element): string => sourceIn(island) ?? '';

/**
 * @param shown makes of markup what the editor shows
 */
export function useIslands(editor: Editor, shown: (markup: string) => string): void {
  editor.on('SetContent undo redo change', () => dressAll(editor));
  addButtons(editor, shown);
  editor.on('dblclick', ({ target }) => {
    const island = (target as Element).closest(islandSelector);
    if (island) void (holdsGallery(island) ? editGallery : edit)(editor, island, shown);
  });
}

const holdsGallery = (island: Element): boolean => isGallery(islandSource(island));

function addButtons(editor: Editor, shown: (markup: string) => string): void {
  const chosen = () => editor.dom.getParent(editor.selection.getNode(), islandSelector);
  const button = (name: string, icon: string, tooltip: string, act: (island: Element) => void) =>
    editor.ui.registry.addButton(name, {
      icon,
      tooltip,
      onAction: () => {
        const island = chosen();
        if (island) act(island);
      },
    });
  button('island-up', 'chevron-up', __('Move up'), (island) => move(editor, island, 'up'));
  button('island-down', 'chevron-down', __('Move down'), (island) => move(editor, island, 'down'));
  button('island-edit', 'sourcecode', __('Edit as HTML'), (island) => void edit(editor, island, shown));
  button('gallery-edit', 'gallery', __('Edit gallery'), (island) => void editGallery(editor, island, shown));
  button('island-remove', 'remove', __('Remove'), (island) => {
    editor.undoManager.transact(() => editor.dom.remove(island));
    editor.nodeChanged();
  });
  const isIsland = (node: Node): node is Element =>
    node.nodeType === Node.ELEMENT_NODE && (node as Element).matches(islandSelector);
  const bar = (name: string, items: string, predicate: (node: Node) => boolean) =>
    editor.ui.registry.addContextToolbar(name, { predicate, items, position: 'node', scope: 'node' });
  const others = 'island-up island-down | island-edit | island-remove';
  bar('island', others, (node) => isIsland(node) && !holdsGallery(node));
  bar('gallery', `gallery-edit | ${others}`, (node) => isIsland(node) && holdsGallery(node));
}

function move(editor: Editor, island: Element, way: 'up' | 'down'): void {
  const neighbour = way === 'up' ? island.previousElementSibling : island.nextElementSibling;
  if (!neighbour) return;
  editor.undoManager.transact(() => {
    if (way === 'up') neighbour.before(island);
    else neighbour.after(island);
  });
  editor.selection.select(island);
  island.scrollIntoView({ block: 'nearest' });
  editor.nodeChanged();
}

async function edit(editor: Editor, island: Element, shown: (markup: string) => string): Promise<void> {
  const source = islandSource(island);
  const text = make('textarea', {
    name: 'source',
    rows: 14,
    value: source,
    className: 'write-content',
    spellcheck: false,
  });
  const answer = await ask({
    title: labelOf(source),
    parts: [field('HTML', text)],
    done: __('Apply'),
    isWide: true,
  });
  editor.focus();
  if (!answer || text.value === source) return;
  replace(editor, island, shown(said(answer, 'source').replaceAll('\r\n', '\n')));
}

async function editGallery(
  editor: Editor,
  island: Element,
  shown: (markup: string) => string,
): Promise<void> {
  const ids = () =>
    [...island.querySelectorAll('img')].flatMap(({ className }) =>
      [...className.matchAll(/\bwp-image-(\d+)/g)].map(([, id]) => Number(id)),
    );
  const gallery = galleryIn(islandSource(island), ids);
  const changed = gallery && (await changeGallery(gallery));
  editor.focus();
  if (changed !== undefined) replace(editor, island, shown(changed));
}

function replace(editor: Editor, island: Element, html: string): void {
  editor.undoManager.transact(() => editor.dom.setOuterHTML(island, html));
  dressAll(editor);
  editor.dispatch('change');
}

/** Gives every island its label and what it shows; both are no part of the text. */
export function dressAll(editor: Editor): void {
  for (const island of editor.getBody().querySelectorAll<HTMLElement>(islandSelector)) {
    if (!island.querySelector('.qb-island-label')) dress(editor, island);
  }
}

function dress(editor: Editor, island: HTMLElement): void {
  const source = islandSource(island);
  const label = editor.dom.create('div', { class: 'qb-island-label', 'data-mce-bogus': 'all' }, '');
  label.textContent = labelOf(source);
  island.classList.toggle('is-marker', isMarker(source));
  if (isMarker(source)) {
    island.replaceChildren(label);
    return;
  }
  const inside = editor.dom.create(
    'div',
    { class: 'qb-island-shown', 'data-mce-bogus': 'all', inert: 'inert' },
    '',
  );
  island.replaceChildren(label, inside);
  void show(source).then((html) => {
    fill(inside, source, html);
    if (isLink(source)) lookAgain(inside, source, html);
  });
}

/** What a new link leads to is fetched in the background. */
const isLink = (source: string): boolean =>
  /^(?:https?:|<!--\s*wp:(?:core\/)?(?:core-)?embed\b)/.test(source);

/** A few times, until there is something else to show. */
function lookAgain(inside: HTMLElement, source: string, before: string | undefined): void {
  const waits = [2000, 4000, 8000, 16_000];
  const look = async () => {
    if (!inside.isConnected) return;
    const html = await rendered(source, 'html');
    if (html && html !== before) fill(inside, source, html);
    else next();
  };
  const next = () => {
    const wait = waits.shift();
    if (wait) setTimeout(() => void look(), wait);
  };
  next();
}

const answers = new Map<string, Promise<string | undefined>>();
let last: Promise<unknown> = Promise.resolve();

/** One after the other: a long text may have many islands. */
function show(source: string): Promise<string | undefined> {
  const known = answers.get(source);
  if (known) return known;
  const asked = last.then(() => rendered(source, 'html'));
  last = asked;
  answers.set(source, asked);
  return asked;
}

function fill(inside: HTMLElement, source: string, html: string | undefined): void {
  if (html) inside.innerHTML = html;
  else {
    const pre = inside.ownerDocument.createElement('pre');
    pre.textContent = source.length > 300 ? `${source.slice(0, 300)} …` : source;
    inside.replaceChildren(pre);
  }
  // The card of a link that was never asked for before comes with the next look.
  if (isLink(source)) answers.delete(source);
}
