// tests/house/mechanisms.test.ts: what is done in one place alone.
import { expect, test } from 'vitest';
import { markup as allowed } from './exceptions.ts';
import { browserFiles, nameAround, part, read, sources, treeOf, walk } from './sources.ts';

const textOf = (file: string): string => read(`src/${file}`);

test('scripts put data into pages as text', () => {
  const found = browserFiles.flatMap((file) =>
    markupSetIn(read(`browser/${file}`), file).map((name) => `${file} ${name}`),
  );
  expect([...new Set(found)].toSorted()).toEqual(Object.keys(allowed).toSorted());
});

test.each([
  'function show() { box.innerHTML = name; }',
  'function show() { box.innerHTML += name; }',
  "function show() { box['outerHTML'] = name; }",
  'function show() { frame.srcdoc = name; }',
  "function show() { box.insertAdjacentHTML('beforeend', name); }",
  'function show() { document.write(name); }',
  'function show() { range.createContextualFragment(name); }',
  'function show() { box.setHTMLUnsafe(name); }',
])('markup that a script sets is found: %s', (text) => {
  expect(markupSetIn(text)).toEqual(['show']);
});

test.each(['const html = box.innerHTML;', 'box.textContent = name;', 'box.append(name);'])(
  'reading markup, and setting text, is none: %s',
  (text) => {
    expect(markupSetIn(text)).toEqual([]);
  },
);

test('only the safe fetcher reaches out (C7)', () => {
  const outward = /\bfetch\(|from 'undici'|https?\.(get|request)\(|from 'node:https'/;
  const withoutBlogFetch = (file: string) => textOf(file).replaceAll(/\b\w*blog\.fetch\(/g, '');
  const found = sources.filter(
    (file) => !file.startsWith('base/fetch/') && outward.test(withoutBlogFetch(file)),
  );
  expect(found).toEqual([]);
});

test('ids from outside are read by one rule alone (D4)', () => {
  const rule = /\^\(?\[1-9\]\\d\{0,8\}|\^\\d\{[01],(9|10)\}\$/;
  expect(sources.filter((file) => file !== 'base/http/ids.ts' && rule.test(textOf(file)))).toEqual([]);
});

test('bodies are read by one mechanism, which counts them (B16)', () => {
  const parser =
    /express\.(?:urlencoded|json|raw|text)\(|import \{[^}]*\b(?:urlencoded|json|raw|text)\b[^}]*\} from 'express'|import (?!type)[^;]* from '(?:multer|busboy|body-parser|raw-body)'/;
  const byHand = /\breq\.(?:pipe|iterator|read)\(|\breq\.on\('(?:data|readable)'|\bof req\)/;
  const readers = sources.filter((file) => !/^base\/http\/[\w-]*body[\w-]*\.ts$/.test(file));
  expect(readers.filter((file) => parser.test(textOf(file)) || byHand.test(textOf(file)))).toEqual([]);
});

test('nothing travels untyped in the locals of the application or of an answer', () => {
  const bus = /\b(?:app|res)\.locals\b/;
  expect(sources.filter((file) => bus.test(textOf(file)))).toEqual([]);
});

/** The functions that make a page's markup of a string. */
function markupSetIn(text: string, file?: string): string[] {
  const found: string[] = [];
  const setters = /^(?:insertAdjacentHTML|createContextualFragment|setHTMLUnsafe|write|writeln)$/;
  walk(treeOf(text, file), (node, above) => {
    const target = node.type === 'AssignmentExpression' ? part(node, 'left') : undefined;
    const called = node.type === 'CallExpression' ? part(node, 'callee') : undefined;
    const member = target ?? called;
    if (member?.type !== 'MemberExpression') return;
    const property = part(member, 'property');
    const name = String(property.name ?? property.value);
    const isPage = !name.startsWith('write') || part(member, 'object').name === 'document';
    if (target ? /^(?:innerHTML|outerHTML|srcdoc)$/.test(name) : setters.test(name) && isPage) {
      found.push(nameAround(above));
    }
  });
  return found;
}
