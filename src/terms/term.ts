// terms/term.ts: a category, a tag or a menu.

export type Taxonomy = 'category' | 'post_tag' | 'nav_menu';

export interface Term {
  id: number;
  taxonomy: Taxonomy;
  name: string;
  slug: string;
  description: string;
  parent_id: number | null;
  post_count: number;
  meta: Record<string, string[]>;
}

/**
 * A slug from a name: lower case, words joined by hyphens; letters of every script stay as they are.
 * Empty when the name has neither letters nor digits.
 */
export function slugOf(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/(\p{Script=Latin})\p{M}+/gu, '$1')
    .normalize('NFC')
    .toLowerCase()
    .replace(/[’'"“”.]/g, '')
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 200)
    .replace(/-+$/, '');
}

/** How a slug may be stored: as read, in lower case, or percent-encoded in lower case. */
export function spellingsOf(slug: string): string[] {
  const lower = slug.toLowerCase();
  return [...new Set([slug, lower, encodeURIComponent(lower).toLowerCase()])];
}
