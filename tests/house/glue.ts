// tests/house/glue.ts: sentences that are glued together: no translator can turn their parts round, nor count as languages do.
import { part, stringOf, treeOf, walk, type Node } from './sources.ts';

/** An ending that is put to a word: the plural as English forms it. */
const ending = /^(?:s|es|ies|y|ren|are|is)$/;
/** Words at the edge of a string, with the space that joins them to what comes. */
const edge = /^ [a-z]{2,}(?: [a-z]+)*[.!?]?$|[a-z]{2,} $/;

/** The pieces of a TypeScript source that are glued, as they are written. */
export function gluedInCode(text: string, file?: string): string[] {
  const found: string[] = [];
  walk(treeOf(text, file), (node, above) => {
    const isGlued =
      (node.type === 'ConditionalExpression' && isEnding(node)) ||
      (node.type === 'ConditionalExpression' && isCounted(node) && isInSentence(above)) ||
      (node.type === 'BinaryExpression' && node.operator === '+' && joinsWords(node));
    if (isGlued) found.push(text.slice(node.start, node.end).replaceAll(/\s+/g, ' '));
  });
  return found;
}

/** `count === 1 ? '' : 's'`, and `? 'y' : 'ies'`. */
function isEnding(node: Node): boolean {
  const branches = [stringOf(part(node, 'consequent')), stringOf(part(node, 'alternate'))];
  if (branches.includes(undefined)) return false;
  return branches.some((branch) => ending.test(branch!)) && branches.every((branch) => branch!.length < 4);
}

/** `count === 1 ? 'comment' : 'comments'`: a word for one, and a word for many. */
function isCounted(node: Node): boolean {
  const test = part(node, 'test');
  if (test.type !== 'BinaryExpression' || (part(test, 'right').value as unknown) !== 1) return false;
  return /^[a-z ]+$/.test(stringOf(part(node, 'consequent')) ?? '');
}

/** Whether it is put into a template that has words of its own, or is added to something. */
function isInSentence(above: Node[]): boolean {
  const over = above.at(-1);
  if (over?.type === 'BinaryExpression') return true;
  if (over?.type !== 'TemplateLiteral') return false;
  const around = stringOf(over)!.replaceAll('${…}', '');
  return /[a-z]{2}/.test(around) && /\s/.test(around);
}

/** `count + ' comments'`, `'Written by ' + name`; a long string in two lines joins nothing. */
function joinsWords(node: Node): boolean {
  const sides = [part(node, 'left'), part(node, 'right')];
  return !isFixed(node) && sides.some((side) => edge.test(stringOf(side) ?? ''));
}

function isFixed(node: Node): boolean {
  if (node.type === 'BinaryExpression') return isFixed(part(node, 'left')) && isFixed(part(node, 'right'));
  return node.type === 'Literal';
}

/** The pieces of a template (EJS) that are glued: an output that touches a word, or chooses an ending or a counted word. */
export function gluedInView(text: string): string[] {
  const outputs: string[] = [];
  const flat = text
    .replaceAll(/<%#[^]*?%>/g, '')
    .replaceAll(/<%[=-]([^]*?)%>/g, (_, code: string) => `\u0001${outputs.push(code.trim()) - 1}\u0002`)
    .replaceAll(/<%[^]*?%>/g, ' ')
    .replaceAll(/<(?:style|script)\b[^]*?<\/(?:style|script)>/g, ' ')
    .replaceAll(/<\/?[a-z][^<>]*>/gi, '\u0003');
  const touching = [...flat.matchAll(/[a-z]{2}\u0001(\d+)\u0002|\u0001(\d+)\u0002[a-z]/g)].map(
    ([, before, after]) => outputs[Number(before ?? after)]!,
  );
  return [...touching, ...outputs.flatMap((code) => gluedInOutput(code))];
}

function gluedInOutput(code: string): string[] {
  try {
    return gluedInCode(`(${code});`).length || countsWords(code) ? [code] : [];
  } catch {
    return []; // Not an expression: the beginning of a call that ends in another tag.
  }
}

/** In a template the sentence stands around the output. */
function countsWords(code: string): boolean {
  let counts = false;
  walk(treeOf(`(${code});`), (node) => {
    if (node.type === 'ConditionalExpression') counts ||= isCounted(node);
  });
  return counts;
}
