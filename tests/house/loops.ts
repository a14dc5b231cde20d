// tests/house/loops.ts: which calls in a source are made once for each of many things.
import { nameAround, part, walk, type Node } from './sources.ts';

/** A call in a loop, by the function it stands in and the name of what is called. */
export interface LoopedCall {
  name: string;
  called: string;
}

const loops = ['ForStatement', 'ForOfStatement', 'ForInStatement', 'WhileStatement', 'DoWhileStatement'];
const eachOf = ['map', 'flatMap', 'forEach', 'filter', 'reduce', 'some', 'every', 'find'];

/** All calls that are made in the body of a loop, or in a function given to `map` and its like. */
export function loopedCalls(tree: Node): LoopedCall[] {
  const found: LoopedCall[] = [];
  walk(tree, (node, above) => {
    if (node.type !== 'CallExpression' || !isLooped([...above, node])) return;
    const callee = part(node, 'callee');
    const called = callee.type === 'Identifier' ? callee : part(callee, 'property');
    found.push({
      name: nameAround(above),
      called: (called?.name as string | undefined) ?? '',
    });
  });
  return found;
}

function isLooped(line: Node[]): boolean {
  return line.some((node, index) => {
    const below = line[index + 1];
    if (!below) return false;
    // What a loop begins with is done once: `for (const one of await list())`.
    if (loops.includes(node.type)) return below !== part(node, 'right') && below !== part(node, 'init');
    return node.type === 'CallExpression' && isGivenToEach(node, below);
  });
}

function isGivenToEach(call: Node, given: Node): boolean {
  const callee = part(call, 'callee');
  if (callee.type !== 'MemberExpression' || !/Function/.test(given.type)) return false;
  return eachOf.includes(part(callee, 'property').name as string);
}
