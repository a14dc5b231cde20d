// bin/words/extract.ts: finds the texts of a source that are translated: arguments of `__` and its kin, with what is told to translators.
import { parseSync } from 'oxc-parser';

/** A text that translators get. */
export interface Found {
  text: string;
  /** What it is for many; undefined for a text that does not count. */
  plural: string | undefined;
  context: string | undefined;
  /** Of a comment before the text that begins with `translators:`. */
  comment: string | undefined;
}

export interface Extracted {
  found: Found[];
  /** Calls whose text cannot be read from the source. */
  unreadable: string[];
}

type Node = Record<string, unknown> & { type: string; start: number; end: number };
type Spoken = Omit<Found, 'comment'>;

/** What each function takes, by its arguments that are texts. */
const functions: Record<string, (given: string[]) => Spoken> = {
  __: ([text]) => ({ text: text!, plural: undefined, context: undefined }),
  N_: ([text]) => ({ text: text!, plural: undefined, context: undefined }),
  __html: ([text]) => ({ text: text!, plural: undefined, context: undefined }),
  _x: ([text, context]) => ({ text: text!, plural: undefined, context: context! }),
  _n: ([text, plural]) => ({ text: text!, plural: plural!, context: undefined }),
  _nhtml: ([text, plural]) => ({ text: text!, plural: plural!, context: undefined }),
  __forms: ([text, plural]) => ({ text: text!, plural: plural!, context: undefined }),
};
const counts: Record<string, number> = { _x: 2, _n: 2, _nhtml: 2, __forms: 2 };

/** Where the functions are made: their own names are no texts. */
const own = /(?:^|\/)(?:base\/language\/gettext|shared\/words)\.ts$/;

/** The texts of a source. @param file its name, which says whether it is a template */
export function extract(text: string, file: string): Extracted {
  if (own.test(file)) return { found: [], unreadable: [] };
  const code = file.endsWith('.ejs') ? codeOf(text) : text;
  const { program, comments, errors } = parseSync(file.replace(/\.ejs$/, '.js'), code);
  if (errors.length) throw new Error(`${file} cannot be read: ${errors[0]!.message}`);
  const all: Extracted = { found: [], unreadable: [] };
  walk(program as unknown as Node, (node) => {
    const name = calleeOf(node);
    if (!name) return;
    const given = (node.arguments as Node[]).slice(0, counts[name] ?? 1);
    const texts = given.map(literal);
    if (texts.length < (counts[name] ?? 1) || texts.includes(undefined)) {
      all.unreadable.push(`${file}: ${code.slice(node.start, node.end).slice(0, 120)}`);
      return;
    }
    const spoken = functions[name]!(texts as string[]);
    const note = comments.find(({ start, end }) => start >= node.start && end <= given[0]!.start);
    const comment = /^\W*translators:\s*([^]*?)\s*$/.exec(note?.value ?? '')?.[1];
    if (hasWords(spoken.text)) all.found.push({ ...spoken, comment });
  });
  return all;
}

/** Whether anything is left to translate but elements and values. */
const hasWords = (text: string): boolean => /\S/.test(text.replaceAll(/<\/?[a-z]+\d*>|%(?:\d+\$)?s/g, ''));

/** The code of a template: its texts fall out, and what it prints is code, too. */
export const codeOf = (template: string): string =>
  template
    .split(/(<%[^]*?%>)/)
    .map((piece, index) => {
      if (index % 2 === 0) return ';';
      const [, kind, code] = /^<%([#=-]?)([^]*?)[-_]?%>$/.exec(piece)!;
      return kind === '#' ? ';' : kind ? `;(${code});` : code!;
    })
    .join('\n');

function calleeOf(node: Node): string | undefined {
  if (node.type !== 'CallExpression') return undefined;
  const callee = node.callee as Node;
  const name = String(callee.type === 'Identifier' ? callee.name : '');
  return Object.hasOwn(functions, name) ? name : undefined;
}

function literal(node: Node | undefined): string | undefined {
  if (node?.type === 'Literal' && typeof node.value === 'string') return node.value;
  return undefined;
}

function walk(node: Node, visit: (node: Node) => void): void {
  visit(node);
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? (value as unknown[]) : [value]) {
      if (typeof child === 'object' && child !== null && 'type' in child && 'start' in child)
        walk(child as Node, visit);
    }
  }
}
