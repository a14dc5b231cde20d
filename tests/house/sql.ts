// tests/house/sql.ts: which statements a source holds: SQL in strings, and calls of the query builder from `db('table')` on.
import { nameAround, part, parts, stringOf, treeOf, walk, type Node } from './sources.ts';

/** One statement, and the function it stands in. */
export interface Statement {
  name: string;
  /** The SQL, upper case as it is written. Undefined for a call of the query builder. */
  sql?: string;
  /** What is called, from `db('table')` on: `['where', 'first']`. */
  calls: string[];
  /** The table of `db('table')`. Undefined where it is no plain string. */
  table?: string;
}

/** What a function of a file that gives a query does itself. */
type Helper = Pick<Statement, 'calls' | 'table'>;

const writing = ['insert', 'update', 'delete', 'del', 'increment', 'decrement', 'truncate', 'upsert'];

export const isWrite = ({ calls }: Statement): boolean => calls.some((call) => writing.includes(call));

/** The tables that SQL text writes, in the order it names them. */
export function tablesWritten(sql: string): string[] {
  return [
    ...sql.matchAll(
      /(?<!FOR |DO )\b(?:INSERT INTO|UPDATE|DELETE FROM|TRUNCATE(?: TABLE)?) +(?:ONLY +)?([a-z_]+|:[a-z]+:|\$\{…\})/g,
    ),
  ].map(([, table]) => table!);
}

/**
 * All statements of a source, by the function they stand in. What is called on the query that a function of the file
 * gives, or that a constant holds, counts to the statement that begins there.
 */
export function statementsOf(text: string, file?: string): Statement[] {
  const tree = treeOf(text, file);
  const helpers = helpersOf(tree, text);
  const constants = constantsOf(tree);
  const found: Statement[] = [];
  walk(tree, (node, above) => {
    const name = nameAround(above);
    const sql = stringOf(node);
    if (sql !== undefined && /\b(?:SELECT|INSERT INTO|UPDATE|DELETE FROM)\b/.test(sql)) {
      found.push({ name, sql, calls: [] });
    }
    if (node.type !== 'CallExpression' || !isWhole(node, above)) return;
    const chain = chainOf(node, helpers, constants);
    if (!chain) return;
    const kept = above.at(-1)?.type === 'VariableDeclarator' ? part(above.at(-1)!, 'id').name : undefined;
    const within = above.find(({ type }) => /Function/.test(type));
    const later = kept && within ? callsOn(kept as string, within) : [];
    if (!helpers.has(name)) found.push({ name, ...chain, calls: [...chain.calls, ...later] });
  });
  return found;
}

/** The strings that a file keeps under a name: a table may be one. */
function constantsOf(tree: Node): Map<string, string> {
  const found = new Map<string, string>();
  walk(tree, (node) => {
    const kept = node.type === 'VariableDeclarator' ? stringOf(part(node, 'init')) : undefined;
    if (kept !== undefined) found.set(part(node, 'id').name as string, kept);
  });
  return found;
}

/** The functions of a file that give a query to call more on, with all that they call themselves. */
function helpersOf(tree: Node, text: string): Map<string, Helper> {
  const found = new Map<string, Helper>();
  walk(tree, (node, above) => {
    const isNamed = node.type === 'FunctionDeclaration' || node.type === 'ArrowFunctionExpression';
    const first = parts(node, 'params')[0]?.name;
    if (!isNamed || node.async || (first !== 'db' && first !== 'query')) return;
    const typed = part(node, 'returnType');
    const isOpen = typed
      ? /QueryBuilder/.test(text.slice(typed.start, typed.end))
      : above.every(({ type }) => type !== 'ExportNamedDeclaration');
    const name = (part(node, 'id')?.name as string | undefined) ?? nameAround(above);
    if (isOpen && (first === 'query' || asksDatabase(node)))
      found.set(name, { calls: callsIn(node), table: tableIn(node) });
  });
  return found;
}

/** The names of all methods that are called in a piece of code. */
function callsIn(node: Node): string[] {
  const found: string[] = [];
  walk(node, (call) => {
    if (call.type !== 'CallExpression') return;
    const callee = part(call, 'callee');
    if (callee.type === 'MemberExpression') found.push(part(callee, 'property').name as string);
  });
  return found;
}

