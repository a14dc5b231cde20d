// import/wordpress-site/records.ts: answers of WordPress's REST API as records of its export.
import { loose, records, textOf, type Loose } from '../json.ts';
import { comment, item, metaPairs } from '../make.ts';
import type { WxrAuthor, WxrComment, WxrFiled, WxrItem, WxrTerm } from '../wxr/wxr.ts';

/** As it was typed, for who may edit it; else as it is shown. */
function written(row: Loose, name: string): string {
  if (typeof row[name] === 'string') return textOf(row, name);
  const both = loose(row[name]);
  return textOf(both, typeof both.raw === 'string' ? 'raw' : 'rendered');
}

/** Only what was typed: what is shown was made of the text. */
const typed = (row: Loose, name: string): string => textOf(loose(row[name]), 'raw');

export const authorOf = (row: Loose): WxrAuthor => ({
  kind: 'author',
  id: textOf(row, 'id'),
  login: textOf(row, 'username') || textOf(row, 'slug'),
  email: textOf(row, 'email'),
  display_name: textOf(row, 'name'),
  role: Array.isArray(row.roles) ? textOf({ role: row.roles[0] as unknown }, 'role') : '',
});

/** @param slugs of terms by id, for the one above it */
export const termOf = (row: Loose, slugs: Map<string, WxrFiled>): WxrTerm => ({
  kind: 'term',
  id: textOf(row, 'id'),
  taxonomy: textOf(row, 'taxonomy'),
  slug: textOf(row, 'slug'),
  parent: slugs.get(textOf(row, 'parent'))?.slug ?? '',
  name: textOf(row, 'name'),
  description: textOf(row, 'description'),
  meta: [],
});

export interface Names {
  /** Logins by id. */
  logins: Map<string, string>;
  terms: Map<string, WxrFiled>;
}

export function itemOf(row: Loose, { logins, terms }: Names): WxrItem {
  const ids = [row.categories, row.tags].flatMap((list) => (Array.isArray(list) ? list.map(String) : []));
  const format = textOf(row, 'format');
  return item(
    {
      ...common(row),
      creator: logins.get(textOf(row, 'author')) ?? '',
      post_parent: textOf(row, 'parent'),
      menu_order: textOf(row, 'menu_order'),
      post_password: textOf(row, 'password'),
      is_sticky: row.sticky === true ? '1' : '0',
    },
    {
      content: written(row, 'content'),
      excerpt: typed(row, 'excerpt'),
      terms: [
        ...ids.flatMap((id) => terms.get(id) ?? []),
        ...(format && format !== 'standard'
          ? [{ taxonomy: 'post_format', slug: `post-format-${format}`, name: format }]
          : []),
      ],
      meta: metaPairs({
        _thumbnail_id: textOf(row, 'featured_media').replace(/^0$/, ''),
        _wp_page_template: textOf(row, 'template'),
      }),
    },
  );
}

export function attachmentOf(row: Loose, { logins }: Names): WxrItem {
  const details = loose(row.media_details);
  const [width, height] = [textOf(details, 'width'), textOf(details, 'height')];
  return item(
    {
      ...common(row),
      post_type: 'attachment',
      creator: logins.get(textOf(row, 'author')) ?? '',
      post_parent: textOf(row, 'post'),
      attachment_url: textOf(row, 'source_url'),
    },
    {
      content: typed(row, 'description'),
      excerpt: typed(row, 'caption'),
      meta: metaPairs({
        _wp_attached_file: textOf(details, 'file'),
        _wp_attachment_image_alt: textOf(row, 'alt_text'),
        _wp_attachment_metadata:
          width && height ? `a:2:{s:5:"width";i:${width};s:6:"height";i:${height};}` : '',
      }),
    },
  );
}

const common = (row: Loose): Record<string, string> => ({
  post_id: textOf(row, 'id'),
  post_type: textOf(row, 'type'),
  title: written(row, 'title'),
  post_name: textOf(row, 'slug'),
  status: textOf(row, 'status'),
  post_date: textOf(row, 'date'),
  post_date_gmt: textOf(row, 'date_gmt'),
  post_modified: textOf(row, 'modified'),
  post_modified_gmt: textOf(row, 'modified_gmt'),
  link: textOf(row, 'link'),
  guid: written(row, 'guid'),
  comment_status: textOf(row, 'comment_status'),
  ping_status: textOf(row, 'ping_status'),
});

/** Of whom nobody may see the text without its password. */
export const isProtected = (row: Loose): boolean =>
  loose(row.content).protected === true && typeof loose(row.content).raw !== 'string';

const states: Record<string, string> = {
  approved: '1',
  approve: '1',
  hold: '0',
  spam: 'spam',
  trash: 'trash',
};

export const commentOf = (row: Loose): WxrComment =>
  comment({
    id: textOf(row, 'id'),
    parent: textOf(row, 'parent'),
    user_id: textOf(row, 'author'),
    author: textOf(row, 'author_name'),
    author_email: textOf(row, 'author_email'),
    author_url: textOf(row, 'author_url'),
    author_IP: textOf(row, 'author_ip'),
    agent: textOf(row, 'author_user_agent'),
    date: textOf(row, 'date'),
    date_gmt: textOf(row, 'date_gmt'),
    type: textOf(row, 'type').replace(/^comment$/, ''),
    approved: states[textOf(row, 'status')] ?? '0',
    content: written(row, 'content'),
  });

export const filedAs = (row: Loose): WxrFiled => ({
  taxonomy: textOf(row, 'taxonomy'),
  slug: textOf(row, 'slug'),
  name: textOf(row, 'name'),
});

export const idsOf = (rows: Loose[]): string[] => records(rows).map((row) => textOf(row, 'id'));
