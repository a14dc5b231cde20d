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
