// tests/feeds/read-feed.ts: a feed as a strict reader understands it.
import { parseXml } from '../../src/base/xml/read.ts';

/** Texts of each item's or entry's own elements by name; of repeated ones the first. */
export function itemsOf(text: string): Record<string, string>[] {
  const items: Record<string, string>[] = [];
  let depth = 0;
  let start = 0;
  for (const event of parseXml(text)) {
    const isItem = ['item', 'entry'].includes(event.name);
    depth += event.type === 'open' ? 1 : -1;
    if (event.type === 'open' && isItem) {
      items.push({});
      start = depth;
    } else if (event.type === 'close' && !isItem && start && depth === start) {
      items.at(-1)![event.name] ??= event.text;
    }
  }
  return items;
}

/** All element paths that occur, such as rss/channel/item/title. */
export function pathsOf(text: string): Set<string> {
  const path: string[] = [];
  const found = new Set<string>();
  for (const event of parseXml(text)) {
    if (event.type === 'open') {
      path.push(event.name);
      found.add(path.join('/'));
    } else path.pop();
  }
  return found;
}
