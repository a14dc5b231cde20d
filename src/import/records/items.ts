// import/records/items.ts: one item of an export: a post, page, menu item or anything else, or an attachment.
import { settings } from '../../base/settings/settings.ts';
import { isMisread } from '../../posts/addresses/slug.ts';
import { permalinks } from '../../posts/settings.ts';
import { keepAddress, keepFormer } from './addresses.ts';
import { lockSlugs } from '../../posts/queries/write.ts';
import { authorId } from './authors.ts';
import { importComments } from './comments.ts';
import { findMedia } from '../../media/queries.ts';
import { fetchLater, keepFile } from '../fetch-attachment.ts';
import { namesOf, type FileSource } from '../files.ts';
import { keptId, ownMediaId } from '../wxr/highest-ids.ts';
import { writing, type Importing } from '../importing.ts';
import { mediaOf } from './media.ts';
import { menuLinesOf, mostLines } from './menu-line.ts';
import { itemKey, postOf, publishedAt } from './post.ts';
import { isNumberedForExport } from '../wxr/own-fields.ts';
import { importedIds, rememberImported } from '../queries/imported.ts';
import { linkLater, type Link } from '../queries/links.ts';
import { filePost, freeIds, insertFormerAddresses, insertRow, takenSlugs } from '../queries/rows.ts';
import { freeSlug, wxrSlug } from './slug.ts';
import { termIds } from './terms.ts';
import type { WxrItem } from '../wxr/wxr.ts';

/** Brings an item in with its first comments, in one transaction each; one that is there keeps as it is. */
export async function importItem(run: Importing, item: WxrItem): Promise<void> {
  run.post_id = undefined;
  run.post_date = undefined;
  const type = (item.fields.post_type ?? '').trim() || 'post';
  const status = (item.fields.status ?? '').trim();
  if (type === 'attachment') return importAttachment(run, item);
  // Also of those that are here: some exports name one line in several menus.
  if (type === 'nav_menu_item')
    run.menu_lines.push(...menuLinesOf(item).slice(0, mostLines - run.menu_lines.length));
  if (status === 'auto-draft') {
    run.summary.leftOut(kindOf(type), 'a draft nobody saved', 1);
  } else if (type === 'revision') {
    run.summary.leftOut('revisions', 'earlier versions are not taken over');
  } else {
    run.post_id = await importPost(run, item);
  }
  await importComments(run, item.comments);
}

async function importPost(run: Importing, item: WxrItem): Promise<number> {
  const foreign_key = itemKey(item);
  const kind = kindOf((item.fields.post_type ?? '').trim() || 'post');
  const known = (await importedIds(run.blog.db, run.site, 'post', [foreign_key])).get(foreign_key);
  if (known) {
    run.summary.alreadyThere(kind);
    return known;
  }
  const author_id = await authorId(run, item.fields.creator ?? '');
  const local_id = await writing(run.blog, async (blog) => {
    const id = await insertPost({ ...run, blog }, item, author_id);
    const foreign_id = (item.fields.post_id ?? '').trim();
    await rememberImported(blog.db, run.site, [{ kind: 'post', foreign_key, foreign_id, local_id: id }]);
    return id;
  });
  run.post_date = publishedAt(item, run.blog.now(), run.zone);
  run.summary.cameIn(kind);
  return local_id;
}

async function insertPost(run: Importing, item: WxrItem, author_id: number | null): Promise<number> {
  const { db } = run.blog;
  const post = postOf(item, run.blog.now(), run.zone);
  const slug = isPublicType(post) && post.slug ? await uniqueSlug(run, post) : post.slug;
  const kept = await freeId(run, 'posts', item);
  const id = await insertRow(db, 'posts', { ...post, ...kept, slug, author_id });
  await filePost(db, id, await termIds(db, item.terms));
  const oldSlugs = item.meta.filter(({ key }) => key === '_wp_old_slug').map(({ value }) => wxrSlug(value));
  const former = slug === post.slug ? oldSlugs : [...oldSlugs, post.slug];
  await insertFormerAddresses(
    db,
    id,
    former.filter((old) => old && old !== slug),
  );
  if (isPublicType(post)) {
    await keepAddress(run, item, { post_id: id, media_id: null });
    await keepFormer(run, item.former ?? [], { post_id: id, media_id: null });
  }
  await linkLater(db, run.site, linksOf(item, id));
  return id;
}

