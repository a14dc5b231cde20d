// import/wxr/highest-ids.ts: the highest ids of an export, so that the blog counts on from there.
import { readId } from '../../base/http/ids.ts';
import { isXmlError, type XmlError } from '../../base/xml/read.ts';
import { readWxr } from './read-wxr.ts';
import { isNumberedForExport, ownField } from './own-fields.ts';
import type { WxrItem, WxrRecord } from './wxr.ts';

export type HighestIds = Record<'posts' | 'media' | 'comments' | 'terms' | 'users', number>;

/** From here on an id is not kept: a hostile file must not use up the numbers that a column can hold. */
const highestKept = 1_000_000_000;

/** How a file is to be read, as a first reading finds it. */
export interface FirstReading {
  /** The highest id of each kind that an import keeps; 0 where there is none. */
  highest: HighestIds;
  /** Email addresses, in lower case, of more than one author. */
  shared_emails: ReadonlySet<string>;
  /** Whether it is read by mending it, as it is not well-formed. */
  mends: boolean;
  /** Why it cannot be read to its end even so. */
  error: XmlError | undefined;
}

/**
 * Reads an export for the ids of its records alone; one that is not well-formed once more, mending it. What a text says
 * of ids is text.
 * @param open opens the file
 */
export async function firstReading(open: () => AsyncIterable<Uint8Array>): Promise<FirstReading> {
  const strict = await idsIn(open(), false);
  if (!strict.error) return { ...strict, mends: false };
  const mended = await idsIn(open(), true);
  // What is no XML at all is told as that.
  return { ...mended, mends: true, error: mended.error && strict.error };
}

async function idsIn(
  chunks: AsyncIterable<Uint8Array>,
  mends: boolean,
): Promise<Omit<FirstReading, 'mends'>> {
  const highest: HighestIds = { posts: 0, media: 0, comments: 0, terms: 0, users: 0 };
  const logins = new Map<string, string>();
  const shared_emails = new Set<string>();
  try {
    for await (const { record } of readWxr(chunks, { mends })) {
      if (record.kind === 'author' && record.email) {
        const email = record.email.toLowerCase();
        const login = logins.get(email) ?? record.login;
        if (login !== record.login) shared_emails.add(email);
        logins.set(email, login);
      }
      for (const [table, given] of idsOf(record)) highest[table] = Math.max(highest[table], keptId(given));
    }
  } catch (error) {
    if (!isXmlError(error)) throw error;
    return { highest, shared_emails, error };
  }
  return { highest, shared_emails, error: undefined };
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
  if (record.kind === 'site' || record.kind === 'mended' || record.kind === 'told') return [];
  const comments = record.comments.map(({ fields }): ['comments', string | undefined] => [
    'comments',
    fields.id,
  ]);
  return record.kind === 'item' ? [...idsOfItem(record), ...comments] : comments;
}
