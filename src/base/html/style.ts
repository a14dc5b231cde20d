// base/html/style.ts: which inline styles may stay: numbers and colours, nothing that loads, covers or moves.

/**
 * Keeps the safe declarations of a style attribute, in a fixed spelling; '' when none is left.
 * Known properties with plain values only: no url(), no negative lengths, no position, no functions but colours and var().
 */
export function safeStyle(style: string): string {
  if (style.length > 2000) return '';
  return style
    .split(';')
    .flatMap((declaration) => {
      const colon = declaration.indexOf(':');
      const property = declaration.slice(0, Math.max(colon, 0)).trim().toLowerCase();
      const value = declaration.slice(colon + 1).trim();
      return kinds.get(property)?.test(value) ? [`${property}:${value}`] : [];
    })
    .join(';');
}

const number = String.raw`\d{0,5}(?:\.\d{1,12})?`;
const variable = String.raw`var\(--wp--[\w-]{1,80}\)`;
const length = `(?:${number}(?:px|em|rem|%|vw|vh|ch|pt)?|auto|${variable})`;
const color = String.raw`(?:#[\da-f]{3,8}|[a-z]{3,25}|(?:rgb|hsl)a?\([\d\s.,%/deg]{1,60}\)|${variable})`;

// One letter at a time: nested repetition would let a hostile value take forever.
const gradient = String.raw`(?:linear|radial)-gradient\((?:[\w#.%\s,-]|(?:rgb|hsl)a?\([\d\s.,%/deg]{1,60}\)){1,300}\)`;

const one = (pattern: string) => new RegExp(`^${pattern}$`, 'i');
const upToFour = (pattern: string) => new RegExp(`^${pattern}(?: ${pattern}){0,3}$`, 'i');
const words = (list: string) => one(`(?:${list.replaceAll(' ', '|')})`);

const sides = ['top', 'right', 'bottom', 'left'];
const lengths =
  'width height min-width min-height max-width max-height flex-basis column-gap row-gap text-indent';

const kinds = new Map<string, RegExp>([
  ...['color', 'background-color', 'border-color'].map((name) => [name, one(color)] as const),
  ...[...lengths.split(' '), ...sides.flatMap((side) => [`margin-${side}`, `padding-${side}`])].map(
    (name) => [name, one(length)] as const,
  ),
  ...['margin', 'padding', 'gap', 'border-width', 'border-radius'].map(
    (name) => [name, upToFour(length)] as const,
  ),
  ['background', one(`(?:${color}|${gradient})`)],
  ['grid-template-columns', one(String.raw`(?:\d{1,3}%|auto|1fr)(?: (?:\d{1,3}%|auto|1fr))?`)],
  ['text-align', words('left right center justify start end')],
  ['vertical-align', words('top middle bottom baseline')],
  ['float', words('left right none')],
  ['font-weight', words('normal bold bolder lighter 100 200 300 400 500 600 700 800 900')],
  ['font-style', words('normal italic')],
  ['font-size', one(`(?:${length}|small|medium|large|smaller|larger|x-large|xx-large)`)],
  ['line-height', one(length)],
  ['letter-spacing', one(length)],
  ['text-decoration', words('none underline line-through')],
  ['text-transform', words('none uppercase lowercase capitalize')],
  ['border-style', words('none solid dashed dotted double')],
  [
    'list-style-type',
    words('disc circle square decimal lower-alpha upper-alpha lower-roman upper-roman none'),
  ],
  ['aspect-ratio', one(`(?:auto|${number}(?: ?/ ?${number})?)`)],
  ['object-fit', words('cover contain fill none')],
  ['object-position', one(`${number}% ${number}%`)],
  ['flex-grow', one(number)],
  ['writing-mode', words('horizontal-tb vertical-rl vertical-lr')],
]);
