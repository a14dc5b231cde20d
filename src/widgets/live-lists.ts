// widgets/live-lists.ts: the lists that texts ask for, as widgets show them.
import { renderView } from '../base/http/views.ts';
import type { Blog, LiveList } from '../blog.ts';
import { linksOf } from './links.ts';
import { kinds, type WidgetKind } from './widget.ts';

/** In this order, the markup of each list; '' for one with nothing to show. */
export const liveLists = (blog: Blog, lists: LiveList[]): Promise<string[]> =>
  Promise.all(lists.map((list) => listOf(blog, list)));

const longest = 100;

async function listOf(blog: Blog, { kind, count, is_detailed }: LiveList): Promise<string> {
  if (!Object.hasOwn(kinds, kind)) return '';
  const asked = { id: 0, kind: kind as WidgetKind, title: '', text: '', menu_id: 0, is_detailed };
  const links = await linksOf[asked.kind](blog, { ...asked, count: Math.min(longest, count) }, '/');
  const shown = { links, is_cloud: kind === 'tag_cloud', kind: kind.replaceAll('_', '-') };
  return links.length ? (await renderView('widgets/_live-list', shown)).trim() : '';
}
