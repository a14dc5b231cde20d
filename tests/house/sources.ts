// tests/house/sources.ts: the project's own files, as text and as syntax trees, for the rules that read them.
import fs from 'node:fs';
import path from 'node:path';
import { parseSync } from 'oxc-parser';

const root = path.resolve(import.meta.dirname, '../..');

export function read(file: string): string {
  return fs.readFileSync(path.join(root, file), 'utf8');
}

/** The files below a folder of the project whose names end so, by their path from that folder. */
export function filesIn(folder: string, ...endings: string[]): string[] {
  return fs
    .readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => file.split(path.sep).join('/'))
    .filter((file) => endings.some((ending) => file.endsWith(ending)))
    .toSorted();
}

export const sources = filesIn('src', '.ts');
export const browserFiles = filesIn('browser', '.ts');

/** The features by their folders, from the bottom up. */
export const features = [...read('src/features.ts').matchAll(/^ {2}(\w+),/gm)].map(([, name]) =>
  name!.replace(/^(im|ex)porting$/, '$1port'),
);

/** The files of `src` that a file of `src` imports, by their path from there. */
export const importsOf = (file: string): string[] => importsIn(read(`src/${file}`), file);

export function importsIn(text: string, file: string): string[] {
  return [...text.matchAll(/(?:from|import) '(\.[^']+)'|import\('(\.[^']+)'\)/g)].map((found) =>
    path.posix.join(path.posix.dirname(file), (found[1] ?? found[2])!),
  );
}

/** A node of a syntax tree as oxc (ESTree) gives it. */
export type Node = Record<string, unknown> & { type: string; start: number; end: number };

export const part = (node: Node, name: string): Node => node[name] as Node;
export const parts = (node: Node, name: string): Node[] => (node[name] as Node[] | undefined) ?? [];

const trees = new Map<string, Node>();

/** The syntax tree of a TypeScript text. One that cannot be read throws. */
export function treeOf(text: string, file = 'text.ts'): Node {
  const known = trees.get(text);
  if (known) return known;
  const { program, errors } = parseSync(file, text);
  if (errors.length) throw new Error(`${file} cannot be read: ${errors[0]!.message}`);
  const tree = program as unknown as Node;
  trees.set(text, tree);
  return tree;
}

/** Visits all nodes from the top down; `above` holds those a node stands in, the outermost first, during the visit. */
export function walk(node: Node, visit: (node: Node, above: Node[]) => void, above: Node[] = []): void {
  visit(node, above);
  above.push(node);
  for (const value of Object.values(node)) {
    if (typeof value !== 'object') continue;
    for (const child of Array.isArray(value) ? (value as unknown[]) : [value]) {
      if (isNode(child)) walk(child, visit, above);
    }
  }
  above.pop();
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && 'start' in value;

/** The text of a string or of a template, `${…}` for what is put into it; undefined for anything else. */
export function stringOf(node: Node | null | undefined): string | undefined {
  if (node?.type === 'Literal' && typeof node.value === 'string') return node.value;
  if (node?.type !== 'TemplateLiteral') return undefined;
  return parts(node, 'quasis')
    .map((quasi) => (quasi.value as { cooked: string }).cooked)
    .join('${…}');
}

/** The name of the outermost named function, constant or method that a node stands in: what exceptions are named by. */
export function nameAround(above: Node[]): string {
  for (const node of above) {
    if (node.type === 'FunctionDeclaration') return part(node, 'id').name as string;
    if (node.type === 'VariableDeclarator') return (part(node, 'id').name as string | undefined) ?? '';
  }
  return '';
}
