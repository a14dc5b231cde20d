// bench/mutants.ts: which single rules of a source can be broken, and how. Pure.
import crypto from 'node:crypto';
import { parseSync } from 'oxc-parser';

/** The text from `start` to `end` becomes `after`. */
export interface Mutant {
  start: number;
  end: number;
  line: number;
  before: string;
  after: string;
}

export type Node = Record<string, unknown> & { type: string; start: number; end: number };
export type Change = Pick<Mutant, 'start' | 'end' | 'after'>;
const operators: Record<string, string> = {
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  '===': '!==',
  '!==': '===',
  '+': '-',
  '-': '+',
  '*': '/',
  '/': '*',
  '&&': '||',
  '||': '&&',
};

/**
 * All mutants of a TypeScript source, in order: comparisons and their bounds, `and` and `or`, `not`, conditions,
 * numbers, yes and no, and statements that are left out. Types, strings and imports stay as they are.
 */
export function mutantsOf(file: string, text: string): Mutant[] {
  const changes: Change[] = [];
  walk(programOf(file, text), (node) => changes.push(...changesOf(node, text)));
  return changes
    .filter(({ start, end, after }) => text.slice(start, end) !== after)
    .toSorted((one, other) => one.start - other.start || one.end - other.end)
    .map((change) => ({
      ...change,
      line: text.slice(0, change.start).split('\n').length,
      before: text.slice(change.start, change.end).replaceAll(/\s+/g, ' ').slice(0, 80),
    }));
}

/**
 * So many of all, chosen by the seed: the same ones each time, and the same ones where others come or go.
 * @param nameOf what tells one from the others
 */
export function sample<One>(all: One[], most: number, seed: string, nameOf: (one: One) => string): One[] {
  const rank = (one: One) =>
    crypto
      .createHash('sha256')
      .update(`${seed}\n${nameOf(one)}`)
      .digest('hex');
  const ranked = all.map((one, index) => ({ one, index, rank: rank(one) }));
  const chosen = ranked.toSorted((a, b) => (a.rank < b.rank ? -1 : 1)).slice(0, most);
  return chosen.toSorted((a, b) => a.index - b.index).map(({ one }) => one);
}

/** The mutants of one node. */
export function changesOf(node: Node, text: string): Change[] {
  const part = (name: string) => node[name] as Node;
  const whole = (after: string) => ({ start: node.start, end: node.end, after });
  switch (node.type) {
    case 'BinaryExpression':
    case 'LogicalExpression':
      return operatorOf(node, text);
    case 'UnaryExpression':
      return node.operator === '!' ? [whole(text.slice(part('argument').start, node.end))] : [];
    case 'IfStatement':
    case 'ConditionalExpression':
      return ['true', 'false'].map((after) => ({ ...placeOf(part('test')), after }));
    case 'ExpressionStatement':
      return /^(?:Await|Call|Assignment)Expression$/.test(part('expression').type) ? [whole(';')] : [];
    case 'Literal':
      if (typeof node.value === 'boolean') return [whole(String(!node.value))];
      return typeof node.value === 'number' ? [whole(String(node.value + 1))] : [];
    default:
      return [];
  }
}

function operatorOf(node: Node, text: string): Change[] {
  const [left, right] = [node.left as Node, node.right as Node];
  const operator = node.operator as string;
  const after = operators[operator];
  // Texts are joined with + as well.
  const isText = [left, right].some(
    ({ type, value }) => type === 'TemplateLiteral' || (type === 'Literal' && typeof value === 'string'),
  );
  if (!after || (operator === '+' && isText)) return [];
  const start = text.indexOf(operator, left.end);
  return start < 0 || start >= right.start ? [] : [{ start, end: start + operator.length, after }];
}

const placeOf = ({ start, end }: Node) => ({ start, end });

export function programOf(file: string, text: string): Node {
  const { program, errors } = parseSync(file, text);
  if (errors.length) throw new Error(`${file} cannot be read: ${errors[0]!.message}`);
  return program as unknown as Node;
}

/** Visits every node but those of types, and but what only names modules. */
export function walk(node: Node, visit: (node: Node, parent?: Node) => void, parent?: Node): void {
  const isKept = !/^TS(?!AsExpression|NonNullExpression|SatisfiesExpression)/.test(node.type);
  if (!isKept || node.type === 'ImportDeclaration') return;
  visit(node, parent);
  for (const value of Object.values(node)) {
    for (const child of [value].flat() as unknown[])
      if (typeof child === 'object' && child !== null && 'type' in child) walk(child as Node, visit, node);
  }
}
