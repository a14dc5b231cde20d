// writing/rest/revision-item.ts: earlier and unsaved texts of a post as the REST API shows them.
import { setLine } from '../../base/html/set-line.ts';
import { withLinks } from '../../base/rest/links.ts';
import { localMoment, utcMoment } from '../../base/rest/moments.ts';
import { inContext, type Context } from '../../base/rest/schema.ts';
import { general } from '../../base/settings/general.ts';
import { settings } from '../../base/settings/settings.ts';
import type { Blog } from '../../blog.ts';
import { permalink } from '../../posts/addresses/permalink.ts';
import { extractsOf } from '../../posts/content/extracts.ts';
import { renderContent } from '../../posts/content/render.ts';
import type { Post } from '../../posts/post.ts';
import type { Revision } from '../queries/revisions.ts';
import { restBase } from './links.ts';
import { metaOf, textsOf } from './parts.ts';
import { revisionSchemas, type Revised } from './schema.ts';

interface Showing {
  context: Context;
  /** Whether the text is to be set; false saves that work. */
  has_content?: boolean;
  is_bare?: boolean;
}

/** Texts of one post. Each is set as a text is when it is saved; nothing of it is kept. */
export async function revisionItems(
  blog: Blog,
  post: Post,
  rows: Revision[],
  { context, has_content = true, is_bare = false }: Showing,
): Promise<Record<string, unknown>[]> {
  const { timezone_string: zone } = await settings(blog.db, general);
  const url = blog.url + (await permalink(blog, post));
  const items: Record<string, unknown>[] = [];
  for (const row of rows) {
    const rendered = has_content ? await renderContent(blog, { ...row, id: post.id }) : { html: '' };
    const text: Post = {
      ...post,
      ...row,
      ...rendered,
      ...extractsOf({ html: rendered.html, excerpt: row.excerpt }),
      id: row.id,
    };
    const { content, excerpt } = textsOf(text, url, true);
    const { block_version: _block, protected: _locked, ...shown } = content;
    const { protected: _guarded, ...short } = excerpt;
    const [date, date_gmt] = [localMoment(row.created_at, zone), utcMoment(row.created_at)];
    const guid = `${blog.url}/?p=${row.id}`;
    const item = {
      author: row.author_id ?? 0,
      date,
      date_gmt,
      id: row.id,
      modified: date,
      modified_gmt: date_gmt,
      parent: post.id,
      slug: `${post.id}-${row.kind}-v1`,
      guid: { rendered: guid, raw: guid },
      title: { raw: row.title, rendered: setLine(row.title) },
      content: shown,
      excerpt: short,
      meta: metaOf(post, false),
    };
    const kind = post.type as Revised;
    const fields = inContext(revisionSchemas[kind], item, context);
    const parent = [{ href: `${restBase(kind)}/${post.id}` }];
    items.push(is_bare ? fields : withLinks(blog, fields, { parent }));
  }
  return items;
}
