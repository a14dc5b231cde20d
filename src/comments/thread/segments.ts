// comments/thread/segments.ts: a page whose threads are very long is shown in parts; nothing is left out.
import type { Database } from '../../base/database/database.ts';
import { threadedByIds, threadLines, threadOf, type ThreadedComment, type ThreadSlice } from './queries.ts';
import type { Discussion } from '../settings.ts';
import { threadItems, type Threaded } from './thread.ts';

/** So many comments a reader gets at once, however long the threads of a page are. */
export const mostAtOnce = 1000;

export type Look = Pick<Discussion, 'thread_comments' | 'thread_comments_depth' | 'comment_order'>;

export interface Part {
  items: Threaded<ThreadedComment>[];
  /** From 1, in reading order. */
  part: number;
  parts: number;
}

/** A part of a page's comments in reading order; in a later part a reply may stand at the top. */
export async function partOf(db: Database, slice: ThreadSlice, look: Look, asked = 1): Promise<Part> {
  const rows = await threadOf(db, slice, mostAtOnce + 1);
  const depth = depthOf(look);
  if (rows.length <= mostAtOnce)
    return { items: threadItems(rows, { depth, order: look.comment_order }), part: 1, parts: 1 };
  const ids = await readingOrder(db, slice, look);
  const parts = Math.ceil(ids.length / mostAtOnce);
  const part = Math.min(Math.max(asked, 1), parts);
  const shown = await threadedByIds(db, ids.slice((part - 1) * mostAtOnce, part * mostAtOnce));
  // They come in reading order already.
  return { items: threadItems(shown, { depth, order: 'asc' }), part, parts };
}

/** In which part of its page a comment stands; 1 when it does not stand there. */
export async function partWith(db: Database, slice: ThreadSlice, look: Look, id: number): Promise<number> {
  const at = (await readingOrder(db, slice, look)).indexOf(id);
  return Math.floor(Math.max(at, 0) / mostAtOnce) + 1;
}

/** The address of a part of a page of comments. */
export function partAddress(path: string, part: number): string {
  if (part === 1) return path;
  return `${path}${path.includes('?') ? '&' : '?'}replies=${part}`;
}

async function readingOrder(db: Database, slice: ThreadSlice, look: Look): Promise<number[]> {
  const lines = await threadLines(db, slice);
  return threadItems(lines, { depth: depthOf(look), order: look.comment_order }).map(({ row }) => row.id);
}

const depthOf = ({ thread_comments, thread_comments_depth }: Look) =>
  thread_comments ? thread_comments_depth : 1;
