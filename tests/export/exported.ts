// tests/export/exported.ts: an export as records, and what of them is the content: all but a site's own numbers and addresses.
import { Readable } from 'node:stream';
import type { Blog } from '../../src/blog.ts';
import { exportWxr } from '../../src/export/export-wxr.ts';
import { everything, type ExportFilter } from '../../src/export/filter.ts';
import type { ImportResult } from '../../src/import/import-from.ts';
import { importWxr } from '../../src/import/import-wxr.ts';
import { readWxr } from '../../src/import/wxr/read-wxr.ts';
import type { WxrMeta, WxrRecord } from '../../src/import/wxr/wxr.ts';

export async function exportText(blog: Blog, filter: ExportFilter = everything): Promise<string> {
  const pieces: string[] = [];
  for await (const piece of exportWxr(blog, filter)) pieces.push(piece);
  return pieces.join('');
}

export const importText = (blog: Blog, text: string): Promise<ImportResult> =>
  importWxr(blog, { open: () => Readable.from([Buffer.from(text)]) });

export async function recordsOf(text: string): Promise<WxrRecord[]> {
  const records: WxrRecord[] = [];
  for await (const { record } of readWxr(Readable.from([Buffer.from(text)]))) records.push(record);
  return records;
}

interface Comment {
  fields: Record<string, string>;
  meta: WxrMeta[];
  parent: string;
}

/** The content of an export: numbers replaced by what they stand for, lists in an order of their own. */
export async function contentOf(text: string): Promise<object> {
  const records = await recordsOf(text);
  const items = records.flatMap((record) => (record.kind === 'item' ? [record] : []));
  const comments = new Map<string, Comment[]>();
  let last = '';
  for (const record of records) {
    if (record.kind === 'item') last = record.fields.post_id!;
    if (record.kind !== 'item' && record.kind !== 'comments') continue;
    const of = record.comments.map((one) => ({ ...one, parent: '' }));
    comments.set(last, [...(comments.get(last) ?? []), ...of]);
  }
  const all = [...comments.values()].flat();
  const itemNames = new Map(items.map((item) => [item.fields.post_id!, nameOf(item.fields)]));
  const commentNames = new Map(all.map(({ fields }) => [fields.id!, `${fields.date_gmt} ${fields.content}`]));
  const users = new Map(records.flatMap((one) => (one.kind === 'author' ? [[one.id, one.login]] : [])));
  const terms = new Map(
    records.flatMap((one) => (one.kind === 'term' ? [[one.id, `${one.taxonomy} ${one.slug}`]] : [])),
  );
  const meta = (pairs: WxrMeta[]) =>
    pairs
      .map(({ key, value }) => {
        if (['_thumbnail_id', 'attachment_id'].includes(key)) return [key, itemNames.get(value) ?? value];
        if (key === '_menu_item_menu_item_parent') return [key, itemNames.get(value) ?? value];
        if (key === '_menu_item_object_id') return [key, itemNames.get(value) ?? terms.get(value) ?? 'none'];
        return [key, value];
      })
      .filter(([key]) => key !== '_quillback_media_id')
      .map((pair) => pair.join(' = '))
      .toSorted();
  return {
    authors: records
      .flatMap((one) => (one.kind === 'author' ? [{ ...one, id: '' }] : []))
      .toSorted(by('login')),
    terms: records
      .flatMap((one) => (one.kind === 'term' ? [{ ...one, id: '', meta: meta(one.meta) }] : []))
      .toSorted(by('taxonomy', 'slug')),
    items: items
      .map(({ fields, comments: _comments, ...item }) => ({
        ...item,
        ...fields,
        post_id: '',
        link: '',
        ...(fields.post_type === 'nav_menu_item' ? { guid: '' } : {}),
        post_parent: itemNames.get(fields.post_parent!) ?? '',
        meta: meta(item.meta),
        comments: (comments.get(fields.post_id!) ?? [])
          .map(({ fields: said, meta: pairs }) => ({
            ...said,
            id: '',
            parent: commentNames.get(said.parent!) ?? '',
            user_id: users.get(said.user_id!) ?? '',
            meta: meta(pairs),
          }))
          .toSorted(by('date_gmt', 'content')),
      }))
      .toSorted(by('post_type', 'post_date_gmt', 'post_name', 'title', 'menu_order')),
  };
}

const nameOf = (fields: Record<string, string>) =>
  `${fields.post_type} ${fields.post_name} ${fields.title} ${fields.post_date_gmt} ${fields.menu_order}`;

const by =
  (...keys: string[]) =>
  (a: object, b: object): number => {
    const [one, other] = [a, b].map((row) =>
      keys.map((key) => (row as Record<string, unknown>)[key]).join(' '),
    );
    return one! < other! ? -1 : Number(one! > other!);
  };
