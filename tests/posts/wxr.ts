// tests/posts/wxr.ts: the items of a WordPress export, for tests of how their texts are shown.
import { SaxesParser } from 'saxes';

export interface ExportItem {
  id: number;
  type: string;
  title: string;
  content: string;
}

/** Reads all items of a small export. */
export function saxesItems(xml: string): ExportItem[] {
  const items: ExportItem[] = [];
  let words: Record<string, string> = {};
  let name = '';
  const parser = new SaxesParser();
  parser.on('opentag', (tag) => {
    name = tag.name;
    if (name === 'item') words = {};
  });
  const take = (text: string) => void (words[name] = (words[name] ?? '') + text);
  parser.on('text', take);
  parser.on('cdata', take);
  parser.on('closetag', (tag) => {
    name = '';
    if (tag.name !== 'item') return;
    items.push({
      id: Number(words['wp:post_id']),
      type: words['wp:post_type'] ?? '',
      title: words.title ?? '',
      content: words['content:encoded'] ?? '',
    });
  });
  parser.on('error', () => undefined);
  parser.write(xml).close();
  return items;
}
