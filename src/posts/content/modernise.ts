// posts/content/modernise.ts: elements and attributes that HTML has given up, in today's words.
import type { Element, Root } from 'hast';
import { visit } from 'unist-util-visit';
import { attribute, classesOf } from '../../base/html/tree.ts';

/** Rewrites obsolete elements and presentational attributes so that old posts are valid HTML. Changes the tree. */
export function modernise(tree: Root): void {
  visit(tree, 'element', (element) => {
    const styles = [...elementStyles(element), ...attributeStyles(element)];
    // Where links led before there were ids.
    if (element.tagName === 'a' && element.properties.id === undefined && attribute(element, 'name'))
      element.properties.id = attribute(element, 'name');
    const known = names[element.tagName];
    if (known) element.tagName = known;
    for (const name of obsolete) delete element.properties[name];
    if (!media.has(element.tagName)) delete element.properties.width;
    if (!styles.length) return;
    const own = attribute(element, 'style');
    element.properties.style = [...styles, ...(own ? [own] : [])].join(';');
  });
}

const names: Record<string, string> = {
  acronym: 'abbr',
  big: 'span',
  center: 'div',
  dir: 'ul',
  font: 'span',
  strike: 's',
  tt: 'code',
};
const media = new Set(['img', 'video', 'source']);
const obsolete =
  'align bgColor border cellPadding cellSpacing color face longDesc noShade rev size summary vAlign'.split(
    ' ',
  );

function elementStyles(element: Element): string[] {
  if (element.tagName === 'big') return ['font-size:larger'];
  if (element.tagName === 'center') return ['text-align:center'];
  if (element.tagName !== 'font') return [];
  const color = attribute(element, 'color');
  const size = fontSizes[attribute(element, 'size')];
  return [...(color ? [`color:${color}`] : []), ...(size ? [`font-size:${size}`] : [])];
}

const fontSizes: Record<string, string> = {
  '1': '0.7em',
  '2': '0.85em',
  '4': '1.15em',
  '5': '1.5em',
  '6': '2em',
  '7': '3em',
  '+1': '1.15em',
  '+2': '1.5em',
  '-1': '0.85em',
};

/** Alignment and width as styles; on pictures and tables as the class that floats them. */
function attributeStyles(element: Element): string[] {
  const { tagName } = element;
  const align = /^(?:left|right|center|justify)$/.exec(attribute(element, 'align').toLowerCase())?.[0];
  const vertical = /^(?:top|middle|bottom|baseline)$/.exec(attribute(element, 'vAlign').toLowerCase())?.[0];
  const width = /^\d{1,4}%?$/.exec(attribute(element, 'width'))?.[0];
  const floats = tagName === 'img' || tagName === 'table';
  if (align && floats) element.properties.className = [...new Set([...classesOf(element), `align${align}`])];
  return [
    ...(align && !floats && tagName !== 'hr' ? [`text-align:${align}`] : []),
    ...(vertical ? [`vertical-align:${vertical}`] : []),
    ...(width && !media.has(tagName) ? [`width:${width.endsWith('%') ? width : `${width}px`}`] : []),
  ];
}
