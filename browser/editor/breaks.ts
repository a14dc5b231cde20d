// editor/breaks.ts: the ends of lines that classic texts mean as breaks, made into tags for the eye and back again.

/** Every letter counts in these, a line's end too. */
const verbatim = new Set('PRE CODE SCRIPT STYLE TEXTAREA SVG AUDIO VIDEO PICTURE SELECT'.split(' '));
/** White space in these means nothing. */
const skeleton = new Set('TABLE THEAD TBODY TFOOT TR COLGROUP UL OL DL FIGURE MENU HGROUP RUBY'.split(' '));

const isBreak = (node: Node | null): boolean => node?.nodeName === 'BR';

/** Puts a `<br>` where a line ends inside a text. Changes the element. */
export function showBreaks(parent: Element): void {
  for (const child of Array.from(parent.childNodes)) {
    if (child instanceof Element && !verbatim.has(child.nodeName)) showBreaks(child);
    else if (child.nodeType === Node.TEXT_NODE && !skeleton.has(parent.nodeName)) cutAtLines(child as Text);
  }
}

function cutAtLines(text: Text): void {
  if (!text.data.trim()) return;
  const lines = text.data.split(/[^\S\n]*\n/);
  const nodes = lines.flatMap((line, index): Node[] => {
    if (index === 0) return line ? [new Text(line)] : [];
    const isDouble =
      (index === 1 && !lines[0] && isBreak(text.previousSibling)) ||
      (index === lines.length - 1 && !line && isBreak(text.nextSibling));
    const rest = line.trimStart();
    return [...(isDouble ? [] : [document.createElement('br')]), ...(rest ? [new Text(rest)] : [])];
  });
  text.replaceWith(...nodes);
}

/** Makes ordinary spaces of line ends inside texts: written as they are, they would be breaks. Changes the element. */
export function joinLines(parent: Element): void {
  for (const child of parent.childNodes) {
    if (child instanceof Element && !verbatim.has(child.nodeName)) joinLines(child);
    else if (child instanceof Text && child.data.trim()) child.data = child.data.replaceAll(/\s*\n\s*/g, ' ');
  }
}

/** Writes single breaks as the ends of lines, as people type them. Changes the element, whose lines are joined. */
export function writeBreaks(parent: Element): void {
  for (const br of parent.querySelectorAll('br')) {
    if (br.closest('pre, code')) continue;
    if (isBreak(br.nextSibling) || isBreak(br.previousSibling)) continue;
    const next = br.nextSibling;
    if (next instanceof Text) next.data = next.data.trimStart();
    br.replaceWith('\n');
  }
}