/** The methods that are called in a function on what a name holds. */
function callsOn(name: string, within: Node): string[] {
  const found: string[] = [];
  walk(within, (node) => {
    const names: string[] = [];
    let at = node;
    while (at.type === 'CallExpression' && part(at, 'callee').type === 'MemberExpression') {
      names.push(part(part(at, 'callee'), 'property').name as string);
      at = part(part(at, 'callee'), 'object');
    }
    if (at.type === 'Identifier' && at.name === name) found.push(...names);
  });
  return found;
}

/** Whether nothing more is called on what a call gives, and it is no part of another statement. */
function isWhole(node: Node, above: Node[]): boolean {
  const over = above.at(-1);
  if (over?.type === 'MemberExpression' && part(over, 'object') === node) return false;
  return over?.type !== 'CallExpression';
}

function chainOf(
  node: Node,
  helpers: Map<string, Helper>,
  constants: Map<string, string>,
): Pick<Statement, 'calls' | 'table'> | undefined {
  const calls: string[] = [];
  let at = node;
  while (at.type === 'CallExpression') {
    const callee = part(at, 'callee');
    const named = parts(at, 'arguments')[0];
    const table = stringOf(named) ?? constants.get(named?.name as string);
    if (isDatabase(callee)) return { calls, table };
    const begun = callee.type === 'Identifier' ? helpers.get(callee.name as string) : undefined;
    if (begun) return { calls: [...begun.calls, ...calls], table: begun.table };
    if (callee.type === 'Identifier' && named?.type === 'CallExpression') {
      const within = chainOf(named, helpers, constants);
      return (
        within && { calls: [...within.calls, ...(helpers.get(callee.name as string)?.calls ?? []), ...calls] }
      );
    }
    if (callee.type !== 'MemberExpression') return undefined;
    calls.unshift(part(callee, 'property').name as string);
    at = part(callee, 'object');
  }
  return undefined;
}

const isDatabase = (callee: Node): boolean =>
  (callee.type === 'Identifier' && /^(?:db|trx)$/.test(callee.name as string)) ||
  (callee.type === 'MemberExpression' && part(callee, 'property').name === 'db');

/** Whether a statement gives rows, and not in an order, or not so many at most. What gives one row of sums is none. */
export function isEndless(statement: Statement): boolean {
  const { sql, calls } = statement;
  if (sql !== undefined) {
    if (!/^\s*(?:SELECT|WITH)\b/.test(sql) || tablesWritten(sql).length) return false;
    if (/\bLIMIT 1\b/.test(sql) || (isOfSums(sql) && !/\bGROUP BY\b/.test(sql))) return false;
    return !(/\bLIMIT\b/.test(sql) && /\bORDER BY\b/.test(sql));
  }
  const has = (...names: string[]) => calls.some((call) => names.includes(call));
  if (isWrite(statement) || !calls.length) return false;
  if (has('first', 'count', 'countDistinct', 'max', 'min', 'sum', 'raw') && !has('groupBy')) return false;
  return !(has('limit') && has('orderBy', 'orderByRaw'));
}

/** What a single row holds: sums, or what a function of the database or its queue does. */
const isOfSums = (sql: string): boolean =>
  /^\s*SELECT\s+(?:1$|graphile_worker\.|pg_|setval|current_setting|coalesce\(max|(?:count|max|min|sum|exists|EXISTS)\b)/.test(
    sql,
  );

function asksDatabase(node: Node): boolean {
  let asks = false;
  walk(node, (call) => (asks ||= isOfDatabase(call)));
  return asks;
}

/** The first table that is named in a piece of code. */
function tableIn(node: Node): string | undefined {
  const tables: (string | undefined)[] = [];
  walk(node, (call) => {
    if (isOfDatabase(call)) tables.push(stringOf(parts(call, 'arguments')[0]));
  });
  return tables[0];
}

const isOfDatabase = (node: Node): boolean =>
  node.type === 'CallExpression' && isDatabase(part(node, 'callee'));
