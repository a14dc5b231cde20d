// export/export-wxr.ts: a blog, or a part of it, as a WordPress export (WXR 1.2), piece by piece.
import fs from 'node:fs';
import path from 'node:path';
import { portions } from '../base/jobs/walk.ts';
import { projectFolder } from '../base/project.ts';
import { general } from '../base/settings/general.ts';
import { settings } from '../base/settings/settings.ts';
import type { Blog } from '../blog.ts';
import { numberedForExport } from '../import/wxr/own-fields.ts';
import { allMenus, targetedItems } from '../menus/queries.ts';
import { permalinks } from '../posts/addresses/permalink.ts';
import { termsOf } from '../terms/queries.ts';
import type { ExportFilter } from './filter.ts';
import {
  attachmentsOn,
  commentsBehind,
  firstComments,
  type ExportedAttachment,
  type ExportedComment,
} from './queries/comments.ts';
import { mediaAfter } from './queries/media.ts';
import { formerSlugs, idBase, postsAfter, type ExportedPost } from './queries/posts.ts';
import { authorsAfter, termsBehind, type TermPlace } from './queries/terms.ts';
import { attachmentItem } from './wxr/attachment.ts';
import { author, foot, generator, head, term, type Channel } from './wxr/channel.ts';
import { comment } from './wxr/comment.ts';
import { closed, opened, termsWithFormat, type Item } from './wxr/item.ts';
import { menuItems, menuTerms } from './wxr/menu-items.ts';
import { postMeta } from './wxr/own-meta.ts';

/** What is in memory at once: so many posts with so many comments of each, then comments by the portion. */
const sizes = { posts: 25, first_comments: 12, comments: 200, others: 200 };

interface Writing {
  blog: Blog;
  filter: ExportFilter;
  zone: string;
  /** The number of a file here: its own, unless a post has that, too; WordPress numbers both together. */
  numbered: (media_id: number, is_doubled: boolean) => number;
  /** The number of a menu among the terms, and of a line of one among the posts. */
  lined: (id: number) => number;
  on_posts: (count: number) => void;
}

/**
 * Everything that a filter lets through, in the format of WordPress's exporter, which WordPress's importer and ours read.
 * Texts leave as they were written. Read in portions by keys: memory does not grow with the blog.
 * @param on_posts told how many posts have been written since it was told last
 */
export async function* exportWxr(
  blog: Blog,
  filter: ExportFilter,
  on_posts: (count: number) => void = () => {},
): AsyncGenerator<string> {
  const channel = await channelOf(blog);
  const base = await idBase(blog.db);
  const { timezone_string: zone } = await settings(blog.db, general);
  const writing: Writing = {
    blog,
    filter,
    zone,
    numbered: (id, is_doubled) => (is_doubled ? base + id : id),
    lined: (id) => 2 * base + id,
    on_posts,
  };
  yield head(channel);
  for await (const rows of portions(sizes.others, (after) =>
    authorsAfter(blog.db, filter, after, sizes.others),
  ))
    yield rows.map(author).join('');
  yield* terms(writing);
  yield generator(channel);
  yield* media(writing);
  yield* posts(writing);
  if (filter.content === 'all') yield* lines(writing);
  yield foot;
}

async function channelOf(blog: Blog): Promise<Channel> {
  const { blogname, blogdescription, WPLANG } = await settings(blog.db, general);
  const known = JSON.parse(fs.readFileSync(path.join(projectFolder, 'package.json'), 'utf8')) as {
    version: string;
  };
  return {
    title: blogname,
    description: blogdescription,
    url: blog.url,
    language: WPLANG,
    made_at: blog.now(),
    generator: `Quillback ${known.version}`,
  };
}

const numbered = { [numberedForExport]: ['1'] };

async function* terms({ blog, filter, lined }: Writing): AsyncGenerator<string> {
  if (filter.content === 'attachment') return;
  for (let place: TermPlace = { depth: 0, id: 0 }; ;) {
    const rows = await termsBehind(blog.db, filter, place, sizes.others);
    yield rows.map(term).join('');
    // A portion of roots may be the last of them without being the last of all.
    if (!rows.length) break;
    place = rows.at(-1)!;
  }
  if (filter.content !== 'all') return;
  for (const menu of menuTerms(await allMenus(blog.db), lined))
    yield term({ ...menu, description: '', meta: numbered, parent_slug: null, depth: 0 });
}

async function* media({ blog, filter, zone, numbered }: Writing): AsyncGenerator<string> {
  for await (const rows of portions(sizes.others, (after) =>
    mediaAfter(blog.db, filter, after, sizes.others),
  ))
    for (const row of rows)
      yield opened(attachmentItem(row, numbered(row.id, row.is_doubled), blog.url), zone) + closed;
}

async function* posts(writing: Writing): AsyncGenerator<string> {
  const { db } = writing.blog;
  for await (const rows of portions(sizes.posts, (after) =>
    postsAfter(db, writing.filter, after, sizes.posts),
  )) {
    const ids = rows.map(({ id }) => id);
    const [paths, filed, former, first] = [
      await permalinks(writing.blog, rows),
      await termsOf(db, ids),
      await formerSlugs(db, ids),
      await firstComments(db, ids, sizes.first_comments),
    ];
    const attached = await attachmentsOn(
      db,
      [...first.values()].flat().map(({ id }) => id),
    );
    for (const row of rows) {
      const link = writing.blog.url + paths.get(row.id)!;
      const item = { ...itemOf(writing, row, link, former.get(row.id) ?? []) };
      item.terms = termsWithFormat(
        (filed.get(row.id) ?? []).filter(({ taxonomy }) => taxonomy !== 'nav_menu'),
        row.format,
      );
      yield opened(item, writing.zone);
      yield* comments(writing, first.get(row.id)!, attached);
      yield closed;
    }
    writing.on_posts(rows.length);
  }
}

function itemOf({ blog, numbered }: Writing, post: ExportedPost, link: string, former: string[]): Item {
  const { featured_media_id, featured_is_doubled } = post;
  const thumbnail = featured_media_id ? numbered(featured_media_id, featured_is_doubled) : 0;
  return {
    ...post,
    link,
    guid: post.guid || `${blog.url}/?p=${post.id}`,
    creator: post.author_login ?? '',
    parent: post.parent_id ?? 0,
    published_at: post.published_at ?? undefined,
    terms: [],
    meta: postMeta(post, former, thumbnail),
  };
}

async function* comments(
  { blog: { db }, numbered, zone }: Writing,
  first: ExportedComment[],
  attached: Map<number, ExportedAttachment[]>,
): AsyncGenerator<string> {
  const print = (rows: ExportedComment[], hanging: typeof attached) =>
    rows.map((row) => comment(row, hanging.get(row.id) ?? [], numbered, zone)).join('');
  yield print(first, attached);
  for (let rows = first, limit = sizes.first_comments; rows.length === limit; limit = sizes.comments) {
    rows = await commentsBehind(db, rows.at(-1)!, sizes.comments);
    yield print(
      rows,
      await attachmentsOn(
        db,
        rows.map(({ id }) => id),
      ),
    );
  }
}

async function* lines({ blog, zone, lined }: Writing): AsyncGenerator<string> {
  for (const menu of menuTerms(await allMenus(blog.db), lined))
    for (const item of menuItems(menu, await targetedItems(blog.db, [menu.menu_id]), lined, blog.url))
      yield opened(item, zone) + closed;
}
