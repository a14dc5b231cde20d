// bench/switchable.ts: a source with all its mutants in it, of which one at a time can be switched on. Pure.
import { changesOf, mutantsOf, programOf, walk, type Change, type Node } from './mutants.ts';

/** What is put into a source at a place, instead of `length` letters there. */
interface Insertion {
  at: number;
  text: string;
  length?: number;
  isEnd: boolean;
  /** The length of what it surrounds; of two that surround the same the one of higher `rank` stands outside. */
  span: number;
  rank: number;
}

/**
 * The source with all its mutants in it, each behind a question: `__mutants.is(17)` says whether mutant 17 is the one.
 * Each function that is entered says so with `__mutants.in(…)`. Lines keep their numbers.
 * @param first the number of the first of `mutantsOf`; the others follow
 */
export function switchable(file: string, text: string, first: number): string {
  const numbers = new Map(
    mutantsOf(file, text).map(({ start, end, after }, index) => [`${start} ${end} ${after}`, first + index]),
  );
  const numberOf = ({ start, end, after }: Change) => numbers.get(`${start} ${end} ${after}`);
  const put: Insertion[] = [];
  const instead = ({ start, end }: Change, after: string) =>
    put.push({ at: start, text: after, length: end - start, isEnd: false, span: 0, rank: 0 });
  walk(programOf(file, text), (node, parent) => {
    const around = (part: Node, [before, after]: [string, string], rank: number) => {
      const span = part.end - part.start;
      put.push({ at: part.start, text: before, isEnd: false, span, rank });
      put.push({ at: part.end, text: after, isEnd: true, span, rank });
    };
    const body = node.body as Node | undefined;
    if (/Function/.test(node.type) && body?.type === 'BlockStatement')
      put.push({ at: body.start + 1, text: `__mutants.in(${first});`, isEnd: false, span: 0, rank: 0 });
    for (const change of changesOf(node, text)) {
      const number = numberOf(change);
      if (number !== undefined) surround({ node, parent, change, number, around, instead, text });
    }
  });
  return inserted(text, put);
}

interface Place {
  node: Node;
  parent: Node | undefined;
  change: Change;
  number: number;
  around: (part: Node, texts: [string, string], rank: number) => void;
  instead: (change: Change, after: string) => void;
  text: string;
}

/** Puts one mutant beside what stands there. What is evaluated once stays evaluated once. */
function surround({ node, parent, change, number, around, instead, text }: Place): void {
  const is = `__mutants.is(${number})`;
  switch (node.type) {
    case 'LogicalExpression': {
      // a && b is a ? b : a, and a || b is !a ? b : a: the left side is kept for as long as that takes.
      const [asked, broken] = node.operator === '&&' ? ['', '!'] : ['!', ''];
      around(node, ['(', ' : __mutants.t)'], 0);
      around(
        node.left as Node,
        ['(__mutants.t = (', `), ${is} ? ${broken}__mutants.t : ${asked}__mutants.t)`],
        9,
      );
      around(node.right as Node, ['(', ')'], 9);
      return instead(change, '?');
    }
    case 'BinaryExpression': {
      const operator = text.slice(change.start, change.end);
      around(node, [`__mutants.of(${number}, '${operator}', '${change.after}', `, ')'], 0);
      around(node.left as Node, ['(', ')'], 9);
      around(node.right as Node, ['(', ')'], 9);
      return instead(change, ',');
    }
    case 'UnaryExpression':
      return around(node, [`__mutants.not(${number}, `, ')'], 0);
    case 'IfStatement':
    case 'ConditionalExpression':
      return around(node.test as Node, [`(${is} ? ${change.after} : `, ')'], 5);
    case 'ExpressionStatement':
      return around(node, [`{ if (!${is}) `, ' }'], 0);
    default: {
      const isKey = parent?.type === 'Property' && parent.key === node && !parent.computed;
      const [opens, closes] = isKey ? ['[', ']'] : ['(', ')'];
      around(node, [`${opens}${is} ? ${change.after} : `, closes], 0);
    }
  }
}

function inserted(text: string, put: Insertion[]): string {
  const sorted = put.toSorted(
    (a, b) =>
      a.at - b.at ||
      Number(b.isEnd) - Number(a.isEnd) ||
      (a.isEnd ? a.span - b.span || a.rank - b.rank : b.span - a.span || b.rank - a.rank),
  );
  let at = 0;
  let whole = '';
  for (const { at: place, text: part, length = 0 } of sorted) {
    whole += text.slice(at, place) + part;
    at = place + length;
  }
  return whole + text.slice(at);
}
