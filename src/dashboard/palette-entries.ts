// dashboard/palette-entries.ts: where somebody may go in the admin: screens, posts, settings, found by words.
import type { Request } from 'express';
import { menuOf } from '../base/admin/frame.ts';
import { __, translate } from '../base/language/gettext.ts';
import type { Blog } from '../blog.ts';
import { editableByTitle } from '../writing/editable.ts';
import { statusBadge } from '../writing/badges.ts';

export interface PaletteEntry {
  kind: 'Screen' | 'Post' | 'Page' | 'Setting';
  title: string;
  /** What it belongs to, or what state it is in. */
  where: string;
  href: string;
}

type Known = PaletteEntry & { words: string };

const most = 8;

/** Places that hold all words of `asked`, the best first; without words, all screens. */
export async function findEntries(blog: Blog, req: Request, asked: string): Promise<PaletteEntry[]> {
  const words = wordsOf(asked);
  const { screens, held } = known(blog, req);
  if (!words.length) return screens.map(withoutWords);
  const posts = await editableByTitle(blog, req.user!, words, most);
  return [
    ...matching(screens, words),
    ...posts.map(({ id, type, title, status }): PaletteEntry => {
      const kind = type === 'page' ? 'Page' : 'Post';
      const state = statusBadge(status).toLowerCase();
      return {
        kind,
        title: title || __('(no title)'),
        where: state ? `${kind}, ${state}` : kind,
        href: `/admin/${type}s/${id}`,
      };
    }),
    ...matching(held, words),
  ];
}

const wordsOf = (asked: string): string[] =>
  asked.replaceAll('\0', '').slice(0, 200).toLowerCase().split(/\s+/).filter(Boolean).slice(0, 10);

/** All screens of the user's menu, and all that stands on them. An entry that is also its first item is named once. */
function known(blog: Blog, req: Request): { screens: Known[]; held: Known[] } {
  const entries = menuOf(blog, req).flatMap(({ path, holds, items, ...entry }) => {
    const title = translate(entry.title);
    const below = items.map((item) => ({
      ...item,
      title: translate(item.title),
      holds: item.holds ?? [],
      where: title,
    }));
    const isOwn = !items.some((item) => item.path === path);
    return isOwn ? [{ title, path, holds, where: '' }, ...below] : below;
  });
  const screens = entries.map(({ title, path, where }): Known => {
    return { kind: 'Screen', title, where, href: path, words: `${title} ${where}`.toLowerCase() };
  });
  const held = entries.flatMap(({ title, path, where, holds }) =>
    holds.map((one): Known => {
      const place = [where, title].filter(Boolean).join(' → ');
      const label = translate(one.title);
      const words = `${label} ${one.name} ${place}`.toLowerCase();
      return { kind: 'Setting', title: label, where: place, href: `${path}#${one.anchor}`, words };
    }),
  );
  return { screens: [...screens, site()], held };
}

function site(): Known {
  const title = __('View site');
  return { kind: 'Screen', title, where: '', href: '/', words: title.toLowerCase() };
}

function matching(places: Known[], words: string[]): PaletteEntry[] {
  const rank = ({ title }: Known) => {
    const at = title.toLowerCase().indexOf(words[0]!);
    return at === 0 ? 0 : at > 0 ? 1 : 2;
  };
  return places
    .filter((place) => words.every((word) => place.words.includes(word)))
    .toSorted((one, other) => rank(one) - rank(other))
    .slice(0, most)
    .map(withoutWords);
}

const withoutWords = ({ kind, title, where, href }: Known): PaletteEntry => ({ kind, title, where, href });
