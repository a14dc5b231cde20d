// posts/live-lists.ts: lists of the site within a text (latest posts, archives, tags …): marked when it is stored, filled when a page is made.
import type { Blog, LiveList } from '../blog.ts';

const mark = /<!--live:([a-z_]{1,30}) (\d{1,3})( detailed)?-->/g;
/** More on one page are left out. */
const mostLists = 20;

/** Texts with their lists: each list of a page is asked for once, however often it stands there. */
export async function withLists(blog: Blog, texts: string[]): Promise<string[]> {
  const asked = new Map<string, LiveList>();
  for (const text of texts)
    if (text.includes('<!--live:'))
      for (const [whole, kind, count, detailed] of text.matchAll(mark))
        if (asked.size < mostLists)
          asked.set(whole, { kind: kind!, count: Number(count), is_detailed: detailed !== undefined });
  if (!asked.size) return texts;
  const lists = [...asked.values()];
  const made = await Promise.all(blog.extensions.live_lists.map((make) => make(blog, lists)));
  const filled = new Map(
    [...asked.keys()].map((whole, at) => [whole, made.map((all) => all[at] ?? '').join('')]),
  );
  return texts.map((text) => text.replaceAll(mark, (whole) => filled.get(whole) ?? ''));
}
