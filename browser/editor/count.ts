// editor/count.ts: the count of words: what islands show are no words of the text.
import { sourceAttribute } from './shown.ts';
import type { Editor } from './tinymce.ts';

interface Counted {
  wordCount: { words: number; characters: number; charactersWithoutSpaces: number };
}

/** Puts the text's own count in the place of TinyMCE's, before its status bar hears of it. */
export function countOwnWords(editor: Editor): void {
  // Of a long text only what was changed is counted again.
  const known = new WeakMap<Element, { text: string; words: number }>();
  const wordsOf = (block: Element, text: string): number => {
    const before = known.get(block);
    if (before?.text === text) return before.words;
    const words = wordsIn(text);
    known.set(block, { text, words });
    return words;
  };
  editor.on(
    'wordCountUpdate',
    ({ wordCount }: Counted) => {
      Object.assign(wordCount, { words: 0, characters: 0, charactersWithoutSpaces: 0 });
      for (const block of editor.getBody().children) {
        const text = textOf(block, editor);
        wordCount.words += wordsOf(block, text);
        wordCount.characters += text.length;
        wordCount.charactersWithoutSpaces += text.replaceAll(/\s/g, '').length;
      }
    },
    true,
  );
}

/** The words of a block, but for islands; those of different lines stay apart. */
function textOf(block: Element, { dom }: Editor): string {
  const isIsland = (node: Node) =>
    node.nodeType === Node.ELEMENT_NODE && (node as Element).hasAttribute(sourceAttribute);
  if (isIsland(block)) return '';
  if (!block.firstElementChild) return block.textContent;
  let text = '';
  const walker = block.ownerDocument.createTreeWalker(
    block,
    NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT,
    (node) => (isIsland(node) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT),
  );
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.nodeType === Node.TEXT_NODE) text += node.nodeValue;
    else if (dom.isBlock(node) || node.nodeName === 'BR') text += '\n';
  }
  return text;
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' });

function wordsIn(text: string): number {
  let words = 0;
  for (const { isWordLike } of segmenter.segment(text)) if (isWordLike) words += 1;
  return words;
}
