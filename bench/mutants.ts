// bench/mutants.ts: which single rules of a source can be broken, and how. Pure.
import { parseSync } from 'oxc-parser';

/** The text from `start` to `end` becomes `after`. */
export interface Mutant {
  start: number;
  end: number;
  line: number;
  before: string;
  after: string;
}

type Node = Record<string, unknown> & { type: string; start: number; end: number };
type Change = Pick<Mutant, 'start' | 'end' | 'after'>;

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
  const { program, errors } = parseSync(file, text);
  if (errors.length) throw new Error(`${file} cannot be read: ${errors[0]!.message}`);
  const changes: Change[] = [];
  walk(program as unknown as Node, (node) => changes.push(...changesOf(node, text)));
  return changes
    .filter(({ start, end, after }) => text.slice(start, end) !== after)
    .toSorted((one, other) => one.start - other.start || one.end - other.end)
    .map((change) => ({
      ...change,
      line: text.slice(0, change.start).split('\n').length,
      before: text.slice(change.start, change.end).replaceAll(/\s+/g, ' ').slice(0, 80),
    }));
}

/** At most so many, spread evenly. */
export function spread<One>(all: One[], most: number): One[] {
  if (all.length <= most) return all;
  return Array.from({ length: most }, (_, index) => all[Math.floor(((index + 0.5) * all.length) / most)]!);
}

function changesOf(node: Node, text: string): Change[] {
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

/** Every node but those of types, and but what only names modules. */
function walk(node: Node, visit: (node: Node) => void): void {
  const isKept = !/^TS(?!AsExpression|NonNullExpression|SatisfiesExpression)/.test(node.type);
  if (!isKept || node.type === 'ImportDeclaration') return;
  visit(node);
  for (const value of Object.values(node)) {
    for (const child of [value].flat() as unknown[])
      if (typeof child === 'object' && child !== null && 'type' in child) walk(child as Node, visit);
  }
}
