// import/wxr/highest-ids.ts: the highest ids of an export, so that the blog counts on from there.
import { readId } from '../../base/http/ids.ts';
import { isXmlError } from '../../base/xml/read.ts';
import { readWxr } from './read-wxr.ts';
import { isNumberedForExport, ownField } from './own-fields.ts';
import type { WxrItem, WxrRecord } from './wxr.ts';

export type HighestIds = Record<'posts' | 'media' | 'comments' | 'terms' | 'users', number>;

/** From here on an id is not kept: a hostile file must not use up the numbers that a column can hold. */
const highestKept = 1_000_000_000;

/**
 * Reads an export once for the ids of its records alone. What a text says of ids is text. A file that is not well-formed
 * is read as far as the import itself reads it.
 * @param chunks the bytes of the file
 * @returns the highest id of each kind that an import keeps; 0 where there is none
 */
export async function highestIds(chunks: AsyncIterable<Uint8Array>): Promise<HighestIds> {
  const highest: HighestIds = { posts: 0, media: 0, comments: 0, terms: 0, users: 0 };
  try {
    for await (const { record } of readWxr(chunks)) {
      for (const [table, given] of idsOf(record)) highest[table] = Math.max(highest[table], keptId(given));
    }
  } catch (error) {
    if (!isXmlError(error)) throw error;
  }
  return highest;
}

/** The id that a record keeps where it is free; 0 when the file names none that may be kept. */
export function keptId(given: string | undefined): number {
  const id = readId(given?.trim());
  return id !== undefined && id < highestKept ? id : 0;
}

/** Of a file its number among files, where the export says that it has one. */
export function ownMediaId({ meta }: WxrItem): string | undefined {
  return meta.find(({ key }) => key === ownField('media_id'))?.value;
}

function idsOfItem(item: WxrItem): [keyof HighestIds, string | undefined][] {
  const { post_id } = item.fields;
  if (isNumberedForExport(item.meta)) return [];
  const own = ownMediaId(item);
  if (own !== undefined) return [['media', own]];
  return [
    ['posts', post_id],
    ['media', post_id],
  ];
}

function idsOf(record: WxrRecord): [keyof HighestIds, string | undefined][] {
  if (record.kind === 'author') return [['users', record.id]];
  if (record.kind === 'term') return isNumberedForExport(record.meta) ? [] : [['terms', record.id]];
  if (record.kind === 'site') return [];
  const comments = record.comments.map(({ fields }): ['comments', string | undefined] => [
    'comments',
    fields.id,
  ]);
  return record.kind === 'item' ? [...idsOfItem(record), ...comments] : comments;
}
