// import/highest-ids.ts: the highest ids of an export, so that the blog counts on from there.

export type HighestIds = Record<'posts' | 'comments' | 'terms' | 'users', number>;

/** Beyond this an id is not kept: a hostile file must not use up the numbers. */
export const highestKept = 1_000_000_000;

const wanted = /<wp:(post|comment|term|author)_id>\s*(?:<!\[CDATA\[)?\s*(\d{1,9})\b/g;
const longest = 60;

/** Looks through the bytes without parsing them: many times faster than reading records. */
export async function highestIds(chunks: AsyncIterable<Uint8Array>): Promise<HighestIds> {
  const highest: HighestIds = { posts: 0, comments: 0, terms: 0, users: 0 };
  let carried = '';
  for await (const chunk of chunks) {
    const text = carried + Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length).toString('latin1');
    for (const [, kind, digits] of text.matchAll(wanted)) {
      const table = tables[kind as 'post'];
      highest[table] = Math.max(highest[table], Number(digits));
    }
    carried = text.slice(-longest);
  }
  return highest;
}

const tables = { post: 'posts', comment: 'comments', term: 'terms', author: 'users' } as const;