const isPublicType = ({ type }: { type: string }): boolean => ['post', 'page'].includes(type);

async function uniqueSlug(run: Importing, post: { type: string; slug: string }): Promise<string> {
  await lockSlugs(run.blog.db, [post.slug]);
  const taken = await takenSlugs(run.blog.db, post.type, post.slug);
  const { permalink_structure } = await settings(run.blog.db, permalinks);
  if (isMisread(post.slug, post.type, permalink_structure)) taken.add(post.slug);
  return freeSlug(post.slug, taken);
}

function linksOf({ fields, meta }: WxrItem, local_id: number): Link[] {
  const parent = (fields.post_parent ?? '').trim();
  const thumbnail = meta.find(({ key }) => key === '_thumbnail_id')?.value.trim();
  return [
    ...(parent && parent !== '0'
      ? [{ field: 'posts.parent_id' as const, local_id, foreign_id: parent }]
      : []),
    ...(thumbnail && thumbnail !== '0'
      ? [{ field: 'posts.featured_media_id' as const, local_id, foreign_id: thumbnail }]
      : []),
  ];
}

async function importAttachment(run: Importing, item: WxrItem): Promise<void> {
  const media = mediaOf(item, run.blog.now(), run.zone);
  const foreign_key = itemKey(item);
  const known = (await importedIds(run.blog.db, run.site, 'media', [foreign_key])).get(foreign_key);
  if (known) run.summary.alreadyThere('media');
  else if (!media) run.summary.leftOut('media', 'names no file on the web');
  else {
    const uploaded_by = await authorId(run, item.fields.creator ?? '');
    await writing(run.blog, async (blog) => {
      const inner = { ...run, blog };
      const kept = await freeId(inner, 'media', item);
      const local_id = await insertRow(blog.db, 'media', { ...media, ...kept, uploaded_by });
      const foreign_id = (item.fields.post_id ?? '').trim();
      await rememberImported(blog.db, run.site, [{ kind: 'media', foreign_key, foreign_id, local_id }]);
      await keepAddress(inner, item, { post_id: null, media_id: local_id });
      const parent = (item.fields.post_parent ?? '').trim();
      if (parent && parent !== '0') {
        await linkLater(blog.db, run.site, [{ field: 'media.post_id', local_id, foreign_id: parent }]);
      }
      if (run.fetches_attachments) await fetchLater(blog, local_id);
    });
    run.summary.cameIn('media');
  }
  if (run.uploads) await bringFile(run, run.uploads, foreign_key);
  if (item.comments.length) {
    run.summary.leftOut('comments', 'stood under an attachment', item.comments.length);
  }
}

/** A file that is not here yet, out of the folder; also when its record came in before. */
async function bringFile(run: Importing, files: FileSource, foreign_key: string): Promise<void> {
  const { blog, summary } = run;
  const id = (await importedIds(blog.db, run.site, 'media', [foreign_key])).get(foreign_key);
  const media = id ? await findMedia(blog.db, id) : undefined;
  if (!media?.remote_url) return;
  if (media.file) return summary.alreadyThere('files');
  const body = await files.find(namesOf(media));
  if (!body) return summary.leftOut('files', `not in the ${files.is}`);
  const refused = await keepFile(blog, media, body);
  if (refused) summary.leftOut('files', refused.replace(/\.$/, ''));
  else summary.cameIn('files');
}

async function freeId(run: Importing, table: 'posts' | 'media', item: WxrItem): Promise<{ id?: number }> {
  if (isNumberedForExport(item.meta)) return {};
  const wanted = keptId((table === 'media' ? ownMediaId(item) : undefined) ?? item.fields.post_id);
  return (await freeIds(run.blog.db, table, [wanted])).has(wanted) ? { id: wanted } : {};
}

const kinds = new Map(Object.entries({ post: 'posts', page: 'pages', nav_menu_item: 'menu items' }));

/** What a summary calls items of a type. */
export function kindOf(type: string): string {
  return kinds.get(type) ?? `other: ${type.slice(0, 40)}`;
}
