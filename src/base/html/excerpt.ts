// base/html/excerpt.ts: the plain words of a text, and its first few.
import type { Nodes } from 'hast';
import { parseHtml } from './parse.ts';
import { blockNames } from './tree.ts';

/** The first `words` words of a clean text, followed by a bracketed ellipsis when there are more. Plain text. */
export function excerptOf(html: string, words = 55): string {
  const all = textOf(html)
    .split(/\s+/)
    .filter((word) => word);
  const first = all.slice(0, words).join(' ');
  return all.length > words ? `${first} […]` : first;
}

/** What a clean text says in plain words, a line for each block. Pictures, players, cards and their captions say nothing. */
export function textOf(html: string): string {
  const parts: string[] = [];
  gather(parseHtml(html), parts);
  return parts
    .join('')
    .split('\n')
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter((line) => line)
    .join('\n');
}

const silent = new Set([
  'figure',
  'script',
  'style',
  'template',
  'audio',
  'video',
  'iframe',
  'button',
  'form',
]);
const telling = ['wp-block-quote', 'wp-block-pullquote', 'wp-block-table'];

function gather(node: Nodes, parts: string[]): void {
  if (node.type === 'text') {
    parts.push(node.value.replace(/\s+/g, ' '));
    return;
  }
  if (!('children' in node)) return;
  if (node.type === 'element' && silent.has(node.tagName) && !tells(node.properties.className)) return;
  const breaks = node.type === 'element' && (node.tagName === 'br' || blockNames.has(node.tagName));
  if (breaks) parts.push('\n');
  for (const child of node.children) gather(child, parts);
  if (breaks) parts.push('\n');
}

const tells = (classes: unknown): boolean =>
  Array.isArray(classes) && classes.some((name) => telling.includes(String(name)));
