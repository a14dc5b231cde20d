// import/make.ts: records as the export of WordPress has them, for readers of other systems.
import type { WxrComment, WxrFiled, WxrItem, WxrMeta, WxrTold } from './wxr/wxr.ts';

export const item = (
  fields: Record<string, string>,
  more: Partial<Omit<WxrItem, 'kind' | 'fields'>> = {},
): WxrItem => ({
  kind: 'item',
  fields,
  content: '',
  excerpt: '',
  terms: [],
  meta: [],
  comments: [],
  ...more,
});

export const comment = (fields: Record<string, string>, meta: WxrMeta[] = []): WxrComment => ({
  fields,
  meta,
});

/** Meta with a value; what has none is left out. */
export const metaPairs = (pairs: Record<string, string>): WxrMeta[] =>
  Object.entries(pairs).flatMap(([key, value]) => (value ? [{ key, value }] : []));

export const tag = (slug: string, name: string): WxrFiled => ({ taxonomy: 'post_tag', slug, name });
export const category = (slug: string, name: string): WxrFiled => ({ taxonomy: 'category', slug, name });

/** So many records of a kind were left out for a reason. */
export const leftOut = (what: string, words: string, count = 1): WxrTold => ({
  kind: 'told',
  what,
  words,
  as: 'left_out',
  count,
});

/** Something to know of a kind. */
export const toldOf = (what: string, words: string): WxrTold => ({
  kind: 'told',
  what,
  words,
  as: 'words',
  count: 1,
});

/** So many records of a kind are here already, and were not asked for again. */
export const alreadyThere = (what: string, count: number): WxrTold => ({
  kind: 'told',
  what,
  words: '',
  as: 'already_there',
  count,
});

/** A file of the old site as an attachment; others name it by its address. */
export function attachment(
  address: string,
  fields: Record<string, string>,
  more: Partial<WxrItem> = {},
): WxrItem {
  const [, name = ''] = /([^/]+?)(?:\.\w+)?$/.exec(new URL(address).pathname) ?? [];
  return item(
    {
      post_type: 'attachment',
      status: 'inherit',
      post_id: address,
      attachment_url: address,
      link: address,
      title: name,
      ...fields,
    },
    more,
  );
}
