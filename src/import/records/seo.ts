// import/records/seo.ts: what plugins for search engines kept about a post, as its own title and description. Pure.
import type { Post } from '../../posts/post.ts';

/** The meta keys that plugins keep them under; the first is what an export writes. */
export const seoKeys = {
  titles: [
    '_yoast_wpseo_title',
    'rank_math_title',
    '_seopress_titles_title',
    '_aioseo_title',
    '_aioseop_title',
    '_genesis_title',
  ],
  descriptions: [
    '_yoast_wpseo_metadesc',
    'rank_math_description',
    '_seopress_titles_desc',
    '_aioseo_description',
    '_aioseop_description',
    '_genesis_description',
  ],
};

/** @param title of the post, for the variable that stands for it */
export function seoOf(
  meta: Record<string, string[]>,
  title: string,
): Pick<Post, 'seo_title' | 'seo_description'> {
  const first = (names: string[]) => {
    const found = names.map((name) => meta[name]?.[0]?.trim()).find(Boolean) ?? '';
    return spelledOut(found, title);
  };
  return {
    seo_title: first(seoKeys.titles).slice(0, 300),
    seo_description: first(seoKeys.descriptions).slice(0, 1000),
  };
}

const known = /%%(?:post_)?title%%|%title%|#post_title/g;
const variable = /%%[a-z_]+(?:\([^)]*\))?%%|%[a-z_]+%|#[a-z]+_[a-z_]+/;

/** A text with its variables put in; '' when one of them is not known here: the usual says the same then. */
export function spelledOut(text: string, title: string): string {
  const spelled = text.replaceAll(known, () => title);
  return variable.test(spelled.replaceAll(title || '\0', '')) ? '' : spelled;
}
