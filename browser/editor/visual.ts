// editor/visual.ts: the rich editor: shows the text's segments, and writes back only what was changed.
import { __ } from '../shared/words.ts';
import type { Mode, Place } from './mode.ts';
import { hasBlocks } from './blocks.ts';
import { countOwnWords } from './count.ts';
import { takeFiles } from './files.ts';
import { forbidTranslation, hideForeignElements } from './foreign.ts';
import { insertBlock, useEmbeds, useMarkers } from './insert.ts';
import { useIslands } from './islands.ts';
import { dialectOf } from './kept.ts';
import { useLinks } from './links.ts';
import { cleanOwn, cleanPaste } from './paste.ts';
import { usePictures } from './pictures.ts';
import { wearTheme } from './theme.ts';
import { useTools } from './tools.ts';
import { options } from './options.ts';
import { restore, split, type Split } from './segments.ts';
import { shownSegment } from './shown.ts';
import { tinymce, type Editor } from './tinymce.ts';
import { useTrailing } from './trailing.ts';
import { elementsIn, ownElementsIn, piecesIn, segmentOf, type Loaded } from './written.ts';

/** Opens the rich editor on the text. */
export async function openVisual(place: Place): Promise<Mode> {
  const target = document.createElement('div');
  place.host.append(target);
  const setup = (editor: Editor) => {
    const written = () => place.textarea.value;
    useTools(editor);
    countOwnWords(editor);
    useLinks(editor);
    usePictures(editor);
    useTrailing(editor);
    useMarkers(editor, written);
    useIslands(editor, shownMarkup);
    useEmbeds(editor, written);
    const { form } = place.textarea;
    const format = () => new FormData(form!).get('content_format') as string;
    takeFiles(editor, shownMarkup, () => dialectOf(written(), format()), place.append);
    editor.on('PastePreProcess', (event) => {
      event.content = event.internal ? cleanOwn(event.content) : cleanPaste(event.content);
    });
  };
  const [editor] = await tinymce.init({ ...(await options()), target, setup });
  if (!editor) throw new Error('The editor did not start.');
  // Screen readers list frames by their titles.
  editor.iframeElement?.setAttribute('title', __('Text'));
  forbidTranslation(editor.getDoc());
  wearTheme(editor);
  return visualOn(editor, place);
}

const changes = 'input change undo redo ExecCommand SetContent ObjectResized';

function visualOn(editor: Editor, { textarea, host, write }: Place): Mode {
  let parts: Split = { segments: [], after: '' };
  let loaded: Loaded = { token: '', segments: [], looked: new Map(), isBlocks: false };
  let timer: ReturnType<typeof setTimeout> | undefined;

  const load = () => {
    hasActed = false;
    parts = split(textarea.value);
    loaded = putIn(editor, parts, textarea.value);
    editor.undoManager.clear();
    // What was there is where going back ends, and the first change is told.
    editor.undoManager.add();
    // At its first start TinyMCE counts words only from its next turn on.
    setTimeout(() => editor.removed || editor.dispatch('ViewUpdate'));
  };
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    if (editor.removed) return;
    const began = performance.now();
    hideForeignElements(editor.getBody(), textarea.value);
    const text = restore(parts, piecesIn(editor.getContent(), loaded));
    // Only a person empties a text; what a script has taken out of the page is shown again.
    if (!text.trim() && textarea.value.trim() && !hasActed) load();
    else write(text);
    cost = performance.now() - began;
  };
  // Soon, but not at every letter; a long text takes a tenth of the time at most.
  let cost = 0;
  const changed = () => {
    if (!editor.removed) timer ??= setTimeout(flush, Math.max(150, cost * 10));
  };
  // Whether somebody has used the editor since the text was put in.
  let hasActed = false;
  const act = ({ isTrusted }: Event) => {
    if (isTrusted) hasActed = true;
  };

  let hasCursor = false;
  editor.once('focus', () => (hasCursor = true));
  load();
  editor.on(changes, changed);
  for (const event of ['keydown', 'beforeinput', 'cut', 'drop'])
    editor.getDoc().addEventListener(event, act, true);
  // The editor's buttons and windows.
  const actInTools = (event: Event) => {
    if (event.target instanceof Element && event.target.closest('.tox')) act(event);
  };
  for (const event of ['keydown', 'pointerdown']) document.addEventListener(event, actInTools, true);
  return {
    load,
    flush: () => void (timer !== undefined && flush()),
    insert(markup) {
      // Nobody has been in the text yet: it goes to the end.
      if (!hasCursor) {
        editor.selection.select(editor.getBody(), true);
        editor.selection.collapse(false);
      }
      insertBlock(editor, shownMarkup(markup));
    },
    focus: () => editor.focus(),
    remove: () => {
      clearTimeout(timer);
      // Its removal is told as a change, and it says nothing any more.
      editor.off(changes, changed);
      for (const event of ['keydown', 'pointerdown']) document.removeEventListener(event, actInTools, true);
      editor.remove();
      host.replaceChildren();
    },
  };
}

/** Markup from elsewhere, as new segments. */
const shownMarkup = (markup: string): string =>
  split(markup)
    .segments.map((segment) => shownSegment(segment, ''))
    .join('');

/** Shows the segments. What TinyMCE would take apart or drop becomes an island. */
function putIn(editor: Editor, { segments }: Split, text: string): Loaded {
  const token = Math.random().toString(36).slice(2, 8);
  const loaded: Loaded = { token, segments, looked: new Map(), isBlocks: hasBlocks(text) };
  let islands = new Set<number>();
  for (const round of [0, 1, 2]) {
    const shown = segments.map((segment, number) =>
      shownSegment(segment, `${token}-${number}`, round === 2 || islands.has(number)),
    );
    editor.setContent(shown.join(''), { no_events: round > 0 });
    loaded.looked = looksOf(editor, loaded);
    islands = lost(shown, loaded);
    if (!islands.size) break;
  }
  return loaded;
}

/** How each segment's element looks in the editor's output; those that came out in pieces are left out. */
function looksOf(editor: Editor, loaded: Loaded): Map<number, string> {
  const looks = new Map<number, string>();
  const torn = new Set<number>();
  for (const element of ownElementsIn(editor.getContent(), loaded)) {
    const segment = segmentOf(element, loaded);
    if (segment === undefined) continue;
    if (looks.has(segment)) torn.add(segment);
    looks.set(segment, element.outerHTML);
  }
  for (const segment of torn) looks.delete(segment);
  return looks;
}

/** The segments that came out otherwise than they went in: in pieces, with words or elements missing. */
function lost(shown: string[], { looked }: Loaded): Set<number> {
  const islands = shown.flatMap((html, number) => {
    const look = looked.get(number);
    return look !== undefined && outline(look) === outline(html) ? [] : [number];
  });
  return new Set(islands);
}

const renamed: Record<string, string> = { B: 'STRONG', I: 'EM', STRIKE: 'S' };

/** Words and elements of a piece of markup. */
function outline(html: string): string {
  const [element] = elementsIn(html);
  if (!element) return '';
  const names = [...element.querySelectorAll('*')]
    .map(({ nodeName }) => renamed[nodeName] ?? nodeName)
    .filter((name) => !['BR', 'TBODY', 'SPAN', 'FONT'].includes(name))
    .toSorted();
  return `${names.join()} ${element.textContent.replaceAll(/\s+/g, '')}`;
}
